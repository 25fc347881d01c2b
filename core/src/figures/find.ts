// SPDX-License-Identifier: Apache-2.0
import { ages } from './ages.ts'
import { amounts, counts } from './amounts.ts'
import { cycles } from './cycles.ts'
import { dates } from './dates.ts'
import type { Bound, Figure } from './figure.ts'
import { periods } from './periods.ts'
import type { Reader, Reading } from './reader.ts'
import { shapeOf, type Shape } from './shape.ts'
import { times } from './times.ts'

// What stands before takes a place first: 2026年4月1日 is a date before 4月 could be anything.
// The words without which none of a kind can be there spare most sentences most patterns.
const KINDS: readonly { hint: RegExp; readers: readonly Reader[] }[] = [
  {
    hint: /[年月時条項号章節回版次\-/第]|\b(?:art|section|clause|no|v|iso|sp|jis|fips|level|step|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i,
    readers: dates,
  },
  {
    hint: /ごと|おき|[毎隔回度]|四半期|[年月週日]次|年間の?(?:計画|報告)|ly\b|\b(?:quarter|half|semi|annual|bien|each|every|once|twice|times?\b)/i,
    readers: cycles,
  },
  { hint: /[時:]|[ap]\.?m\b/i, readers: times },
  { hint: /[円¥€$料償費]|ユーロ|ドル|\b(?:jpy|eur|usd|yen|dollar|charge|fee|cost|free)/i, readers: amounts },
  { hint: /[歳才]|\b(?:old|age|under|below|younger|older|over)/i, readers: ages },
  {
    hint: /[年月週日時分]|y(?:ea)?r|mo(?:nth|s?\b)|w(?:ee)?k|fortnight|day|h(?:ou)?r|min/i,
    readers: periods,
  },
  { hint: /[人名社件回]|[a-z]/i, readers: counts },
]

// No sentence a person reads is longer; a hostile file has lines of a million letters.
const MOST = 4_000

/** Every quantity that a sentence in Japanese or English states, in order; dates, articles and versions are none. */
export function findFigures(whole: string): Figure[] {
  const text = whole.slice(0, MOST)
  const shape = shapeOf(text)
  const taken: Reading[] = []
  for (const reader of KINDS.flatMap(({ hint, readers }) => (hint.test(shape.text) ? readers : []))) {
    for (const reading of reader(shape)) {
      if (taken.every(({ start, end }) => reading.end <= start || reading.start >= end)) taken.push(reading)
    }
  }
  return taken
    .filter(({ quantity }) => !Number.isNaN(quantity.amount))
    .toSorted((a, b) => a.start - b.start)
    .map((reading) => figureOf(reading, text, shape))
}

function figureOf({ quantity, start, end, tokens }: Reading, text: string, shape: Shape): Figure {
  // The words that make a number an age (under 18) belong to it and bound it too.
  const from = Math.max(0, start - 24)
  const ahead = [start, tokens[0]?.start ?? start].map((to) => shape.text.slice(from, to))
  const bound = boundOf(ahead, shape.text.slice(end, end + 24))
  const doubt = tokens.find((token) => token.doubt !== undefined)?.doubt
  const whole = text.slice(start, end)
  const first = start + whole.length - whole.trimStart().length
  return {
    ...quantity,
    start: first,
    end: first + whole.trim().length,
    text: whole.trim(),
    ...(bound === undefined ? {} : { bound }),
    ...(doubt === undefined ? {} : { doubt }),
  }
}

const BEFORE: readonly [RegExp, Bound][] = [
  [/\b(?:at least|no(?:t)? (?:less|fewer|shorter) than|minimum(?: of)?)\s*$/i, 'at-least'],
  [/(?:少なくとも|最低(?:でも|限)?|最短(?:で|でも)?)\s*$/, 'at-least'],
  [/\b(?:within|at most|up to|maximum(?: of)?|not (?:to )?exceed(?:ing)?)\s*$/i, 'at-most'],
  [/\b(?:no|not) (?:later|more|longer|older|greater) than\s*$/i, 'at-most'],
  [/(?:最大|最長|遅くとも|長くとも|多くとも)(?:で|でも)?\s*$/, 'at-most'],
  [
    /\b(?:under|below|less than|fewer than|younger than|not (?:yet )?(?:reached|attained))\s*(?:the age of\s*)?$/i,
    'below',
  ],
  [/\b(?:more than|over|longer than|older than|above)\s*$/i, 'above'],
]
const AFTER: readonly [RegExp, Bound][] = [
  [/^(?:以上)/, 'at-least'],
  [/^(?:以内|以下|まで)/, 'at-most'],
  // 7年を超えない, 7年を超えて保存しません
  [/^を?(?:超|こ)え(?:ない|ず|ては|て[^。、]{0,10}(?:ません|ない))/, 'at-most'],
  [/^を(?:下回ら|下ら)/, 'at-least'],
  [/^(?:未満|に(?:満た|達し)(?:ない|ません))/, 'below'],
  [/^(?:超|を(?:超|こ)え)/, 'above'],
]

const boundOf = (before: readonly string[], after: string): Bound | undefined =>
  BEFORE.find(([words]) => before.some((text) => words.test(text)))?.[1] ??
  AFTER.find(([words]) => words.test(after))?.[1]
