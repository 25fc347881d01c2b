// SPDX-License-Identifier: Apache-2.0
import { parseDatamaps, type Dataset } from '@yakusoku/core/datamap'
import { describe, expect, it } from 'vitest'
import { waysToPeople } from './holders.ts'

const key = '{ name: id, fides_meta: { primary_key: true } }'
const names = (field: string, dataset = 'shop') =>
  `fides_meta: { references: [{ dataset: ${dataset}, field: ${field}, direction: from }] }`
const map = `dataset:
- fides_key: shop
  collections:
  - name: customers
    fields:
    - ${key}
    - { name: phone, fides_meta: { identity: phone_number } }
    - { name: email, fides_meta: { identity: email } }
    - { name: address_id, ${names('addresses.id')} }
    - { name: branch_id, ${names('branches.id')} }
  - { name: addresses, fields: [${key}] }
  - { name: branches, fields: [${key}] }
  - name: staff
    fields: [${key}, { name: email, fides_meta: { identity: email } }]
  - name: orders
    fields: [${key}, { name: customer_id, ${names('customers.id')} }]
  - name: lines
    fields: [${key}, { name: order_id, ${names('orders.id')} }]
  - name: calls
    fields:
    - ${key}
    - { name: customer_id, ${names('customers.id')} }
    - { name: staff_id, ${names('staff.id')} }
  - { name: weather, fields: [${key}] }
  - name: desks
    fields: [${key}, { name: branch_id, ${names('branches.id')} }]
`
const { datasets } = parseDatamaps([{ name: 'shop.yml', content: map }])
const [shop] = datasets as [Dataset]

function from(name: string) {
  const collection = shop.collections.find((one) => one.name === name)
  if (collection === undefined) throw new Error(`no ${name}`)
  const { ways, sure } = waysToPeople(datasets, { dataset: shop, collection })
  const shown = ways.map(({ hops, identity }) =>
    [...hops.map(({ from: left, at, to }) => `${left}=${at.collection.name}.${to}`), identity.field].join(
      ' ',
    ),
  )
  return { ways: shown, sure }
}

describe('whom rows are about', () => {
  it('is said by the mail address of the row before anything else', () => {
    expect(from('customers')).toEqual({ ways: ['email'], sure: true })
  })

  it('is said by the row that they name, over several', () => {
    expect(from('orders')).toEqual({ ways: ['customer_id=customers.id email'], sure: true })
    expect(from('lines')).toEqual({ ways: ['order_id=orders.id customer_id=customers.id email'], sure: true })
  })

  it('is not sure where they name persons of two tables', () => {
    expect(from('calls')).toEqual({
      ways: ['customer_id=customers.id email', 'staff_id=staff.id email'],
      sure: false,
    })
  })

  it('is not sure where persons name them', () => {
    expect(from('addresses')).toEqual({ ways: ['id=customers.address_id email'], sure: false })
  })

  it('is nobody where nothing leads to persons, and not everybody who shares something with them', () => {
    expect(from('weather')).toEqual({ ways: [], sure: false })
    expect(from('desks')).toEqual({ ways: [], sure: false })
  })
})
