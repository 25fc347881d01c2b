// SPDX-License-Identifier: Apache-2.0
// Days that must have come or not yet have passed. A day that is none counts as never come, and as long past.
import { dayLater, isDay } from '@yakusoku/core/calendar'
import type { ElementOf } from '@yakusoku/core/packs'
import type { Standing } from './facts.ts'

/** Whether a day has come: on it, and after it. */
export const hasCome = (day: string | undefined, on: string): boolean =>
  day !== undefined && isDay(day) && day <= on

/** Whether what stands until a day, that day included, still does. */
export const standsOn = (until: string | undefined, on: string): boolean =>
  until !== undefined && isDay(until) && on <= until

/** Whether a notice went out so long ago that its period has run: sent on the 1st, P14D has run on the 15th. */
export function hasRun(standing: Standing, notice: ElementOf<'notice'>, on: string): boolean {
  const sent = Object.hasOwn(standing.notices, notice.id) ? standing.notices[notice.id] : undefined
  if (sent === undefined) return false
  return hasCome(notice.ahead === undefined ? sent : dayLater(sent, notice.ahead), on)
}

/**
 * Whole years from a day of birth to a day; below 0 where the day of birth is none, so that nobody is old enough by it.
 * By the Act on Calculation of Ages (Act 50 of 1902) with Civil Code Art. 143 the day of birth counts, and a year is full at
 * midnight that ends the day before the birthday. A day is taken as a whole here: on the day before the birthday the
 * person is still younger for all of it, on the birthday older. Who was born on 29 February is older at the midnight that
 * ends 28 February: on 1 March in a common year.
 */
export function ageOn(born: string, on: string): number {
  if (!isDay(born)) return -1
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) < born.slice(5) ? years - 1 : years
}
