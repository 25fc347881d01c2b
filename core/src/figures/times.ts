// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from './figure.ts'
import { pattern, type Part, type Reader } from './reader.ts'
import { N } from './shape.ts'

// Each time of day is five groups: half of the day before, hour, minute, 半, half of the day behind.
const JAPANESE = `(午前|午後)?${N}時(?!間|点|代|的|期)(?:${N}分|(半))?()`
const CLOCK = `(午前|午後)?${N}:${N}()(?:\\s{0,3}([ap])\\.?m\\b\\.?)?`
const ENGLISH = `()${N}()()\\s{0,3}([ap])\\.?m\\b\\.?`
const TO = '\\s{0,3}(?:[-–—―〜～~]|から|より|\\bto\\b|\\buntil\\b|\\btill\\b|\\band\\b)\\s{0,3}'

function minutes([before, hour, minute, half, after]: Part[]): number | undefined {
  if (typeof hour !== 'number') return undefined
  const late = before === '午後' || after === 'p'
  const clock = late && hour < 12 ? hour + 12 : after === 'a' && hour === 12 ? 0 : hour
  const more = half === '半' ? 30 : typeof minute === 'number' ? minute : 0
  const total = 60 * clock + more
  return Number.isInteger(total) && hour <= 24 && more < 60 && total <= 24 * 60 ? total : undefined
}

function time(from: Part[], to?: Part[]): Quantity[] {
  const start = minutes(from)
  const end = to && minutes(to)
  if (start === undefined || (to && end === undefined)) return []
  return [{ kind: 'time', amount: start, ...(end === undefined ? {} : { upTo: end }) }]
}

const range = (first: string, second: string): Reader =>
  pattern(`${first}${TO}${second}`, (parts) => time(parts.slice(0, 5), parts.slice(5, 10)))

/** Times of day and hours from one to another: 9:00-18:00, 午前9時から午後6時, 9 a.m. to 5:30 p.m. */
export const times: readonly Reader[] = [
  ...[JAPANESE, CLOCK, ENGLISH].flatMap((first) =>
    [JAPANESE, CLOCK, ENGLISH].map((second) => range(first, second)),
  ),
  pattern(CLOCK, (parts) => time(parts)),
  pattern(ENGLISH, (parts) => time(parts)),
  // 一時 alone is "for a while".
  pattern(JAPANESE, (parts, [token]) => (parts[0] === undefined && !token?.digits ? [] : time(parts))),
]
