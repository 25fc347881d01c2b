// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import {
  addBusinessDays,
  addDays,
  checkedDate,
  dateOf,
  endOfDay,
  nextBusinessDay,
  nextOpenDay,
} from './days.ts'
import { addDeskHours } from './desk.ts'
import { parsePeriod } from './period.ts'
import { ok, chain } from './result.ts'
import type { Result } from './result.ts'
import type { CountedRule, Roll } from './rules.ts'
import { lastDayOfPeriod } from './span.ts'

/** A term before its last day is moved off days off: counted in days to a last day, or in time to a moment. */
export type Term =
  | { readonly unit: 'day' | 'business-day'; readonly last: Temporal.PlainDate; readonly roll: Roll }
  | { readonly unit: 'elapsed' | 'desk'; readonly due: Temporal.Instant }

/** A term's end: the first instant that is too late, and the last day on which it is not. */
export type End = { readonly due: Temporal.Instant; readonly lastDay: Temporal.PlainDate }

const daily = (last: Result<Temporal.PlainDate>, roll: Roll = 'none'): Result<Term> =>
  chain(last, (day) => ok({ unit: 'day', last: day, roll }))

const countDays = (
  first: Temporal.PlainDate,
  days: number,
  firstDay: 'counted' | 'excluded',
): Result<Temporal.PlainDate> => addDays(first, firstDay === 'counted' ? days - 1 : days)

function periodEnd(
  day: Temporal.PlainDate,
  text: string,
  reading: 'excluded' | 'later-of-both',
): Result<Temporal.PlainDate> {
  return chain(parsePeriod(text), (period) => {
    const excluded = lastDayOfPeriod(day, period, 'excluded')
    if (reading === 'excluded') return excluded
    return chain(excluded, (a) =>
      chain(lastDayOfPeriod(day, period, 'counted'), (b) => ok(Temporal.PlainDate.compare(a, b) < 0 ? b : a)),
    )
  })
}

/** Counts a rule from the instant its clock starts. */
export function termOf(rule: CountedRule, start: Temporal.Instant, calendar: Calendar): Result<Term> {
  const day = dateOf(start, calendar)
  switch (rule.convention) {
    case 'INCLUSIVE_DAY1_ROLL':
      return daily(countDays(day, rule.days, 'counted'), 'open-day')
    case 'EXCLUDE_ARRIVAL':
      return daily(countDays(day, rule.days, 'excluded'))
    case 'SOFT_RANGE':
      return daily(countDays(day, rule.to, rule.firstDay ?? 'counted'))
    case 'CALENDAR_DAYS':
      return daily(countDays(day, rule.days, rule.firstDay ?? 'excluded'), rule.roll)
    case 'ANNIVERSARY_YEARS':
      return daily(periodEnd(day, rule.period, 'later-of-both'))
    case 'CIVIL_CODE_PERIOD':
      return daily(periodEnd(day, rule.period, 'excluded'), rule.roll)
    case 'CALENDAR_MONTHS':
      return daily(checkedDate(day.add({ months: rule.months })), rule.roll)
    case 'BUSINESS_DAYS':
      return chain(addBusinessDays(day, rule.days, calendar), (last) =>
        ok({ unit: 'business-day', last, roll: 'none' }),
      )
    case 'HOURS':
      return ok({ unit: 'elapsed', due: start.add({ milliseconds: Math.round(rule.hours * 3_600_000) }) })
    case 'DESK_HOURS':
      return chain(addDeskHours(start, rule.hours, calendar), (due) => ok({ unit: 'desk', due }))
  }
}

/** Moves a last day off days off where the rule says so. */
export function rolled(last: Temporal.PlainDate, roll: Roll, calendar: Calendar): Result<Temporal.PlainDate> {
  if (roll === 'none') return ok(last)
  return roll === 'open-day' ? nextOpenDay(last, calendar) : nextBusinessDay(last, calendar)
}

/** Where a term ends once its last day is moved off days off. */
export function endOf(term: Term, calendar: Calendar): Result<End> {
  if ('due' in term) {
    return ok({ due: term.due, lastDay: dateOf(term.due.subtract({ nanoseconds: 1 }), calendar) })
  }
  return chain(rolled(term.last, term.roll, calendar), (lastDay) =>
    ok({ due: endOfDay(lastDay, calendar), lastDay }),
  )
}
