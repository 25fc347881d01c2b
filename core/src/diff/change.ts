// SPDX-License-Identifier: Apache-2.0
import type { Kind, Local } from '@yakusoku/core/packs'

/**
 * What a change does to the people the promise is made to: it promises them more (`tightened`) or less (`weakened`), both
 * at once (`mixed`), says the same in other words (`reworded`), or something only a person can judge (`unclear`).
 */
export type Effect = 'tightened' | 'weakened' | 'mixed' | 'reworded' | 'unclear'

/** One value that changed inside an element: where (`deadline.rule`), what was there, what is there now. */
export type Detail = {
  field: string
  effect: Effect
  before: string | undefined
  after: string | undefined
  /** Of a list: what it has that it had not, and had that it has not. */
  gained?: readonly string[]
  lost?: readonly string[]
}

/** An element that came, went or changed; `categories` are the kinds of data it is about, in either version. */
export type ElementChange = {
  what: 'added' | 'removed' | 'changed'
  kind: Kind
  id: string
  name: Local
  effect: Effect
  details: readonly Detail[]
  /** The promises it helps to keep, in either version. */
  promises: readonly string[]
  categories: readonly string[]
}

/** A promise that came, went or changed, with its sentences, and the elements that made it change. */
export type PromiseChange = {
  what: 'added' | 'removed' | 'tightened' | 'weakened' | 'mixed' | 'reworded' | 'unclear'
  id: string
  heading: Local
  before: Local | undefined
  after: Local | undefined
  details: readonly Detail[]
  /** `kind:id` of the changed elements that keep it. */
  because: readonly string[]
}

/** Several effects together: what is only reworded counts for nothing beside the rest. */
export function together(effects: readonly Effect[]): Effect {
  const real = new Set(effects.filter((effect) => effect !== 'reworded'))
  if (real.size === 0) return 'reworded'
  if (real.has('mixed') || (real.has('tightened') && real.has('weakened'))) return 'mixed'
  if (real.has('weakened')) return 'weakened'
  return real.has('unclear') ? 'unclear' : 'tightened'
}

/** The same change seen the other way round. */
export const reversed = (effect: Effect): Effect =>
  effect === 'tightened' ? 'weakened' : effect === 'weakened' ? 'tightened' : effect
