// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { deadline, parseInstant } from '@yakusoku/core/calendar'
import { loadPack, rightsFor, type Pack } from './index.ts'

const read = (id: string): Pack => {
  const folder = new URL(`../../../packs/${id}/`, import.meta.url)
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    bytes: new Uint8Array(readFileSync(fileURLToPath(new URL(path, folder)))),
  }))
  const { pack, problems } = loadPack(files)
  if (!pack) throw new Error(JSON.stringify(problems[0]))
  return pack
}

const trading = read('trading')
const kinds = (jurisdictions: string[]) => rightsFor(trading, jurisdictions).map(({ kind }) => kind)

function lastDay(jurisdictions: string[]): string | undefined {
  const right = rightsFor(trading, jurisdictions).find(({ kind }) => kind === 'disclosure')
  const received = parseInstant('2026-01-30T10:00:00+09:00')
  if (!right || !trading.calendar || !received.ok) return undefined
  const due = deadline(right.how.deadline.rule, received.value, trading.calendar)
  return due.ok ? due.value.lastDay.toString() : undefined
}

describe('the rights of a person', () => {
  test('are exactly those of the law of the person, and those for everybody', () => {
    expect(kinds(['JP'])).toEqual([
      'purpose-notice',
      'disclosure',
      'use-and-provision',
      'correction',
      'addition',
      'deletion',
      'suspension-of-use',
      'suspension-of-provision',
      'consent-withdrawal',
    ])
    expect(kinds(['DE', 'EU'])).toEqual([
      'purpose-notice',
      'disclosure',
      'correction',
      'addition',
      'deletion',
      'restriction',
      'portability',
      'consent-withdrawal',
      'objection',
    ])
    expect(kinds(['SG'])).toEqual(['disclosure', 'correction', 'consent-withdrawal'])
  })

  test('are answered by the clock of that law', () => {
    expect(lastDay(['JP'])).toBe('2026-03-01')
    expect(lastDay(['DE', 'EU'])).toBe('2026-02-28')
    expect(lastDay(['US'])).toBe('2026-03-16')
    expect(lastDay(['SG'])).toBe('2026-03-01')
  })

  test('under a law that the pack does not know are only those for everybody', () => {
    expect(kinds(['BR'])).toEqual(['consent-withdrawal'])
  })

  test('where no right names a law are all of them', () => {
    const cleaning = read('cleaning')
    expect(rightsFor(cleaning, ['BR'])).toHaveLength(cleaning.rights.length)
  })
})
