// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { rollDaysOf } from './calendar.ts'
import type { Calendar, ClosedDays } from './calendar.ts'
import { holidayOn } from './holidays.ts'
import { fail, ok, chain } from './result.ts'
import type { Result } from './result.ts'
import { printDate, weekdayName } from './text.ts'
import type { Text } from './text.ts'

/** Whose days off: the organisation's own, or those of public offices (which move statutory deadlines). */
export type Office = 'organisation' | 'public-office'

/** Why a day is closed, with a name to tell a person. */
export type ClosedReason = { readonly kind: 'weekend' | 'holiday' | 'closed'; readonly name: Text }

/** Temporal reaches further, but ISO dates compare as text only within four-digit years. */
const inRange = (date: Temporal.PlainDate): boolean => date.year >= 1 && date.year <= 9999

/** Lets dates of the years 1 to 9999 through and refuses others. */
export const checkedDate = (date: Temporal.PlainDate): Result<Temporal.PlainDate> =>
  inRange(date)
    ? ok(date)
    : fail(
        'date-out-of-range',
        `${date.year}年は扱えません。1年から9999年までの日付にしてください。`,
        `The year ${date.year} is out of range. Use a date in the years 1 to 9999.`,
      )

/** Reads a date written YYYY-MM-DD and nothing else. */
export function parseDate(text: string): Result<Temporal.PlainDate> {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return checkedDate(Temporal.PlainDate.from(text))
  } catch {
    // Falls through: 2026-02-30 has the right form and does not exist.
  }
  return fail(
    'not-a-date',
    '日付ではありません。2026-12-01 のように、実在する日を書いてください。',
    'Not a date. Write an existing day such as 2026-12-01.',
  )
}

/** Reads an instant in ISO 8601 with `Z` or an offset; a time without one is refused because it names no instant. */
export function parseInstant(text: string): Result<Temporal.Instant> {
  try {
    const instant = Temporal.Instant.from(text)
    return chain(checkedDate(instant.toZonedDateTimeISO('UTC').toPlainDate()), () => ok(instant))
  } catch {
    return fail(
      'not-an-instant',
      '時刻ではありません。2026-12-01T09:00:00+09:00 のように、時差を付けて書いてください。',
      'Not an instant. Write it with its offset, such as 2026-12-01T09:00:00+09:00.',
    )
  }
}

/** The calendar day an instant falls on in the calendar's zone. */
export const dateOf = (instant: Temporal.Instant, calendar: Calendar): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(calendar.timeZone).toPlainDate()

/** The first instant of a day in the calendar's zone, also where a clock change removes midnight. */
export const startOfDay = (date: Temporal.PlainDate, calendar: Calendar): Temporal.Instant =>
  date.toZonedDateTime(calendar.timeZone).toInstant()

/** The first instant after a day in the calendar's zone: what is done before it was done on that day. */
export const endOfDay = (date: Temporal.PlainDate, calendar: Calendar): Temporal.Instant =>
  startOfDay(date.add({ days: 1 }), calendar)

function covers(days: string, date: Temporal.PlainDate): boolean {
  const [from = '', to = from] = days.split('..')
  const key = date.toString().slice(from.length === 5 ? 5 : 0)
  return from <= to ? from <= key && key <= to : key >= from || key <= to
}

function reasonsOf(
  date: Temporal.PlainDate,
  weekend: readonly number[],
  holiday: Text | undefined,
  closed: readonly ClosedDays[],
): ClosedReason[] {
  const reasons: ClosedReason[] = closed
    .filter((entry) => covers(entry.days, date))
    .map((entry) => ({ kind: 'closed', name: entry.name }))
  if (holiday) reasons.unshift({ kind: 'holiday', name: holiday })
  if (weekend.includes(date.dayOfWeek)) reasons.push({ kind: 'weekend', name: weekdayName(date.dayOfWeek) })
  return reasons
}

/** Every reason for which a day is closed, empty for an open day; a year without holiday data is a problem. */
export function whyClosed(
  date: Temporal.PlainDate,
  calendar: Calendar,
  office: Office = 'organisation',
): Result<readonly ClosedReason[]> {
  return chain(checkedDate(date), () =>
    chain(holidayOn(date, calendar), (holiday) => {
      if (office === 'public-office') {
        const roll = rollDaysOf(calendar)
        return ok(reasonsOf(date, roll.weekend, holiday, roll.closed))
      }
      const observed = calendar.openOnHolidays ? undefined : holiday
      return ok(reasonsOf(date, calendar.weekend, observed, calendar.closedDays ?? []))
    }),
  )
}

const isOpen = (date: Temporal.PlainDate, calendar: Calendar, office: Office): Result<boolean> =>
  chain(whyClosed(date, calendar, office), (reasons) => ok(reasons.length === 0))

/** True on a day when public offices are open: no Saturday, Sunday, public holiday or New Year closing. */
export const isOpenDay = (date: Temporal.PlainDate, calendar: Calendar): Result<boolean> =>
  isOpen(date, calendar, 'public-office')

/** True on a day when the organisation itself works. */
export const isBusinessDay = (date: Temporal.PlainDate, calendar: Calendar): Result<boolean> =>
  isOpen(date, calendar, 'organisation')

// No office is shut for three years; a calendar that says so would be searched for ever.
const longestClosing = 366 * 3

/** The first open day reached by stepping from `date` (itself included), one day forward or back at a time. */
export function seekOpen(
  date: Temporal.PlainDate,
  step: 1 | -1,
  calendar: Calendar,
  office: Office,
): Result<Temporal.PlainDate> {
  let day = date
  for (let tried = 0; tried < longestClosing; tried += 1) {
    const open = isOpen(day, calendar, office)
    if (!open.ok) return open
    if (open.value) return ok(day)
    day = day.add({ days: step })
  }
  return fail(
    'never-open',
    `${printDate(date).ja}から3年、開いている日がありません。暦の closedDays と weekend を確かめてください。`,
    `No open day within three years of ${printDate(date).en}. Check closedDays and weekend in the calendar.`,
  )
}

/** The date itself when public offices are open on it, otherwise the next day on which they are. */
export const nextOpenDay = (date: Temporal.PlainDate, calendar: Calendar): Result<Temporal.PlainDate> =>
  seekOpen(date, 1, calendar, 'public-office')

/** The date itself when the organisation works on it, otherwise the next day on which it does. */
export const nextBusinessDay = (date: Temporal.PlainDate, calendar: Calendar): Result<Temporal.PlainDate> =>
  seekOpen(date, 1, calendar, 'organisation')

const badAmount = (most: number): Result<never> =>
  fail(
    'amount-out-of-range',
    `日数は${most}以下の整数にしてください。`,
    `Use a whole number of days of at most ${most}.`,
  )

/** A date so many calendar days later, or earlier where negative. */
export function addDays(date: Temporal.PlainDate, days: number): Result<Temporal.PlainDate> {
  if (!Number.isInteger(days) || Math.abs(days) > 4_000_000) return badAmount(4_000_000)
  return chain(checkedDate(date), () => checkedDate(date.add({ days })))
}

/** The n-th business day after `date` (before it, where negative); 0 gives the date itself or the next business day. */
export function addBusinessDays(
  date: Temporal.PlainDate,
  days: number,
  calendar: Calendar,
): Result<Temporal.PlainDate> {
  if (!Number.isInteger(days) || Math.abs(days) > 40_000) return badAmount(40_000)
  if (days === 0) return nextBusinessDay(date, calendar)
  const step = days > 0 ? 1 : -1
  let day = date
  for (let left = Math.abs(days); left > 0; left -= 1) {
    const found = seekOpen(day.add({ days: step }), step, calendar, 'organisation')
    if (!found.ok) return found
    day = found.value
  }
  return ok(day)
}

/** How many business days lie after `from` up to and including `to`; negative where `to` is the earlier one. */
export function businessDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  calendar: Calendar,
): Result<number> {
  if (Temporal.PlainDate.compare(from, to) > 0) {
    return chain(businessDaysBetween(to, from, calendar), (count) => ok(count === 0 ? 0 : -count))
  }
  let count = 0
  for (let day = from; Temporal.PlainDate.compare(day, to) < 0;) {
    day = day.add({ days: 1 })
    const open = isBusinessDay(day, calendar)
    if (!open.ok) return open
    if (open.value) count += 1
  }
  return ok(count)
}
