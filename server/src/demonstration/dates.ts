// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'

/** Turns "so many days before the reference date" into what the databases store; there is no clock here. */
export interface Dates {
  /** The reference date itself, `YYYY-MM-DD`. */
  readonly reference: string
  /** A date, `YYYY-MM-DD`. */
  readonly day: (daysAgo: number) => string
  /** An instant in Japan, `YYYY-MM-DD HH:MM:00+09`; minutes beyond a day's 1,440 run into the next day. */
  readonly at: (daysAgo: number, minuteOfDay: number) => string
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value))

/** Counts back from a reference date (`YYYY-MM-DD`); throws a RangeError when that is no date. */
export function datesBefore(reference: string): Dates {
  const today = Temporal.PlainDate.from(reference)
  const known = new Map<number, string>()
  const day = (daysAgo: number) => {
    const found = known.get(daysAgo) ?? today.subtract({ days: daysAgo }).toString()
    known.set(daysAgo, found)
    return found
  }
  const at = (daysAgo: number, minute: number) => {
    const [days, rest] = [Math.floor(minute / 1_440), minute % 1_440]
    return `${day(daysAgo - days)} ${two(Math.floor(rest / 60))}:${two(rest % 60)}:00+09`
  }
  return { reference: today.toString(), day, at }
}
