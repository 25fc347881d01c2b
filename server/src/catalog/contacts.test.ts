// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { describe, expect, it } from 'vitest'
import { clientFields, contactFields } from './contacts.ts'

const read = (name: string) =>
  readFileSync(new URL(`../demonstration/${name}.dataset.yml`, import.meta.url), 'utf8')
const maps = ['operations', 'website'].map((name) => ({ name: `${name}.yml`, content: read(name) }))
const { datasets } = parseDatamaps(maps)
const named = (concerned: readonly string[] | null) =>
  contactFields(datasets, concerned).map(
    ({ dataset, collection, mail, language }) =>
      `${dataset.key}:${collection.name}.${mail.name} ${language?.name ?? '-'}`,
  )

describe('the fields of contacts', () => {
  it('are the registers of addresses, with the language beside, and not the copies of mails', () => {
    expect(named(null)).toContain('operations:contacts.email language')
    expect(named(null)).toContain('website:newsletter_subscribers.email language')
    expect(named(null).some((one) => one.includes('email_log'))).toBe(false)
  })

  it('are only those of people of whom the concerned data is kept', () => {
    expect(named(['user.financial.insurance'])).toContain('operations:contacts.email language')
    expect(named(['user.device.cookie_id'])).toContain('website:downloads.email -')
    expect(named(['user.no.such'])).toEqual([])
  })

  it('name the clients by the companies’ own table', () => {
    expect(clientFields(datasets).map(({ collection, name }) => `${collection.name}.${name.name}`)).toEqual([
      'clients.name',
    ])
  })
})
