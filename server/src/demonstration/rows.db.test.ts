// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { datesBefore } from './dates.ts'
import { copyCell, operationsTables } from './operations.ts'
import { fictionalPhone } from './places.ts'
import type { Row, TableRows } from './rows.ts'
import { websiteTables } from './website.rows.ts'
import { buildWorld } from './world.ts'

const tables: readonly TableRows[] = [...operationsTables, ...websiteTables]
const reserved = /@(?:[a-z0-9-]+\.)*(?:example\.jp|example\.com|example)$/

function eachRow(reference: string, see: (row: Row, table: string) => void): void {
  const [world, dates] = [buildWorld(), datesBefore(reference)]
  for (const { table, rows } of tables) for (const row of rows(world, dates)) see(row, table)
}

/** Everything the tests want to know of the 720,000 rows, from one pass over them. */
function survey(reference: string) {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  const [mails, numbers, signs] = [new Set<string>(), new Set<string>(), new Set<string>()]
  eachRow(reference, (row, table) => {
    counts[table] = (counts[table] ?? 0) + 1
    const line = row.map(copyCell).join('\t')
    hash.update(`${table}\t${line}\n`)
    const plain = line.normalize('NFKC')
    for (const [mail] of plain.matchAll(/[\w.+-]+@[\w.-]+/g)) mails.add(mail)
    for (const [number] of plain.matchAll(/(?<!\d)0\d{1,3}-\d{1,4}-\d{4}(?!\d)/g)) numbers.add(number)
    for (const [number] of plain.matchAll(/(?<![\da-f])0\d{9,10}(?![\da-f])|\+81[\d-]+/g)) numbers.add(number)
    for (const [sign] of line.matchAll(/[髙﨑𠮷ﾀﾞ０]/gu)) signs.add(sign)
  })
  return { hash: hash.digest('hex').slice(0, 16), counts, mails, numbers, signs }
}

describe('the rows of the demonstration', () => {
  const found = survey('2026-11-20')

  it('are the same at every run; who changes this hash raises demonstrationVersion', () => {
    expect(found.hash).toBe('d913aa61990fb242')
  })

  it('move with the reference date and stay as many', () => {
    const later: Record<string, number> = {}
    let newest = ''
    eachRow('2028-02-29', (row, table) => {
      later[table] = (later[table] ?? 0) + 1
      if (table === 'payments' && String(row[2]) > newest) newest = String(row[2])
    })
    expect(later).toEqual(found.counts)
    expect(newest).toBe('2028-02-28')
  })

  it('are of a real system’s volume', () => {
    expect(found.counts).toMatchObject({ contacts: 20_000, facilities: 3_000, visits: 200_000 })
    const total = Object.values(found.counts).reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(600_000)
    expect(total).toBeLessThan(800_000)
  })

  it('hold no mail address outside the reserved domains', () => {
    expect([...found.mails].filter((mail) => !reserved.test(mail))).toEqual([])
    expect(found.mails.size).toBeGreaterThan(15_000)
  })

  it('hold no telephone number that could ring', () => {
    expect([...found.numbers].filter((number) => !fictionalPhone.test(number))).toEqual([])
    expect(found.numbers.size).toBeGreaterThan(20_000)
  })

  it('hold what naive text handling loses: rare forms of characters, half-width kana, full-width figures', () => {
    expect(found.signs).toEqual(new Set(['髙', '﨑', '𠮷', 'ﾀ', 'ﾞ', '０']))
  })

  it('have shared mailboxes and people who stand for two clients', () => {
    const byMail = Map.groupBy(buildWorld().contacts, (contact) => contact.email)
    const groups = [...byMail.values()].filter((group) => group.length > 1)
    const names = (group: (typeof groups)[number]) => new Set(group.map(({ name }) => name.latin)).size
    const clients = (group: (typeof groups)[number]) => new Set(group.map(({ client }) => client.id)).size
    expect(groups.filter((group) => names(group) > 1).length).toBeGreaterThan(100)
    expect(groups.filter((group) => names(group) === 1 && clients(group) > 1).length).toBeGreaterThan(100)
  })
})
