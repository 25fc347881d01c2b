// SPDX-License-Identifier: Apache-2.0
import { setImmediate } from 'node:timers/promises'
import type { Gate } from '@yakusoku/core/gate'

/** Counting takes at most this part of the time. */
const share = 0.01

/** How many people stand alike: counted now and again, and not known of what came up since. */
export class Census {
  readonly #gate: Gate
  #counts: ReadonlyMap<number, number> = new Map()
  #day = ''
  #nextAt = -Infinity

  constructor(gate: Gate) {
    this.#gate = gate
  }

  /** The people by how they stand on a day. */
  async on(day: string): Promise<ReadonlyMap<number, number>> {
    const began = performance.now()
    if (day === this.#day && began < this.#nextAt) return this.#counts
    const counting = this.#gate.alike.census(day)
    let busy = 0
    for (;;) {
      const from = performance.now()
      const step = counting.next()
      busy += performance.now() - from
      if (step.done) {
        this.#counts = step.value
        break
      }
      await setImmediate()
    }
    this.#day = day
    this.#nextAt = began + busy / share
    return this.#counts
  }
}
