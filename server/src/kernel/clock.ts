// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'

/** Where the time comes from; handed in, so that tests can hold or move it. */
export interface Clock {
  now(): Temporal.Instant
}

/** The machine's clock, in whole milliseconds (what PostgreSQL and JavaScript dates both keep exactly). */
export const systemClock: Clock = {
  now() {
    const milliseconds = Date.now()
    if (latest.epochMilliseconds !== milliseconds)
      latest = Temporal.Instant.fromEpochMilliseconds(milliseconds)
    return latest
  },
}

let latest: Temporal.Instant = Temporal.Instant.fromEpochMilliseconds(0)

/** The instant of a `timestamptz` column as `pg` hands it over. */
export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime())
}
