// SPDX-License-Identifier: Apache-2.0

/** A stream of numbers that looks random and is the same at every run. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  /** One of the list, each as likely. */
  readonly pick: <T>(list: readonly T[]) => T
  /** Whether something of this likelihood (0 to 1) happens. */
  readonly chance: (likelihood: number) => boolean
}

/**
 * Opens the stream of a name: each table draws from its own, so that a change to one leaves the others as they
 * were. Generator: Mulberry32, seeded with the FNV-1a hash of the name; for plausible data, never for secrets.
 */
export function openRandom(name: string): Random {
  let state = 0x811c9dc5
  for (let at = 0; at < name.length; at += 1) state = Math.imul(state ^ name.charCodeAt(at), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    chance: (likelihood) => next() < likelihood,
  }
}
