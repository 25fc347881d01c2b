// SPDX-License-Identifier: Apache-2.0
import type { PackDiff } from './diff.ts'

/** How many people and records something concerns. */
export type Count = { people: number; records: number }

/** Counts what is held of some kinds of data, each person once; whoever knows the data gives this function. */
export type CountHeld = (categories: readonly string[]) => Count

/** How many people and records a change concerns: all of it, and each kind of data, each act by itself. */
export type Touched = {
  all: Count
  byCategory: Readonly<Record<string, Count>>
  consent: readonly Count[]
  tell: readonly Count[]
}

/** Counts whom and what a difference concerns, by a function that knows what is held. */
export function touched(diff: PackDiff, count: CountHeld): Touched {
  const real = diff.elements.filter(({ effect }) => effect !== 'reworded')
  const categories = [...new Set(real.flatMap((change) => change.categories))].toSorted()
  return {
    all: count(categories),
    byCategory: Object.fromEntries(categories.map((category) => [category, count([category])])),
    consent: diff.consent.map((act) => count(act.categories)),
    tell: diff.tell.map((act) => count(act.categories)),
  }
}
