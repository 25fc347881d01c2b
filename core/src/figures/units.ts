// SPDX-License-Identifier: Apache-2.0
import type { PeriodUnit } from './figure.ts'

/** Words for lengths of time in Japanese, longest first, as part of a pattern. */
export const JAPANESE_UNIT =
  '年間|年|[かカヵケヶ箇個](?:月|ヵ月)間?|週間|週|営業日|業務日|就業日|日間|日|時間|分間|分'

/** Words for lengths of time in English, as part of a pattern. */
export const ENGLISH_UNIT =
  '(?:(?:full|consecutive|calendar|whole)[ -])?(?:years?|months?|weeks?|days?|hours?|minutes?)|(?:business|working|office)[ -]days?'

/** A number of some unit in the unit that periods are counted in; undefined where the word is no unit. */
export function inUnits(
  count: number,
  word: string | undefined,
): { amount: number; unit: PeriodUnit } | undefined {
  const name = word?.replace(/^(?:full|consecutive|calendar|whole)[ -]/, '').replace(/間$|s$/, '') ?? ''
  if (name === '年' || name === 'year') return { amount: rounded(12 * count), unit: 'month' }
  if (name.endsWith('月') || name === 'month') return { amount: count, unit: 'month' }
  if (name === '週' || name === 'week') return { amount: 7 * count, unit: 'day' }
  if (/.日$|[ -]day$/.test(name)) return { amount: count, unit: 'business-day' }
  if (name === '日' || name === 'day') return { amount: count, unit: 'day' }
  if (name === '時' || name === 'hour') return { amount: count, unit: 'hour' }
  if (name === '分' || name === 'minute') return { amount: count, unit: 'minute' }
  return undefined
}

const rounded = (months: number): number => Math.round(months * 100) / 100
