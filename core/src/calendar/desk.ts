// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import { dateOf, endOfDay, isBusinessDay, seekOpen, startOfDay } from './days.ts'
import { fail, ok, chain } from './result.ts'
import type { Result } from './result.ts'

/** A stretch of time in which the desk answers, `to` exclusive. */
type Opening = { readonly from: Temporal.Instant; readonly to: Temporal.Instant }

const before = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

/** The wall-clock time on that day; one that a clock change removes is put on by as much as the clock was. */
function wallTime(date: Temporal.PlainDate, time: string, calendar: Calendar): Temporal.Instant {
  if (time === '24:00') return endOfDay(date, calendar)
  return date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant()
}

/** The desk's openings on one day in order, overlaps merged; none on a day off. */
function openingsOn(date: Temporal.PlainDate, calendar: Calendar): Result<readonly Opening[]> {
  return chain(isBusinessDay(date, calendar), (open) => {
    if (!open) return ok([])
    if (!calendar.deskHours) return ok([{ from: startOfDay(date, calendar), to: endOfDay(date, calendar) }])
    const openings = calendar.deskHours
      .filter((hours) => hours.days.includes(date.dayOfWeek))
      .map((hours) => ({
        from: wallTime(date, hours.from, calendar),
        to: wallTime(date, hours.to, calendar),
      }))
      .filter((opening) => before(opening.from, opening.to))
      .toSorted((a, b) => Temporal.Instant.compare(a.from, b.from))
    return ok(merged(openings))
  })
}

function merged(openings: readonly Opening[]): Opening[] {
  const result: Opening[] = []
  for (const opening of openings) {
    const last = result.at(-1)
    if (!last || before(last.to, opening.from)) result.push(opening)
    else if (before(last.to, opening.to)) result[result.length - 1] = { from: last.from, to: opening.to }
  }
  return result
}

/** True while the desk answers: a business day, within desk hours. */
export const isDeskOpen = (instant: Temporal.Instant, calendar: Calendar): Result<boolean> =>
  chain(openingsOn(dateOf(instant, calendar), calendar), (openings) =>
    ok(openings.some(({ from, to }) => !before(instant, from) && before(instant, to))),
  )

/** Walks the openings from `instant` on, the first one cut to begin there, until `visit` gives an answer. */
function walk<T>(
  instant: Temporal.Instant,
  calendar: Calendar,
  visit: (opening: Opening) => T | undefined,
): Result<T> {
  let day = dateOf(instant, calendar)
  let idle = 0
  while (idle < 366) {
    const next = seekOpen(day, 1, calendar, 'organisation')
    if (!next.ok) return next
    const openings = openingsOn(next.value, calendar)
    if (!openings.ok) return openings
    const ahead = openings.value.filter((opening) => before(instant, opening.to))
    for (const { from, to } of ahead) {
      const answer = visit({ from: before(from, instant) ? instant : from, to })
      if (answer !== undefined) return ok(answer)
    }
    idle = ahead.length === 0 ? idle + 1 : 0
    day = next.value.add({ days: 1 })
  }
  return fail(
    'never-open',
    '一年のあいだ窓口が開く日がありません。暦の deskHours と closedDays を確かめてください。',
    'The desk does not open within a year of business days. Check deskHours and closedDays in the calendar.',
  )
}

/** The first moment, `instant` itself included, at which the desk answers: when what came in counts as received. */
export const nextDeskOpening = (instant: Temporal.Instant, calendar: Calendar): Result<Temporal.Instant> =>
  walk(instant, calendar, (opening) => opening.from)

const hour = 3_600_000

/** The moment at which the desk has been open for so many milliseconds since `instant`. */
export function addDeskTime(
  instant: Temporal.Instant,
  milliseconds: number,
  calendar: Calendar,
): Result<Temporal.Instant> {
  if (!(milliseconds >= 0 && milliseconds <= 40_000 * hour)) {
    return fail(
      'amount-out-of-range',
      '窓口時間は0から40000時間までにしてください。',
      'Use between 0 and 40,000 desk hours.',
    )
  }
  let left = Math.round(milliseconds)
  return walk(instant, calendar, ({ from, to }) => {
    const room = to.epochMilliseconds - from.epochMilliseconds
    const reached = from.add({ milliseconds: left })
    if (Temporal.Instant.compare(reached, to) <= 0) return reached
    left -= room
    return undefined
  })
}

/** The moment at which the desk has been open for so many hours (fractions allowed) since `instant`. */
export const addDeskHours = (
  instant: Temporal.Instant,
  hours: number,
  calendar: Calendar,
): Result<Temporal.Instant> => addDeskTime(instant, hours * hour, calendar)

/** How long the desk was open from `from` to `to`, in milliseconds; 0 where `to` is not later. */
export function deskTimeBetween(
  from: Temporal.Instant,
  to: Temporal.Instant,
  calendar: Calendar,
): Result<number> {
  if (!before(from, to)) return ok(0)
  let total = 0
  return walk(from, calendar, (opening) => {
    if (!before(opening.from, to)) return total
    const end = before(opening.to, to) ? opening.to : to
    total += end.epochMilliseconds - opening.from.epochMilliseconds
    return before(opening.to, to) ? undefined : total
  })
}
