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

function fingerprint(reference: string): { hash: string; counts: Record<string, number> } {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  eachRow(reference, (row, table) => {
    counts[table] = (counts[table] ?? 0) + 1
    hash.update(`${table}\t${row.map(copyCell).join('\t')}\n`)
  })
  return { hash: hash.digest('hex').slice(0, 16), counts }
}

describe('the rows of the demonstration', () => {
  const first = fingerprint('2026-11-20')

  it('are the same at every run; who changes this hash raises demonstrationVersion', () => {
    expect(first.hash).toBe('HASH')
    expect(fingerprint('2026-11-20')).toEqual(first)
  })

  it('move with the reference date and stay as many', () => {
    const later = fingerprint('2028-02-29')
    expect(later.counts).toEqual(first.counts)
    expect(later.hash).not.toBe(first.hash)
  })

  it('are of a real system’s volume', () => {
    expect(first.counts).toMatchObject({ contacts: 20_000, facilities: 3_000, visits: 200_000 })
    const total = Object.values(first.counts).reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(600_000)
    expect(total).toBeLessThan(800_000)
  })

  it('hold no mail address outside the reserved domains and no number that could ring', () => {
    const [mails, wrong] = [new Set<string>(), new Set<string>()]
    eachRow('2026-11-20', (row) => {
      for (const cell of row.flat()) {
        if (typeof cell !== 'string') continue
        const plain = cell.normalize('NFKC')
        for (const [mail] of plain.matchAll(/[\w.+-]+@[\w.-]+/g))
          (reserved.test(mail) ? mails : wrong).add(mail)
        for (const [number] of plain.matchAll(/(?<!\d)0\d{1,3}-\d{1,4}-\d{4}(?!\d)/g)) {
          if (!fictionalPhone.test(number)) wrong.add(number)
        }
        for (const [number] of plain.matchAll(/(?<!\d)0\d{9,10}(?!\d)|\+81[\d-]+/g)) wrong.add(number)
      }
    })
    expect([...wrong]).toEqual([])
    expect(mails.size).toBeGreaterThan(15_000)
  })

  it('hold what naive text handling loses: rare forms of characters, half-width kana, full-width figures', () => {
    const seen = new Set<string>()
    eachRow('2026-11-20', (row) => {
      for (const cell of row) {
        if (typeof cell === 'string') for (const [sign] of cell.matchAll(/[髙﨑𠮷ﾀﾞ０]/gu)) seen.add(sign)
      }
    })
    expect([...seen].toSorted()).toEqual([...'髙﨑𠮷ﾀﾞ０'].toSorted())
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
