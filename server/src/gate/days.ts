// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/index.ts'

/** Clocks of several servers differ by a little; by more than this, a clock was set back. */
export const mostSetBackMilliseconds = 5 * 60_000

/** No zone's day begins within a quarter of an hour: UTC offsets are multiples of it. */
const quarterOfAnHour = 15 * 60_000

/**
 * The day of one organisation: what is permitted depends on it, so it never goes back in this process, nor before the
 * day of the newest fact, whatever the clock says.
 */
export class Days {
  readonly #clock: Clock
  #zone: string
  #quarter = -1
  #day = ''
  #newest = -Infinity

  constructor(clock: Clock, zone: string) {
    this.#clock = clock
    this.#zone = zone
  }

  /** The day, YYYY-MM-DD. */
  today(): string {
    const now = this.#clock.now()
    const quarter = Math.floor(now.epochMilliseconds / quarterOfAnHour)
    if (quarter !== this.#quarter) this.#raise(now.epochMilliseconds)
    this.#quarter = quarter
    return this.#day
  }

  /** Takes over the organisation's zone. */
  in(zone: string): void {
    if (zone === this.#zone) return
    this.#zone = zone
    this.#quarter = -1
  }

  /** Takes note of when the newest fact happened, in milliseconds since 1970. */
  note(newest: number): void {
    if (newest <= this.#newest) return
    this.#newest = newest
    this.#raise(newest)
  }

  /** Milliseconds by which the clock stands before the newest fact; 0 where it does not. */
  setBack(): number {
    return Math.max(0, this.#newest - this.#clock.now().epochMilliseconds)
  }

  #raise(milliseconds: number): void {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: this.#zone }).format(milliseconds)
    if (day > this.#day) this.#day = day
  }
}
