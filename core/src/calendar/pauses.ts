// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import { addBusinessDays, addDays, businessDaysBetween, dateOf, nextBusinessDay } from './days.ts'
import { addDeskTime, deskTimeBetween } from './desk.ts'
import { fail, ok, chain } from './result.ts'
import type { Result } from './result.ts'
import { endOf } from './term.ts'
import type { Term } from './term.ts'
import type { Text } from './text.ts'

/** A stretch in which a clock stands still; without `to` it still does. `reason` is shown to people. */
export type Pause = {
  readonly from: Temporal.Instant
  readonly to?: Temporal.Instant | undefined
  readonly reason?: Text | undefined
}

/** A pause that took effect, cut and merged so that no two overlap. */
export type EffectivePause = {
  readonly from: Temporal.Instant
  readonly to?: Temporal.Instant | undefined
  readonly reasons: readonly Text[]
}

const compare = (a: Temporal.Instant, b: Temporal.Instant): number => Temporal.Instant.compare(a, b)
const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (compare(a, b) < 0 ? b : a)

/** Cuts what lies before `start`, sorts, and joins pauses that touch or overlap, so that no time is given twice. */
export function mergePauses(
  pauses: readonly Pause[],
  start: Temporal.Instant,
): Result<readonly EffectivePause[]> {
  if (pauses.some((pause) => pause.to && compare(pause.to, pause.from) < 0)) {
    return fail(
      'pause-backwards',
      '中断の終わりが始まりより前になっています。再開の時刻を確かめてください。',
      'A pause ends before it begins. Check when the clock was resumed.',
    )
  }
  const merged: EffectivePause[] = []
  const cut = pauses
    .filter((pause) => !pause.to || compare(pause.to, start) > 0)
    .map((pause) => ({ ...pause, from: later(pause.from, start) }))
    .toSorted((a, b) => compare(a.from, b.from))
  for (const { from, to, reason } of cut) {
    const reasons = reason ? [reason] : []
    const last = merged.at(-1)
    if (last && (!last.to || compare(from, last.to) <= 0)) {
      merged[merged.length - 1] = {
        from: last.from,
        to: last.to && to && later(last.to, to),
        reasons: [...last.reasons, ...reasons],
      }
    } else merged.push({ from, to, reasons })
  }
  return ok(merged)
}

/** A term with its pauses worked in: those that took effect, and since when the clock stands, if it does. */
export type PausedTerm = {
  readonly term: Term
  readonly effective: readonly EffectivePause[]
  readonly stoppedSince?: Temporal.Instant
}

/**
 * Lengthens a term by its pauses, in order, so that what was left at a pause is left at its end: a term in days
 * by the midnights the pause passed, in business days by the business days begun, in hours by the time itself.
 * A pause that begins at or after the end changes nothing: a term that has run out cannot be stopped.
 */
export function withPauses(
  term: Term,
  pauses: readonly EffectivePause[],
  calendar: Calendar,
): Result<PausedTerm> {
  let current = term
  const effective: EffectivePause[] = []
  for (const pause of pauses) {
    const end = endOf(current, calendar)
    if (!end.ok) return end
    if (compare(pause.from, end.value.due) >= 0) break
    effective.push(pause)
    if (!pause.to) return ok({ term: current, effective, stoppedSince: pause.from })
    const extended = extend(current, pause.from, pause.to, end.value.lastDay, calendar)
    if (!extended.ok) return extended
    current = extended.value
  }
  return ok({ term: current, effective })
}

function extend(
  term: Term,
  from: Temporal.Instant,
  to: Temporal.Instant,
  lastDay: Temporal.PlainDate,
  calendar: Calendar,
): Result<Term> {
  if ('due' in term) {
    if (term.unit === 'elapsed') return ok({ ...term, due: term.due.add(from.until(to)) })
    return chain(deskTimeBetween(from, to, calendar), (time) =>
      chain(addDeskTime(term.due, time, calendar), (due) => ok({ ...term, due })),
    )
  }
  const stopped = dateOf(from, calendar)
  const resumed = dateOf(to, calendar)
  // A pause in the days by which the end was moved: the day it was moved to is what was left.
  const last = Temporal.PlainDate.compare(stopped, term.last) > 0 ? lastDay : term.last
  const extended =
    term.unit === 'day'
      ? addDays(last, stopped.until(resumed, { largestUnit: 'days' }).days)
      : extendBusinessDays(last, stopped, resumed, calendar)
  return chain(extended, (day) => ok({ ...term, last: day }))
}

function extendBusinessDays(
  last: Temporal.PlainDate,
  stopped: Temporal.PlainDate,
  resumed: Temporal.PlainDate,
  calendar: Calendar,
): Result<Temporal.PlainDate> {
  return chain(businessDaysBetween(stopped, resumed, calendar), (days) => {
    const extended = days === 0 ? ok(last) : addBusinessDays(last, days, calendar)
    // Stopped on the last Friday, resumed on Sunday: no business day passed, yet Friday is gone.
    return chain(extended, (day) =>
      Temporal.PlainDate.compare(day, resumed) < 0 ? nextBusinessDay(resumed, calendar) : ok(day),
    )
  })
}
