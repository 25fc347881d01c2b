// SPDX-License-Identifier: Apache-2.0
import { comparePeriods, parsePeriod, type DeadlineRule } from '@yakusoku/core/calendar'
import { parseRetention, type RetentionRule } from './retention.ts'

/** How one length of time stands to another; `depends` on the calendar, as with 30 days and a month. */
export type LengthOrder = 'shorter' | 'equal' | 'longer' | 'depends'

/** Compares two ISO 8601 periods; undefined where one is none. */
export function compareLengths(one: string, other: string): LengthOrder | undefined {
  const [a, b] = [parsePeriod(one), parsePeriod(other)]
  return a.ok && b.ok ? comparePeriods(a.value, b.value) : undefined
}

/** The length of a deadline as an ISO 8601 period, the least it can be; undefined where the law gives no number. */
export function lengthOf(rule: DeadlineRule): string | undefined {
  switch (rule.convention) {
    case 'NO_NUMBER_WITHOUT_DELAY':
      return lengthOf(rule.target)
    case 'CALENDAR_DAYS':
      return days(rule.days, rule.firstDay ?? 'excluded')
    case 'EXCLUDE_ARRIVAL':
      return days(rule.days, 'excluded')
    case 'INCLUSIVE_DAY1_ROLL':
      return days(rule.days, 'counted')
    case 'SOFT_RANGE':
      return days(rule.to, rule.firstDay ?? 'counted')
    case 'CALENDAR_MONTHS':
      return `P${rule.months}M`
    case 'ANNIVERSARY_YEARS':
    case 'CIVIL_CODE_PERIOD':
      return rule.period
    case 'BUSINESS_DAYS':
      // Every five of them pass a weekend at least.
      return days(rule.days + 2 * Math.floor(rule.days / 5), 'excluded')
    case 'HOURS':
    case 'DESK_HOURS':
      return `PT${Math.round(rule.hours * 60)}M`
  }
}

const days = (count: number, first: 'counted' | 'excluded'): string =>
  `P${Math.max(0, first === 'counted' ? count - 1 : count)}D`

/** The period a retention rule keeps something for at least; undefined where it has none, such as `relationship`. */
export function leastKept(text: string): string | undefined {
  const parsed = parseRetention(text)
  return parsed.ok ? bound(parsed.rule, 'longer') : undefined
}

/** The period a retention rule keeps something for at most; undefined where it is open. */
export function mostKept(text: string): string | undefined {
  const parsed = parseRetention(text)
  return parsed.ok ? bound(parsed.rule, 'shorter') : undefined
}

// Of two the longer is certain to be kept; of two limits the shorter is certain to end it.
function bound(rule: RetentionRule, known: 'longer' | 'shorter'): string | undefined {
  if (rule.kind === 'period') return rule.period
  if (rule.kind === 'while') return known === 'longer' ? rule.plus : undefined
  if (rule.kind === 'unless-held') return bound(rule.rule, known)
  const [one, other] = rule.of.map((part) => bound(part, known))
  if (one === undefined || other === undefined) return rule.kind === known ? (one ?? other) : undefined
  const longer = compareLengths(one, other) === 'shorter' ? other : one
  return rule.kind === 'longer' ? longer : longer === one ? other : one
}
