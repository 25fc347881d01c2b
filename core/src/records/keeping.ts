// SPDX-License-Identifier: Apache-2.0
import { addPeriod, parsePeriod, Temporal } from '@yakusoku/core/calendar'
import { parseRetention } from '@yakusoku/core/packs'

/** The days a record is kept by, all YYYY-MM-DD. */
export interface Keeping {
  /** The day the record was made. */
  readonly made: string
  /** The last day of provision it covers; null while that goes on. */
  readonly last: string | null
}

/**
 * The last day on which a record has to be there, by a rule such as `P3Y after record-made`; null while the day that
 * it counts from has not come, undefined for a rule of another form. The sources do not settle whether the first day
 * counts: the later of the two readings is taken.
 */
export function keptUntil(rule: string, { made, last }: Keeping): string | null | undefined {
  const parsed = parseRetention(rule)
  if (!parsed.ok || parsed.rule.kind !== 'period') return undefined
  const start = { 'record-made': made, 'last-provision': last }[parsed.rule.after]
  if (start === undefined || start === null) return start
  const period = parsePeriod(parsed.rule.period)
  if (!period.ok) return undefined
  const until = addPeriod(Temporal.PlainDate.from(start), period.value)
  return until.ok ? until.value.toString() : undefined
}
