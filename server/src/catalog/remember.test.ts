// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { remember } from './remember.ts'
import type { Guess, Survey, SurveyColumn, SurveyTable } from './survey.ts'

const why = { ja: '理由', en: 'reason' }
const guess = (category: string, confidence: number): Guess => ({ category, confidence, why })
const column = (more: Partial<SurveyColumn> = {}): SurveyColumn => ({
  name: 'note',
  type: 'text',
  kind: 'text',
  primary: false,
  guess: guess('system.operations', 0.9),
  sensitive: {},
  ...more,
})
const survey = (read: SurveyTable['read'], ...columns: SurveyColumn[]): Survey => ({
  engine: 'postgres',
  tables: [
    { schema: 'public', name: 'calls', bare: true, view: false, rows: 9_000, sampled: 200, read, columns },
  ],
})
const first = ({ tables }: Survey): SurveyColumn => tables[0]?.columns[0] as SurveyColumn

const before = survey('some', column({ guess: guess('user.name', 0.8), sensitive: { card: 1 } }))
const always = () => true
const never = () => false

describe('what an earlier scan saw', () => {
  it('stands while it waits for a decision and only some rows were drawn again', () => {
    const now = survey('some', column({ sensitive: { 'special-care': 2 } }))
    expect(first(remember(before, now, always))).toMatchObject({
      guess: { category: 'user.name' },
      sensitive: { card: 1, 'special-care': 2 },
    })
  })

  it('gives way once it is decided, and wherever the table was read whole', () => {
    expect(remember(before, survey('some', column()), never)).toEqual(survey('some', column()))
    expect(remember(before, survey('whole', column()), always)).toEqual(survey('whole', column()))
  })

  it('stands whatever was decided where the table could not be read', () => {
    const [table] = survey('none', column()).tables as [SurveyTable]
    const now: Survey = { engine: 'postgres', tables: [{ ...table, sampled: 0 }] }
    const kept = remember(before, now, never)
    expect(first(kept)).toMatchObject({ guess: { category: 'user.name' }, sensitive: { card: 1 } })
    expect(kept.tables[0]).toMatchObject({ sampled: 200, read: 'none' })
  })

  it('is of no use for a column of another type, a new one, or a table of another schema', () => {
    const other = survey('some', column({ type: 'integer' }), column({ name: 'fresh' }))
    expect(remember(before, other, always)).toEqual(other)
    const elsewhere = {
      ...other,
      tables: other.tables.map((one) => ({ ...one, schema: 'archive', columns: [column()] })),
    }
    expect(remember(before, elsewhere, always)).toEqual(elsewhere)
    expect(remember(undefined, other, always)).toEqual(other)
  })

  it('yields to a surer guess of today', () => {
    const now = survey('some', column({ guess: guess('user.contact.email', 0.95) }))
    expect(first(remember(before, now, always)).guess.category).toBe('user.contact.email')
  })
})
