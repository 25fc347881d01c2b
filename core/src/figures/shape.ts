// SPDX-License-Identifier: Apache-2.0
import { narrow, NUMERAL, readNumeral } from './numerals.ts'
import { findWordNumbers } from './words.ts'

/** A number in a text; `doubt` is what the same number says in brackets where the two differ: "two (3) years". */
export type NumberToken = { value: number; start: number; end: number; digits: boolean; doubt?: number }

/** A text whose numbers are replaced by signs that patterns can match, every character in its place. */
export type Shape = { text: string; at: (offset: number) => NumberToken | undefined }

/** The sign that stands for a number: one first character and as many others as it is long. */
export const N = '(\uE000\uE001*)(?!\uE001)'

// Words in which a numeral counts nothing.
const IDIOMS =
  /[一二三四五六七八九]、[二三四五六七八九](?=[日年人か週])|第三者|第三国|十分(?!間|以内|後|前|おき)|四半期|万[がー]?一|唯一|一[部方覧般致切定層式括旦概見環連]|一人(?:一人|ひとり)|千代|百貨|[数何幾][十百千万億]*/g

/** Puts signs in the places of all numbers of a text. */
export function shapeOf(text: string): Shape {
  const plain = narrow(text)
  const tokens = merged(numbersIn(plain), plain).map((token) => spaced(token, plain))
  const units = plain.split('')
  const byStart = new Map<number, NumberToken>()
  for (const token of tokens) {
    byStart.set(token.start, token)
    for (let at = token.start; at < token.end; at += 1) units[at] = at === token.start ? '\uE000' : '\uE001'
  }
  return { text: units.join(''), at: (offset) => byStart.get(offset) }
}

const JAPANESE = '[\\u3041-\\u30FF\\u3400-\\u9FFF]'
const BEFORE = new RegExp(`${JAPANESE}( {1,2})$`)
const BEHIND = new RegExp(`^(?: {1,2}|\\*{1,2} ?)(?=${JAPANESE})`)

// In Japanese a space around digits, and the signs that print them bold, say nothing: 7 年間, 年 1 回, **7**年間.
function spaced(token: NumberToken, plain: string): NumberToken {
  if (!/[ *]/.test(plain[token.end] ?? '') && plain[token.start - 1] !== ' ') return token
  const behind = BEHIND.exec(plain.slice(token.end, token.end + 4))?.[0].length ?? 0
  const before = BEFORE.exec(plain.slice(Math.max(0, token.start - 3), token.start))?.[1]?.length ?? 0
  return { ...token, start: token.start - before, end: token.end + behind }
}

function numbersIn(plain: string): NumberToken[] {
  const idioms = [...plain.matchAll(IDIOMS)].map((found) => [found.index, found.index + found[0].length])
  const numerals = [...plain.matchAll(NUMERAL)].flatMap((found) => {
    const [start, end] = [found.index, found.index + found[0].length]
    const value = readNumeral(found[0])
    if (value === undefined || idioms.some(([from = 0, to = 0]) => start < to && from < end)) return []
    return [{ value, start, end, digits: /\d/.test(found[0]) }]
  })
  const words = findWordNumbers(plain).map((found) => ({ ...found, digits: false }))
  return [...numerals, ...words].toSorted((a, b) => a.start - b.start)
}

// "two (2)" and 七（7） are one number said twice.
function merged(tokens: NumberToken[], plain: string): NumberToken[] {
  const result: NumberToken[] = []
  for (const token of tokens) {
    const last = result.at(-1)
    const repeats =
      last &&
      /^\s?\($/.test(plain.slice(last.end, token.start)) &&
      plain[token.end] === ')' &&
      last.digits !== token.digits
    if (!last || !repeats) result.push({ ...token })
    else {
      last.end = token.end + 1
      if (last.value !== token.value) last.doubt = token.value
    }
  }
  return result
}
