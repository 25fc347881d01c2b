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
    `毎?四半期(?:ごと|毎|に(?:${N})[回度])?|\\bquarterly\\b|\\b(?:every|each|once a|once per) quarter\\b`,
    months(3),
  ),
  pattern(
    `(?<!四)(?:半年|半期)(?:ごと|毎|に(?:${N})[回度])|毎半期|\\b(?:twice|half)[ -]yearly\\b|\\bsemi-?annual(?:ly)?\\b|\\bevery half[ -]year\\b`,
    months(6),
  ),
  pattern(`(?<!中)${N}(${JAPANESE_UNIT})(?:ごと|毎|に${N}[回度])`, ([count, unit, often]) =>
    often === undefined
      ? every(count as number, unit as string)
      : times(often as number, inUnits(count as number, unit as string)),
  ),
  // 一日おき, 一年おき leave one out; with other numbers and with hours the word is used like ごと.
  pattern(`${N}(${JAPANESE_UNIT})おき`, ([count, unit]) =>
    every(count === 1 && !/[時分]/.test(unit as string) ? 2 : (count as number), unit as string),
  ),
  // 1日1回, 1年1回; 2年1回 is not said.
  pattern(`${N}(${JAPANESE_UNIT})${N}[回度]`, ([count, unit, often]) =>
    count === 1 ? times(often as number, inUnits(1, unit as string)) : [],
  ),
  pattern(`毎?(年|月|週|日)に?${N}[回度]`, ([unit, count]) =>
    times(count as number, inUnits(1, unit === '月' ? 'か月' : (unit as string))),
  ),
  pattern(`隔(年|月|週|日)`, ([unit]) => every(2, unit === '月' ? 'か月' : (unit as string))),
  pattern('\\b(?:every other year|biennial(?:ly)?)\\b', months(24)),
  pattern(`\\bevery other (${ENGLISH_UNIT})\\b`, ([unit]) => every(2, unit as string)),
  pattern('\\bfortnightly\\b', days(14)),
  pattern(`${N}-(year|month|week)ly\\b`, ([count, unit]) => every(count as number, unit as string)),
  pattern(
    '毎年|年次|年間(?=の?(?:計画|報告))|\\b(?:annual|(?<!-)yearly|annually|each (?:calendar |financial |fiscal )?year|once per annum)\\b',
    months(12),
  ),
  pattern(`毎月(?:${N}日)?|月次|\\b(?:(?<!-)monthly|each month)\\b`, months(1)),
  pattern('毎週|週次|\\b(?:(?<!-)weekly|each week)\\b', days(7)),
  pattern('毎日|日次|\\b(?:daily(?! (?:life|lives|living|work|business|necessit))|each day)\\b', days(1)),
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
