// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import { addBusinessDays, addDays, checkedDate, dateOf, startOfDay } from './days.ts'
import { nextDeskOpening } from './desk.ts'
import {
  explainCount,
  explainEnd,
  explainPauses,
  explainRoll,
  explainStart,
  explainWarning,
} from './explain.ts'
import { mergePauses, withPauses } from './pauses.ts'
import type { Pause, PausedTerm } from './pauses.ts'
import { ok, chain } from './result.ts'
import type { Result } from './result.ts'
import type { CountedRule, DeadlineRule } from './rules.ts'
import { endOf, termOf } from './term.ts'
import type { End, Term } from './term.ts'
import type { Text } from './text.ts'

/** When something is due and how that was computed. */
export type Deadline = {
  /** The moment the clock started: the event, or when the desk next answered. */
  readonly start: Temporal.Instant
  /** The first instant that is too late; a term measured in days ends with its last day, so this is the next midnight. */
  readonly due: Temporal.Instant
  /** When somebody is warned, never before `start`. */
  readonly warnAt?: Temporal.Instant
  /** The last day on which it is in time, in the calendar's zone: the date to show. */
  readonly lastDay: Temporal.PlainDate
  /** Whether the number binds, is a guideline's yardstick, or is the organisation's own target. */
  readonly firmness: 'firm' | 'yardstick' | 'house'
  /** Since when the clock stands still; while it does, `due` can only move later and nothing is late. */
  readonly stoppedSince?: Temporal.Instant
  /** The computation, step by step, in words. */
  readonly steps: readonly Text[]
}

/** When something is due by `rule`, counted from the instant of the event, in the organisation's calendar. */
export const deadline = (rule: DeadlineRule, from: Temporal.Instant, calendar: Calendar): Result<Deadline> =>
  deadlineWithPauses(rule, from, [], calendar)

/** As `deadline`, with stretches in which the clock stood still, such as while an identity was being checked. */
export function deadlineWithPauses(
  rule: DeadlineRule,
  from: Temporal.Instant,
  pauses: readonly Pause[],
  calendar: Calendar,
): Result<Deadline> {
  const counted = rule.convention === 'NO_NUMBER_WITHOUT_DELAY' ? rule.target : rule
  return chain(startOf(counted, from, calendar), (start) =>
    chain(termOf(counted, start, calendar), (raw) =>
      chain(mergePauses(pauses, start), (merged) =>
        chain(withPauses(raw, merged, calendar), (paused) =>
          chain(endOf(paused.term, calendar), (end) =>
            chain(warningOf(counted, start, end, calendar), (warnAt) =>
              present({ rule, from, start, raw, paused, end, warnAt }, calendar),
            ),
          ),
        ),
      ),
    ),
  )
}

function startOf(rule: CountedRule, from: Temporal.Instant, calendar: Calendar): Result<Temporal.Instant> {
  return chain(checkedDate(dateOf(from, calendar)), () =>
    rule.start === 'desk' ? nextDeskOpening(from, calendar) : ok(from),
  )
}

function warningOf(
  rule: CountedRule,
  start: Temporal.Instant,
  end: End,
  calendar: Calendar,
): Result<Temporal.Instant | undefined> {
  const range = rule.convention === 'SOFT_RANGE' ? { days: rule.to - rule.from } : undefined
  const warn = rule.warn ?? range
  if (!warn) return ok(undefined)
  const notBeforeStart = (at: Temporal.Instant): Result<Temporal.Instant> =>
    ok(Temporal.Instant.compare(at, start) < 0 ? start : at)
  if ('hours' in warn) return notBeforeStart(end.due.subtract({ hours: warn.hours }))
  const day =
    'businessDays' in warn && warn.businessDays > 0
      ? addBusinessDays(end.lastDay, -warn.businessDays, calendar)
      : addDays(end.lastDay, 'days' in warn ? -warn.days : 0)
  return chain(day, (date) => notBeforeStart(startOfDay(date, calendar)))
}

type Computed = {
  readonly rule: DeadlineRule
  readonly from: Temporal.Instant
  readonly start: Temporal.Instant
  readonly raw: Term
  readonly paused: PausedTerm
  readonly end: End
  readonly warnAt: Temporal.Instant | undefined
}

function present(computed: Computed, calendar: Calendar): Result<Deadline> {
  const { rule, from, start, raw, paused, end, warnAt } = computed
  return chain(explainRoll(paused.term, end, calendar), (roll) =>
    ok({
      start,
      ...end,
      ...(warnAt && { warnAt }),
      ...(paused.stoppedSince && { stoppedSince: paused.stoppedSince }),
      firmness: firmnessOf(rule),
      steps: [
        ...explainStart(rule, from, start, calendar),
        explainCount(raw, calendar),
        ...explainPauses(paused.effective, paused.term, calendar),
        ...roll,
        explainEnd(end, 'last' in raw, calendar),
        ...(warnAt ? [explainWarning(warnAt, calendar)] : []),
      ],
    }),
  )
}

function firmnessOf(rule: DeadlineRule): Deadline['firmness'] {
  if (rule.convention === 'NO_NUMBER_WITHOUT_DELAY') return 'house'
  return rule.convention === 'SOFT_RANGE' ? 'yardstick' : 'firm'
}

/** How a deadline stands at a moment: `stopped` while its clock stands still, `overdue` from `due` on. */
export function standing(
  term: Pick<Deadline, 'due' | 'warnAt' | 'stoppedSince'>,
  now: Temporal.Instant,
): 'running' | 'warned' | 'overdue' | 'stopped' {
  if (term.stoppedSince && Temporal.Instant.compare(now, term.stoppedSince) >= 0) return 'stopped'
  if (Temporal.Instant.compare(now, term.due) >= 0) return 'overdue'
  return term.warnAt && Temporal.Instant.compare(now, term.warnAt) >= 0 ? 'warned' : 'running'
}
