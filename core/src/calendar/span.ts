// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { checkedDate, dateOf } from './days.ts'
import type { Calendar } from './calendar.ts'
import type { Period } from './period.ts'
import { fail, ok, chain } from './result.ts'
import type { Result } from './result.ts'

const timeOf = (period: Period): number => period.hours * 3600 + period.minutes * 60 + period.seconds
const monthsOf = (period: Period): number => period.years * 12 + period.months
const daysOf = (period: Period): number => period.weeks * 7 + period.days

const wholeDays = (period: Period): Result<Period> =>
  timeOf(period) === 0
    ? ok(period)
    : fail(
        'period-has-time',
        '日付には日・週・月・年の期間だけを足せます。時間は時刻に足してください。',
        'Only days, weeks, months and years can be added to a date. Add hours to an instant.',
      )

/** The date a period later: months first (a day the month lacks becomes its last: 02-29 + P1Y = 02-28), then days. */
export const addPeriod = (date: Temporal.PlainDate, period: Period): Result<Temporal.PlainDate> =>
  chain(checkedDate(date), () =>
    chain(wholeDays(period), () =>
      checkedDate(date.add({ months: monthsOf(period) }).add({ days: daysOf(period) })),
    ),
  )

/** The date a period earlier, by the same rule: a renewal window "8 months before expiry" opens on it. */
export const subtractPeriod = (date: Temporal.PlainDate, period: Period): Result<Temporal.PlainDate> =>
  chain(checkedDate(date), () =>
    chain(wholeDays(period), () =>
      checkedDate(date.subtract({ months: monthsOf(period) }).subtract({ days: daysOf(period) })),
    ),
  )

/** The instant a period later: months and days on the wall clock of the calendar's zone, then hours as elapsed time. */
export function addPeriodToInstant(
  instant: Temporal.Instant,
  period: Period,
  calendar: Calendar,
): Result<Temporal.Instant> {
  return chain(checkedDate(dateOf(instant, calendar)), () => {
    const moved = instant
      .toZonedDateTimeISO(calendar.timeZone)
      .add({ months: monthsOf(period) })
      .add({ days: daysOf(period) })
      .add({ seconds: timeOf(period) })
    return chain(checkedDate(moved.toPlainDate()), () => ok(moved.toInstant()))
  })
}

/**
 * The last day of a period that begins with an event on `date`, by Civil Code art. 140 and 143: the day before
 * the day that corresponds to the first counted one, or the month's end where there is none.
 */
export function lastDayOfPeriod(
  date: Temporal.PlainDate,
  period: Period,
  firstDay: 'counted' | 'excluded',
): Result<Temporal.PlainDate> {
  return chain(checkedDate(date), () =>
    chain(wholeDays(period), () => {
      const first = firstDay === 'counted' ? date : date.add({ days: 1 })
      const months = monthsOf(period)
      const corresponding = first.add({ months })
      const clamped = corresponding.day !== first.day
      const last = clamped ? corresponding : corresponding.subtract({ days: 1 })
      return checkedDate(last.add({ days: daysOf(period) }))
    }),
  )
}

/**
 * The first recurrence after `after` of something that returns every `every` since `start`. Each is counted from
 * `start` itself: a yearly duty of 29 February falls on 28 February and returns to the 29th in leap years.
 */
export function nextAnniversary(
  start: Temporal.PlainDate,
  every: Period,
  after: Temporal.PlainDate,
): Result<Temporal.PlainDate> {
  const months = monthsOf(every)
  const days = daysOf(every)
  if (timeOf(every) > 0) return chain(wholeDays(every), () => ok(start))
  if (months + days === 0) return badRecurrence()
  const at = (turn: number): Temporal.PlainDate =>
    start.add({ months: months * turn }).add({ days: days * turn })
  return chain(checkedDate(start), () =>
    chain(checkedDate(after), () => {
      // No period lasts longer than this, so the search starts at or before the wanted turn.
      const longest = months * 31 + days
      const passed = start.until(after, { largestUnit: 'days' }).days
      let turn = Math.max(1, Math.floor(passed / longest))
      while (Temporal.PlainDate.compare(at(turn), after) <= 0) turn += 1
      return checkedDate(at(turn))
    }),
  )
}

/** A turn of something that returns: how many returns came before it, its day, and the day of the next turn. */
export type Turn = {
  readonly turn: number
  readonly day: Temporal.PlainDate
  readonly next: Temporal.PlainDate
}

/**
 * The turn that a day lies in, of something that returns every `every` since `start` (turn 0, which every earlier day
 * is given too). Each turn is counted from `start` itself, so that the 31st is the 31st again after a short month.
 */
export function turnOn(start: Temporal.PlainDate, every: Period, on: Temporal.PlainDate): Result<Turn> {
  const latest = Temporal.PlainDate.compare(on, start) < 0 ? start : on
  return chain(nextAnniversary(start, every, latest), (next) => {
    const months = monthsOf(every)
    const days = daysOf(every)
    const at = (turn: number): Temporal.PlainDate =>
      start.add({ months: months * turn }).add({ days: days * turn })
    let turn = Math.floor(start.until(next, { largestUnit: 'days' }).days / (months * 31 + days))
    while (Temporal.PlainDate.compare(at(turn), next) < 0) turn += 1
    return ok({ turn: turn - 1, day: at(turn - 1), next })
  })
}

const badRecurrence = (): Result<never> =>
  fail(
    'amount-out-of-range',
    '繰り返しの期間は1日以上にしてください。',
    'A recurrence needs a period of at least one day.',
  )

/** How one period stands to another; `depends` where the calendar decides, as with P1M and P30D. */
export type PeriodOrder = 'shorter' | 'equal' | 'longer' | 'depends'

const order = (least: number, most: number): PeriodOrder => {
  if (least > 0) return 'longer'
  if (most < 0) return 'shorter'
  return least === 0 && most === 0 ? 'equal' : 'depends'
}

type Bounds = { least: number; most: number }
const MOST_KNOWN = 1_000
const known = new Map<number, Bounds>()

// Every rule of a pack asks for the same few lengths, over and over.
function monthBounds(months: number): Bounds {
  const found = known.get(months)
  if (found) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const bounds = boundsOf(months)
  known.set(months, bounds)
  return bounds
}

// The Gregorian calendar repeats after 4,800 months, so these bounds hold for every date.
function boundsOf(months: number): Bounds {
  let least = Infinity
  let most = 0
  for (let at = 0; at < 4800; at += 1) {
    const length = (Date.UTC(2000, at + months, 1) - Date.UTC(2000, at, 1)) / 86_400_000
    least = Math.min(least, length)
    most = Math.max(most, length)
  }
  return { least, most }
}

/**
 * Whether `a` is shorter or longer than `b` for every start date, a day taken as 24 hours; with `start` given,
 * for that date, and never `depends`.
 */
export function comparePeriods(a: Period, b: Period, start?: Temporal.PlainDate): PeriodOrder {
  const rest = daysOf(a) - daysOf(b) + (timeOf(a) - timeOf(b)) / 86_400
  const months = monthsOf(a) - monthsOf(b)
  if (months === 0) return order(rest, rest)
  if (start) {
    const reach = (period: Period): number =>
      start.until(start.add({ months: monthsOf(period) })).days + daysOf(period) + timeOf(period) / 86_400
    const difference = reach(a) - reach(b)
    return order(difference, difference)
  }
  const { least, most } = monthBounds(Math.abs(months))
  return months > 0 ? order(least + rest, most + rest) : order(rest - most, rest - least)
}
