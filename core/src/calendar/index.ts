// SPDX-License-Identifier: Apache-2.0
/**
 * Calendars, periods and deadlines: the one place where a date that somebody must keep is computed
 * (law of the house 5). Everything is data: the organisation's zone, days off and desk hours (`Calendar`),
 * the way of counting (`DeadlineRule`), lengths of time (ISO 8601 `Period`). Packs carry all three.
 *
 * Invariants
 * - Pure: no clock and no zone of the machine; the same arguments give the same answer everywhere.
 * - Nothing throws for bad input, and nothing is guessed: a year without holiday data, a calendar that never
 *   opens, a date that does not exist come back as a problem with its remedy. A `Calendar` must come from
 *   `CalendarSchema`, a rule from `DeadlineRuleSchema`; they check what the functions rely on.
 * - `due` is exclusive: what happens before it is in time, what happens at it is late. `lastDay` is the day to show.
 * - A deadline is never before its start; pauses never make it earlier; a pause that began in time never ends late.
 * - Statutory deadlines move only for days off of public offices, never for the organisation's own closing days.
 * - Periods are counted from the start, not from each other: 29 February stays 29 February in leap years.
 */
export { CalendarSchema, ClosedDaysSchema, DayRangeSchema, DeskHoursSchema, JAPAN } from './calendar.ts'
export type { Calendar, ClosedDays } from './calendar.ts'
export { deadline, deadlineWithPauses, standing } from './deadline.ts'
export type { Deadline } from './deadline.ts'
export {
  addBusinessDays,
  addDays,
  businessDaysBetween,
  dateOf,
  endOfDay,
  isBusinessDay,
  isOpenDay,
  nextBusinessDay,
  nextOpenDay,
  parseDate,
  parseInstant,
  startOfDay,
  whyClosed,
} from './days.ts'
export type { ClosedReason, Office } from './days.ts'
export { addDeskHours, deskTimeBetween, isDeskOpen, nextDeskOpening } from './desk.ts'
export { holidayOn, holidayYears } from './holidays.ts'
export type { Pause } from './pauses.ts'
export { formatPeriod, parsePeriod, printPeriod } from './period.ts'
export { DatePeriodSchema, PeriodSchema } from './period-schemas.ts'
export { dayLater, isDay } from './plain.ts'
export type { Period } from './period.ts'
export type { CalendarProblem, CalendarProblemCode, Result } from './result.ts'
export { DeadlineRuleSchema, describeRule, RollSchema, WarnSchema } from './rules.ts'
export type { CountedRule, DeadlineRule, Roll } from './rules.ts'
export {
  addPeriod,
  addPeriodToInstant,
  comparePeriods,
  lastDayOfPeriod,
  nextAnniversary,
  subtractPeriod,
  turnOn,
} from './span.ts'
export type { PeriodOrder, Turn } from './span.ts'
export { printDate, printDay, printInstant, TextSchema } from './text.ts'
export type { Text } from './text.ts'
// One Temporal for everybody: the runtime's own where it has one, the polyfill elsewhere.
export { Temporal } from 'temporal-polyfill'
