// SPDX-License-Identifier: Apache-2.0
import { dayLater } from '@yakusoku/core/calendar'
import type { PackData } from '@yakusoku/core/packs'
import type { Standing } from './facts.ts'

/**
 * For each day one on which everything is decided alike: deciding changes only on a day that policies, laws or the register
 * name, on the day after one, and when the period of a notice has run.
 */
export function likeDays(packs: readonly PackData[], standing: Standing): (day: string) => string {
  const named = [...packs, standing].flatMap((one) =>
    [...JSON.stringify(one).matchAll(/"(\d{4}-\d{2}-\d{2})"/g)].map(([, day = '']) => day),
  )
  const periods = new Set(packs.flatMap(({ notices }) => notices.flatMap(({ ahead }) => ahead ?? [])))
  const run = Object.values(standing.notices).flatMap((sent) =>
    [...periods].map((ahead) => dayLater(sent, ahead)),
  )
  const turns = [...new Set([...named, ...named.map((day) => dayLater(day, 'P1D')), ...run])]
    .filter((day) => day !== undefined)
    .toSorted((a, b) => (a < b ? 1 : -1))
  return (day) => turns.find((turn) => turn <= day) ?? day
}
