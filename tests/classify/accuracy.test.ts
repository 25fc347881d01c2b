// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { fakerColumns } from './generated.ts'
import { handColumns } from './by-hand.ts'
import { namedColumns } from './names.ts'
import { measure, precision, recall } from './measure.ts'
import type { Labelled, Tally } from './measure.ts'

/** All kinds of personal data together: what was found, missed, and seen where it was not. */
const overall = (tallies: ReadonlyMap<string, Tally>): Tally =>
  [...tallies].reduce(
    (sum, [kind, { columns, found, missed, wrong }]) =>
      kind === 'none'
        ? sum
        : {
            columns: sum.columns + columns,
            found: sum.found + found,
            missed: sum.missed + missed,
            wrong: sum.wrong + wrong,
          },
    { columns: 0, found: 0, missed: 0, wrong: 0 },
  )

/** Floors on the columns that were held back while tuning: precision, then recall. */
const floors: readonly (readonly [string, () => Labelled[], number, number])[] = [
  ['made-up values of a generator', () => fakerColumns(1), 0.95, 0.82],
  ['values written by hand', () => handColumns(1), 0.93, 0.94],
  ['names of columns of public databases', () => namedColumns(1), 0.88, 0.74],
]

describe('columns that rules were not tuned on', () => {
  for (const [what, columns, leastPrecision, leastRecall] of floors)
    it(`are told apart as the reference says: ${what}`, () => {
      const all = overall(measure(columns()).tallies)
      expect(all.columns).toBeGreaterThan(50)
      expect(precision(all)).toBeGreaterThanOrEqual(leastPrecision)
      expect(recall(all)).toBeGreaterThanOrEqual(leastRecall)
    })

  it('never miss an individual number, and never see one in numbers that pass by chance', () => {
    const tally = measure(handColumns(1)).tallies.get('my-number')
    expect(tally).toMatchObject({ missed: 0, wrong: 0 })
    expect(tally?.found).toBeGreaterThan(3)
  })
})
