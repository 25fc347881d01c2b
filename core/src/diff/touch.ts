// SPDX-License-Identifier: Apache-2.0
import type { PackDiff } from './diff.ts'

/** How many people and records something concerns. */
export type Count = { people: number; records: number }

/** Counts what is held of some kinds of data, each person once; whoever knows the data gives this function. */
export type CountHeld<C = Count> = (categories: readonly string[]) => C

/** How many people and records a change concerns: all of it, each kind of data, each changed element, each act by itself. */
export type Touched<C = Count> = {
  all: C
  byCategory: Readonly<Record<string, C>>
  /** In the order of the difference's elements. */
  elements: readonly C[]
  consent: readonly C[]
  tell: readonly C[]
}

/** Counts whom and what a difference concerns, by a function that knows what is held. */
export function touched<C = Count>(diff: PackDiff, count: CountHeld<C>): Touched<C> {
  const concerned = diff.elements.map(({ effect, categories }) => (effect === 'reworded' ? [] : categories))
  const categories = [...new Set(concerned.flat())].toSorted()
  return {
    all: count(categories),
    byCategory: Object.fromEntries(categories.map((category) => [category, count([category])])),
    elements: concerned.map((one) => count(one)),
    consent: diff.consent.map((act) => count(act.categories)),
    tell: diff.tell.map((act) => count(act.categories)),
  }
}
