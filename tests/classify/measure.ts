// SPDX-License-Identifier: Apache-2.0
import { isPersonal, proposeCategory } from '@yakusoku/core/classify'
import type { ColumnType, Kind } from '@yakusoku/core/classify'

/** A column whose truth is known; `none` is nothing of a person, whatever else it be. */
export interface Labelled {
  readonly truth: Kind | 'none'
  readonly what: string
  readonly table: string
  readonly column: string
  readonly values: readonly (string | number)[]
  readonly type?: ColumnType
}

/** How often a kind was found, missed, and seen where it was not. */
export interface Tally {
  readonly columns: number
  readonly found: number
  readonly missed: number
  readonly wrong: number
}

/** What was taken for what; for looking at while tuning. */
export interface Miss {
  readonly truth: string
  readonly taken: string
  readonly what: string
}

const personal = (kind: Kind | 'none'): Kind | 'none' =>
  kind === 'none' || !isPersonal(kind) ? 'none' : kind

/** Classifies each column and compares with its truth, kind by kind. */
export const measure = (columns: readonly Labelled[]): { tallies: Map<string, Tally>; misses: Miss[] } => {
  const tallies = new Map<string, Tally>()
  const misses: Miss[] = []
  const add = (kind: string, change: Partial<Tally>) => {
    const old = tallies.get(kind) ?? { columns: 0, found: 0, missed: 0, wrong: 0 }
    tallies.set(kind, {
      columns: old.columns + (change.columns ?? 0),
      found: old.found + (change.found ?? 0),
      missed: old.missed + (change.missed ?? 0),
      wrong: old.wrong + (change.wrong ?? 0),
    })
  }
  for (const { truth: label, what, ...facts } of columns) {
    const proposal = proposeCategory({ ...facts, isKey: false, year: 2026 })
    const taken = proposal.category === 'system.operations' ? 'none' : (proposal.kind ?? 'none')
    const truth = personal(label)
    add(truth, { columns: 1, ...(taken === truth ? { found: 1 } : { missed: 1 }) })
    if (taken === truth) continue
    add(taken, { wrong: 1 })
    misses.push({ truth, taken, what })
  }
  return { tallies, misses }
}

/** Share of what was proposed that is right; 1 where nothing was proposed. */
export const precision = ({ found, wrong }: Tally): number =>
  found + wrong === 0 ? 1 : found / (found + wrong)

/** Share of what there is that was found. */
export const recall = ({ found, missed }: Tally): number =>
  found + missed === 0 ? 1 : found / (found + missed)
