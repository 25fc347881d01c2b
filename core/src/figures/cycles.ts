// SPDX-License-Identifier: Apache-2.0
import type { PeriodUnit } from './figure.ts'
import { N } from './shape.ts'
import { pattern, type Reader } from './reader.ts'
import { ENGLISH_UNIT, inUnits, JAPANESE_UNIT } from './units.ts'

type Cycle = { kind: 'cycle'; amount: number; unit: PeriodUnit }

const cycle = (amount: number, unit: PeriodUnit): Cycle[] => [{ kind: 'cycle', amount, unit }]
const months = (amount: number) => () => cycle(amount, 'month')
const days = (amount: number) => () => cycle(amount, 'day')

// "Twice a year" is every six months; three times a month is no whole number of anything.
function times(count: number, each: { amount: number; unit: PeriodUnit } | undefined): Cycle[] {
  if (!each || count < 1 || !Number.isInteger(each.amount / count)) return []
  return cycle(each.amount / count, each.unit)
}

const every = (count: number, word: string | undefined): Cycle[] => {
  const unit = inUnits(count, word)
  return unit ? cycle(unit.amount, unit.unit) : []
}

/** How often something is done: 毎年, 四半期ごと, 年に一度, every six months, twice a year. */
export const cycles: readonly Reader[] = [
  pattern(
    `毎?四半期(?:ごと|毎|に(?:${N})[回度])?|\\bquarterly\\b|\\b(?:every|each|once a) quarter\\b`,
    months(3),
  ),
  pattern(
    `半年(?:ごと|毎|に(?:${N})[回度])|\\bhalf-yearly\\b|\\bsemi-?annual(?:ly)?\\b|\\bevery half[ -]year\\b`,
    months(6),
  ),
  pattern(`(?<!中)${N}(${JAPANESE_UNIT})(?:ごと|おき|毎|に${N}[回度])`, ([count, unit, often]) =>
    often === undefined
      ? every(count as number, unit as string)
      : times(often as number, inUnits(count as number, unit as string)),
  ),
  pattern(`(年|月|週)に?${N}[回度]`, ([unit, count]) =>
    times(count as number, inUnits(1, unit === '月' ? 'か月' : (unit as string))),
  ),
  pattern('毎年|年次|年間(?=の?(?:計画|報告))|\\b(?:annual|yearly|annually|each year)\\b', months(12)),
  pattern('毎月(?!末)|月次|\\b(?:monthly|each month)\\b', months(1)),
  pattern('毎週|\\b(?:weekly|each week)\\b', days(7)),
  pattern('毎日|\\b(?:daily(?! (?:life|lives|living|work|business|necessit))|each day)\\b', days(1)),
  pattern(`\\b(once|twice) (?:a|an|each|per|every|in a) (${ENGLISH_UNIT})\\b`, ([often, unit]) =>
    times(often === 'once' ? 1 : 2, inUnits(1, unit as string)),
  ),
  pattern(`\\b(?:once )?every ${N} (${ENGLISH_UNIT})\\b`, ([count, unit]) =>
    every(count as number, unit as string),
  ),
  pattern(`\\b(?:once )?every (${ENGLISH_UNIT})\\b`, ([unit]) => every(1, unit as string)),
  pattern(`${N} times? (?:a|an|each|per|every) (${ENGLISH_UNIT})\\b`, ([count, unit]) =>
    times(count as number, inUnits(1, unit as string)),
  ),
]
