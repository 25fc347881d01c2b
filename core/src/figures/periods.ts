// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from './figure.ts'
import { pattern, TO, type Part, type Reader } from './reader.ts'
import { N } from './shape.ts'
import { ENGLISH_UNIT, inUnits, JAPANESE_UNIT } from './units.ts'

const period = (count: Part, unit: Part, from?: Part): Quantity[] => {
  const end = inUnits(count as number, unit as string)
  if (!end) return []
  if (from === undefined) return [{ kind: 'period', ...end }]
  const start = inUnits(from as number, unit as string)
  if (!start || start.amount >= end.amount) return []
  return [{ kind: 'period', amount: start.amount, upTo: end.amount, unit: end.unit }]
}

const months = (amount: number): Quantity[] => [
  { kind: 'period', amount: Math.round(amount * 100) / 100, unit: 'month' },
]

// 三十分の一 is a fraction, 7年度 and 7年目 are no lengths, nor is 十日町; a day with 付け is a date.
const NOT_AFTER = '(?![度生目次代号付町市]|の[\uE000一二三四五六七八九])'
const KANJI_MINUTES = /分/
const COUNTER = '[かカヵケヶ箇個]'
const MONTH = `${COUNTER}月`

/** Lengths of time: 7年間, 半年, 1年6か月, 30日以内, 5営業日, 72 hours, two (2) years, a year and a half. */
export const periods: readonly Reader[] = [
  pattern(`${N}年(?:と)?${N}${MONTH}間?`, ([years, more]) =>
    months(12 * (years as number) + (more as number)),
  ),
  pattern(`${N}${COUNTER}?年半`, ([years]) => months(12 * (years as number) + 6)),
  pattern(`${N}(${MONTH}|時間)半`, ([count, unit]) => period((count as number) + 0.5, unit)),
  pattern(
    `${N}\\s{0,3}(?:${JAPANESE_UNIT})?${TO}${N}\\s{0,3}(${JAPANESE_UNIT})${NOT_AFTER}`,
    ([from, to, unit]) => period(to, unit, from),
  ),
  pattern(`${N}\\s{0,3}(${JAPANESE_UNIT})${NOT_AFTER}`, ([count, unit], [token]) =>
    // Kanji before 分 are mostly 十分 and 三分の一.
    KANJI_MINUTES.test(unit as string) && unit !== '分間' && !token?.digits ? [] : period(count, unit),
  ),
  pattern('半年間?(?!期)|\\b(?:half a|a half|half)[ -]year\\b', () => months(6)),
  pattern(`${N} (?:years?|yrs?)(?:,? and)? ${N} (?:months?|mos?)\\b`, ([years, more]) =>
    months(12 * (years as number) + (more as number)),
  ),
  pattern(`${N}[ -]and[ -]a[ -]half[ -](${ENGLISH_UNIT})\\b`, ([count, unit]) =>
    period((count as number) + 0.5, unit),
  ),
  pattern(`${N} (${ENGLISH_UNIT}) and a half\\b`, ([count, unit]) => period((count as number) + 0.5, unit)),
  pattern('\\ba year and a half\\b', () => months(18)),
  pattern(`${N}(?:[ -](?:${ENGLISH_UNIT}))?${TO}${N}[ -](${ENGLISH_UNIT})\\b`, ([from, to, unit]) =>
    period(to, unit, from),
  ),
  pattern(
    `${N}[ -]+(${ENGLISH_UNIT})\\b(?![ -](?:old|of age)\\b| (?:a|per) (?:day|week|month|year)\\b)`,
    ([count, unit]) => period(count, unit),
  ),
  pattern(
    `(?<=\\b(?:within|for|after|than|least|most|of|over|in|next|last) )an? (${ENGLISH_UNIT})\\b(?! and a half| of\\b)`,
    ([unit]) => period(1, unit),
  ),
]
