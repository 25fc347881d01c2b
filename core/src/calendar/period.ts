// SPDX-License-Identifier: Apache-2.0
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { plural } from './text.ts'
import type { Text } from './text.ts'

/** A length of time in the units it was written in; whole numbers, never negative. */
export type Period = {
  readonly years: number
  readonly months: number
  readonly weeks: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

// Five digits a unit keep every sum inside what Temporal can hold.
/** What a period is written like; {@link parsePeriod} reads it. */
export const periodForm =
  /^P(?!$)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?!$)(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?$/

/** Reads an ISO 8601 duration of whole, non-negative units. */
export function parsePeriod(text: string): Result<Period> {
  const found = periodForm.exec(text)
  if (!found) {
    return fail(
      'not-a-period',
      '期間ではありません。ISO 8601 の P30D（30日）、P7Y（7年）、P1Y6M（1年6か月）、PT72H（72時間）のように書いてください。',
      'Not a period. Write an ISO 8601 duration of whole units: P30D (30 days), P7Y (7 years), P1Y6M, PT72H (72 hours).',
    )
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  return ok({ years, months, weeks, days, hours, minutes, seconds })
}

const inOrder = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const
const japanese = ['年', 'か月', '週間', '日', '時間', '分', '秒']
const english = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

/** A period as ISO 8601 writes it; an empty one is `P0D`. */
export function formatPeriod(period: Period): string {
  const part = (from: number, to: number): string =>
    inOrder
      .slice(from, to)
      .map((unit) => (period[unit] ? `${period[unit]}${unit.slice(0, 1).toUpperCase()}` : ''))
      .join('')
  const time = part(4, 7)
  return `P${part(0, 4)}${time && `T${time}`}`.replace(/^P$/, 'P0D')
}

/** A period in words, in the units it was written in: 1年6か月, 1 year 6 months. */
export function printPeriod(period: Period): Text {
  const present = inOrder.map((unit, at) => ({ count: period[unit], at })).filter(({ count }) => count > 0)
  if (present.length === 0) return { ja: '0日', en: '0 days' }
  return {
    ja: present.map(({ count, at }) => `${count}${japanese[at] ?? ''}`).join(''),
    en: present.map(({ count, at }) => plural(count, english[at] ?? '')).join(' '),
  }
}
