// SPDX-License-Identifier: Apache-2.0
import type { PeriodUnit } from './figure.ts'

/** Words for lengths of time in Japanese, longest first, as part of a pattern. */
export const JAPANESE_UNIT =
  '年間|年|[かカヵケヶ箇個](?:年|月|ヵ月)間?|週間|週|営業日|業務日|就業日|日間|日|時間|分間|分'

/** Words for lengths of time in English, as part of a pattern. */
export const ENGLISH_UNIT =
  '(?:(?:full|consecutive|calendar|whole)[ -])?(?:years?|yrs?|months?|mos?|weeks?|wks?|fortnights?|days?|hours?|hrs?|minutes?|mins?)|(?:business|working|office|banking)[ -]days?'

/** A number of some unit in the unit that periods are counted in; undefined where the word is no unit. */
export function inUnits(
  count: number,
  word: string | undefined,
): { amount: number; unit: PeriodUnit } | undefined {
  const name = word?.replace(/^(?:full|consecutive|calendar|whole)[ -]/, '').replace(/間$|s$/, '') ?? ''
  if (/年$|^y(?:ea)?r$/.test(name)) return { amount: rounded(12 * count), unit: 'month' }
  if (/月$|^mo(?:nth)?$/.test(name)) return { amount: count, unit: 'month' }
  if (/^(?:週|w(?:ee)?k)$/.test(name)) return { amount: 7 * count, unit: 'day' }
  if (name === 'fortnight') return { amount: 14 * count, unit: 'day' }
  if (/.日$|[ -]day$/.test(name)) return { amount: count, unit: 'business-day' }
  if (name === '日' || name === 'day') return { amount: count, unit: 'day' }
  if (/^(?:時|h(?:ou)?r)$/.test(name)) return { amount: count, unit: 'hour' }
  if (/^(?:分|min(?:ute)?)$/.test(name)) return { amount: count, unit: 'minute' }
  return undefined
}

const rounded = (months: number): number => Math.round(months * 100) / 100
