// SPDX-License-Identifier: Apache-2.0
import type { DeadlineRule } from '@yakusoku/core/calendar'
import type { PeriodUnit, Quantity } from '@yakusoku/core/figures'
import { parseRetention, type DataPath, type RetentionRule } from '@yakusoku/core/packs'
import type { CheckContext } from './rule.ts'

/** A quantity that the data states, and where. */
export type DataFigure = { quantity: Quantity; path: DataPath }

type Stated = readonly [Quantity | undefined, DataPath]

/** The quantities of an element that keeps a promise, those of what it names for the purpose included. */
export function figuresOf(context: CheckContext, kind: string, id: string): DataFigure[] {
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined
  return (read?.(context, id) ?? []).flatMap(([quantity, path]) => (quantity ? [{ quantity, path }] : []))
}

const READERS: Record<string, (context: CheckContext, id: string) => Stated[]> = {
  retention: (context, id) => {
    const found = context.find('retention', id)
    const parsed = found && parseRetention(found.element.rule)
    return found && parsed?.ok
      ? periodsOf(parsed.rule).map((period) => [inPeriod(period), [...found.path, 'rule']])
      : []
  },
  right: (context, id) => again(context, 'procedure', context.find('right', id)?.element.procedure),
  procedure: procedureFigures,
  duty: (context, id) => {
    const found = context.find('duty', id)
    if (!found) return []
    const { due, every } = found.element
    return [
      ...deadlineQuantities(due).map((quantity): Stated => [quantity, [...found.path, 'due']]),
      [inCycle(every), [...found.path, 'every']],
    ]
  },
  safeguard: (context, id) => {
    const found = context.find('safeguard', id)
    return found ? [[inCycle(found.element.renewEvery), [...found.path, 'renewEvery']]] : []
  },
  notice: (context, id) => {
    const found = context.find('notice', id)
    if (!found) return []
    const { ahead, every } = found.element
    return [
      [inPeriod(ahead), [...found.path, 'ahead']],
      [inCycle(every), [...found.path, 'every']],
    ]
  },
  recipient: (context, id) => again(context, 'notice', context.find('recipient', id)?.element.notice),
  ground: (context, id) => again(context, 'duty', context.find('ground', id)?.element.review),
  transfer: (context, id) => {
    const found = context.find('transfer', id)?.element
    return [...again(context, 'notice', found?.notice), ...again(context, 'duty', found?.review)]
  },
  minor: (context, id) => {
    const found = context.find('minor', id)
    if (!found) return []
    const age: Stated = [{ kind: 'age', amount: found.element.below }, [...found.path, 'below']]
    return [age, ...again(context, 'retention', found.element.retention)]
  },
  desk: (context, id) => {
    const found = context.find('desk', id)
    if (!found?.element.answer) return []
    return deadlineQuantities(found.element.answer).map((quantity) => [quantity, [...found.path, 'answer']])
  },
  tool: (context, id) => {
    const found = context.find('tool', id)
    return (found?.element.cookies ?? []).map(({ keeps }, index) => [
      inPeriod(keeps),
      [...(found?.path ?? []), 'cookies', index, 'keeps'],
    ])
  },
  disposal: (context, id) => {
    const found = context.find('disposal', id)
    if (!found) return []
    return [[{ kind: 'count', amount: found.element.approvals, of: 'person' }, [...found.path, 'approvals']]]
  },
}

const again = (context: CheckContext, kind: string, id: string | undefined): Stated[] =>
  id === undefined ? [] : figuresOf(context, kind, id).map(({ quantity, path }) => [quantity, path])

function procedureFigures(context: CheckContext, id: string): Stated[] {
  const found = context.find('procedure', id)
  if (!found) return []
  const { deadline, fee } = found.element
  const paths: [DeadlineRule | undefined, string][] = [
    [deadline.rule, 'rule'],
    [deadline.extension, 'extension'],
  ]
  const periods = paths.flatMap(([rule, key]) =>
    (rule ? deadlineQuantities(rule) : []).map((quantity): Stated => [
      quantity,
      [...found.path, 'deadline', key],
    ]),
  )
  if (!fee) return periods
  return [
    ...periods,
    [{ kind: 'money', amount: fee.amount, currency: fee.currency }, [...found.path, 'fee', 'amount']],
  ]
}

/** What a deadline rule states in numbers. */
export function deadlineQuantities(rule: DeadlineRule): Quantity[] {
  const period = (amount: number, unit: PeriodUnit): Quantity[] => [{ kind: 'period', amount, unit }]
  switch (rule.convention) {
    case 'INCLUSIVE_DAY1_ROLL':
    case 'EXCLUDE_ARRIVAL':
    case 'CALENDAR_DAYS':
      return period(rule.days, 'day')
    case 'SOFT_RANGE':
      return [...period(rule.to, 'day'), { kind: 'period', amount: rule.from, upTo: rule.to, unit: 'day' }]
    case 'ANNIVERSARY_YEARS':
    case 'CIVIL_CODE_PERIOD':
      return [inPeriod(rule.period)].flatMap((quantity) => (quantity ? [quantity] : []))
    case 'CALENDAR_MONTHS':
      return period(rule.months, 'month')
    case 'BUSINESS_DAYS':
      return period(rule.days, 'business-day')
    case 'HOURS':
    case 'DESK_HOURS':
      return period(rule.hours, 'hour')
    case 'NO_NUMBER_WITHOUT_DELAY':
      return deadlineQuantities(rule.target)
  }
}

/** The periods that a retention rule names, in order. */
export function periodsOf(rule: RetentionRule): string[] {
  switch (rule.kind) {
    case 'period':
      return [rule.period]
    case 'while':
      return rule.plus === undefined ? [] : [rule.plus]
    case 'longer':
    case 'shorter':
      return rule.of.flatMap(periodsOf)
    case 'unless-held':
      return periodsOf(rule.rule)
  }
}

/** An ISO period as a quantity; undefined where it is empty or mixes months and days. */
export function inPeriod(text: string | undefined): Quantity | undefined {
  const [, years = '0', months = '0', weeks = '0', days = '0'] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(text ?? '') ?? []
  const long = 12 * Number(years) + Number(months)
  const short = 7 * Number(weeks) + Number(days)
  if (long > 0 === short > 0) return undefined
  return { kind: 'period', amount: long || short, unit: long > 0 ? 'month' : 'day' }
}

function inCycle(text: string | undefined): Quantity | undefined {
  const period = inPeriod(text)
  return period && 'unit' in period ? { kind: 'cycle', amount: period.amount, unit: period.unit } : undefined
}

/** About how many days a quantity of time lasts, to see which of two is longer. */
export function inDays(quantity: Quantity | undefined): number | undefined {
  if (!quantity || !('unit' in quantity)) return undefined
  const days: Record<PeriodUnit, number> = {
    month: 30.4375,
    day: 1,
    'business-day': 7 / 5,
    hour: 1 / 24,
    minute: 1 / 1440,
  }
  return (quantity.upTo ?? quantity.amount) * days[quantity.unit]
}
