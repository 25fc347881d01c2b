// SPDX-License-Identifier: Apache-2.0

const DIGITS = '〇一二三四五六七八九'
const SMALL: Record<string, number> = { 千: 1000, 百: 100, 十: 10 }
const LARGE: readonly [string, number][] = [
  ['億', 100_000_000],
  ['万', 10_000],
]

/** A run of digits and Japanese numerals, in text that `narrow` has been over. */
export const NUMERAL =
  /(?:\d+(?:,\d{3})+|\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[百千万億萬](?:\d+|[〇零一-九十百千万億壱弐参拾萬])*| (?:thousand|million)(?![a-z]))?|[〇零一二三四五六七八九十百千万億壱弐参拾萬]+/gi

// How a number is written on bonds and receipts, so that nobody adds a stroke.
const FORMAL: Record<string, string> = { 零: '〇', 壱: '一', 弐: '二', 参: '三', 拾: '十', 萬: '万' }

const WORDS: Record<string, number> = { thousand: 1_000, million: 1_000_000 }

/**
 * The number that digits and Japanese numerals write: 1,000, 1 000, 百二十, 二〇二六, 3万5千, 1.5 million; undefined where
 * they write none.
 */
export function readNumeral(text: string): number | undefined {
  const word = /[a-z]+$/i.exec(text)?.[0] ?? ''
  const times = WORDS[word.toLowerCase()] ?? 1
  const plain = text.slice(0, text.length - word.length).replace(/[,\s]/g, '')
  const value = readLarge(plain.replace(/[零壱弐参拾萬]/g, (sign) => FORMAL[sign] ?? sign))
  return value === undefined ? undefined : value * times
}

function readLarge(text: string): number | undefined {
  let rest = text
  let total = 0
  for (const [sign, weight] of LARGE) {
    const at = rest.indexOf(sign)
    if (at < 0) continue
    const many = at === 0 ? 1 : readThousands(rest.slice(0, at))
    if (many === undefined || many <= 0) return undefined
    total += many * weight
    rest = rest.slice(at + 1)
    if (rest === '') return total
  }
  const last = readThousands(rest)
  return last === undefined ? undefined : total + last
}

// Up to 9999: 三千二百, 十, 百二十; or plain digits of either kind.
function readThousands(text: string): number | undefined {
  let rest = text
  let total = 0
  let least = Number.POSITIVE_INFINITY
  for (const [sign, weight] of Object.entries(SMALL)) {
    const at = rest.indexOf(sign)
    if (at < 0) continue
    const many = at === 0 ? 1 : readDigits(rest.slice(0, at))
    if (many === undefined || many < 1 || many >= 10) return undefined
    total += many * weight
    least = weight
    rest = rest.slice(at + 1)
    if (rest === '') return total
  }
  const last = readDigits(rest)
  return last === undefined || last >= least ? undefined : total + last
}

function readDigits(text: string): number | undefined {
  const plain = text
    .split('')
    .map((sign) => (DIGITS.includes(sign) ? String(DIGITS.indexOf(sign)) : sign))
    .join('')
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** The same text with full-width letters, digits and signs made half-width; every character keeps its place. */
export const narrow = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\uFFE5', '¥')
