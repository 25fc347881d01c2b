// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadPack } from '@yakusoku/core/packs'
import { tieTable, tieToPack } from './draft-pack.ts'

const packOf = (name: string) => {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    bytes: new Uint8Array(readFileSync(new URL(`../../../packs/${name}/${path}`, import.meta.url))),
  }))
  const { pack } = loadPack(files)
  if (!pack) throw new Error(`packs/${name} does not load`)
  return pack
}

const cleaning = packOf('cleaning')

describe('the category of a pack for a proposed one', () => {
  it('is the one whose key contains it', () => {
    expect(tieToPack(cleaning, 'user.name.last', 'people')).toMatchObject({
      id: 'contact-persons',
      by: 'key',
    })
    expect(tieToPack(cleaning, 'user.device.ip_address', 'log')).toMatchObject({
      id: 'device-data',
      fides: 'user.device.ip_address',
    })
  })

  it('is none where the pack promises none, and none for what is not personal', () => {
    expect(tieToPack(cleaning, 'user.health_and_medical', 'customers')).toBeUndefined()
    expect(tieToPack(cleaning, 'system.operations', 'customers')).toBeUndefined()
  })

  it('follows whose table the column stands in where the pack tells persons apart', () => {
    const pack = {
      ...cleaning,
      categories: cleaning.categories.flatMap((category, i): typeof cleaning.categories =>
        i > 1
          ? []
          : [
              {
                ...category,
                id: ['of-customers', 'of-employees'][i] ?? '',
                fides: [`user.name.${['customer', 'employee'][i]}`],
              },
            ],
      ),
    }
    expect(tieToPack(pack, 'user.name', 'customers')).toMatchObject({ id: 'of-customers', by: 'table' })
    expect(tieToPack(pack, 'user.name', '社員')).toMatchObject({
      id: 'of-employees',
      fides: 'user.name.employee',
    })
    expect(tieToPack(pack, 'user.name.last', '顧客')).toMatchObject({ id: 'of-customers', by: 'table' })
    expect(tieToPack(pack, 'user.name', 'things')).toBeUndefined()
  })

  it('is found for a table that is called after it', () => {
    expect(tieTable(cleaning, 'invoices')).toMatchObject({ id: 'invoices' })
    expect(tieTable(cleaning, 'service_schedules')).toMatchObject({ id: 'cleaning-schedules' })
    expect(tieTable(cleaning, 'gadgets')).toBeUndefined()
  })
})
