// SPDX-License-Identifier: Apache-2.0
/** How many sampled values a second are looked at while columns are classified, beside the 200,000 that are promised. */
import { fakerColumns } from '../tests/classify/generated.ts'
import { proposeCategory } from '../core/src/classify/index.ts'
import type { Measure } from './measure.ts'

/** Values a second that system.md asks for. */
const LEAST = 200_000
const ROUNDS = 15

/** Columns of 200 values each, as a sample of 200 rows gives them: every kind, Japanese and Western. */
const columns = () => fakerColumns(1, 200).map(({ table, column, values }) => ({ table, column, values }))

/** Classifies all columns several times; the best round counts. Processor time is taken, as others may use the machine. */
export async function bench(): Promise<Measure[]> {
  const all = columns()
  // Values that are alike are looked at once, and count once.
  const values = all.reduce((sum, one) => sum + new Set(one.values).size, 0)
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage()
    for (const one of all) proposeCategory({ ...one, isKey: false, type: 'text', year: 2026 })
    const { user, system } = process.cpuUsage(start)
    rates.push(values / ((user + system) / 1e6))
  }
  const ours = Math.max(...rates)
  return [
    {
      name: 'values classified a second / promised',
      ours,
      beside: LEAST,
      ratio: ours / LEAST,
      goal: 1,
      better: 'higher',
      unit: 'values/s',
      note: `${all.length} columns of up to 200 different values of all kinds, names and reasons included, one thread, best of ${ROUNDS}, by processor time`,
    },
  ]
}
