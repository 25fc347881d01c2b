// SPDX-License-Identifier: Apache-2.0
import { pattern, type Reader } from './reader.ts'
import { N } from './shape.ts'

const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec'

// A year of the calendar is one with four digits and no 間 behind it.
const isYear = (value: unknown): boolean => typeof value === 'number' && value >= 1600 && value < 2400

/** What looks like a quantity and is a date, a version, an article or a number of something. */
export const dates: readonly Reader[] = [
  pattern(`(?:令和|平成|昭和|大正|明治)${N}年(?:度|${N}月(?:${N}日)?)?`, nothing),
  pattern(`${N}年\\s{0,3}${N}月(?:\\s{0,3}${N}日)?`, nothing),
  pattern(`(?<!毎)${N}月(?:\\s{0,3}${N}日)?`, nothing),
  // Always there, which is no length of time.
  pattern(`${N}時間[・、]?${N}日|${N}日[・、]?${N}時間`, ([hours, days, other, last]) =>
    [hours ?? last, days ?? other].join() === '24,365' ? nothing() : [],
  ),
  pattern(`${N}時間(?=体制|受付|受け付け|対応|営業|有人|監視|稼働|年中無休)`, ([hours]) =>
    hours === 24 ? nothing() : [],
  ),
  pattern(`${N}年(?!間)`, ([year]) => (isYear(year) ? nothing() : [])),
  pattern(`第${N}(?:四半期|[条項号章節回版次]?(?:の${N})?)`, nothing),
  pattern(
    `\\b(?:article|articles|art\\.?|section|clause|no\\.?|version|v\\.?|iso|sp|jis|fips|level|step) *${N}(?:[.-]${N})*`,
    nothing,
  ),
  pattern(`\\b(?:${MONTHS})\\.? ${N}(?:,? ${N})?`, nothing),
  pattern(`${N}(?:st|nd|rd|th)?(?: of)? (?:${MONTHS})\\b(?: ${N})?`, nothing),
  pattern(`${N}-${N}-${N}`, nothing),
  pattern(`${N}/${N}(?:/${N})?(?![0-9])`, nothing),
]

// Taken, so that no other reader reads it; what it says is no figure.
function nothing(): [{ kind: 'count'; amount: number; of: 'record' }] {
  return [{ kind: 'count', amount: Number.NaN, of: 'record' }]
}
