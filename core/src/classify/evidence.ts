// SPDX-License-Identifier: Apache-2.0
import { readDate } from './dates.ts'
import { KINDS } from './kinds.ts'
import type { Kind } from './kinds.ts'
import { kindsInside, kindsOf, plain } from './values.ts'

/** What the sampled values of a column say: counts only, never a value. */
export interface Evidence {
  /** Values that are not empty. */
  readonly filled: number
  /** Different ones among them, of which all counts below are. */
  readonly distinct: number
  readonly hits: ReadonlyMap<Kind, number>
  /** Values that would do for a kind but speak for it no more than for others. */
  readonly weak: ReadonlyMap<Kind, number>
  /** Running text, and what was found inside it. */
  readonly running: number
  readonly inside: ReadonlyMap<Kind, number>
  readonly years: readonly number[]
  readonly timed: number
  readonly masked: number
}

const masked = /^[*●＊xX•#\s-]{3,}[\w@.]{0,12}$|[*●＊•]{3,}/

const isRunning = (text: string): boolean => {
  if (text.length < 12) return false
  if (/[。！？]|です|ます|した$|して|いる|たい$/u.test(text)) return true
  if (text.length < 30) return false
  return (text.match(/(?:^|\s)[a-zäöüß]{2,}(?=[\s,.!?]|$)/g)?.length ?? 0) >= 5
}

const weakly = (text: string): Kind[] => {
  if (!/^[\d-]+$/.test(text)) return /^[A-Za-z]{1,3}[\d-]+$/.test(text) ? ['passport', 'bank'] : []
  const { length } = text
  const found: Kind[] = []
  if (length >= 3 && length <= 8) found.push('postal', 'bank')
  if (length >= 9 && length <= 15) found.push('phone', 'fax')
  if (length === 10) found.push('pension')
  return found
}

const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1)

/** Looks at values and keeps counts: of at most `most` different ones, spread over all that came. */
export const gather = (values: readonly string[], most = 200): Evidence => {
  const texts = values.map((value) => value.trim()).filter((text) => text !== '')
  const all = [...new Set(texts)]
  const step = Math.max(1, all.length / most)
  const chosen =
    all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.floor(i * step)] ?? '')
  const [hits, weak, inside] = [new Map<Kind, number>(), new Map<Kind, number>(), new Map<Kind, number>()]
  const years: number[] = []
  let [running, timed, hidden] = [0, 0, 0]
  for (const value of chosen) {
    const text = value.length > 2000 ? value.slice(0, 2000) : value
    if (masked.test(text)) {
      hidden += 1
      continue
    }
    if (isRunning(text)) {
      running += 1
      for (const kind of new Set(kindsInside(text))) count(inside, kind)
      continue
    }
    const kinds = kindsOf(text)
    for (const kind of kinds) count(hits, kind)
    if (kinds.includes('birth')) {
      const date = readDate(plain(text))
      if (date) years.push(date.year)
      if (date?.withTime) timed += 1
    }
    for (const kind of weakly(text)) if (!kinds.includes(kind)) count(weak, kind)
  }
  return {
    filled: texts.length,
    distinct: chosen.length,
    hits,
    weak,
    running,
    inside,
    years,
    timed,
    masked: hidden,
  }
}

/** Kinds whose values carry a check digit, of which a few pass by chance in any column. */
const checked: ReadonlySet<Kind> = new Set([
  'my-number',
  'corporate-number',
  'card',
  'jan',
  'licence',
  'device',
])
/** Kinds of which a whole sample is hardly ever alike. */
const various: ReadonlySet<Kind> = new Set([
  'email',
  'phone',
  'name',
  'address',
  'birth',
  'my-number',
  'card',
  'passport',
  'residence',
  'free-text',
])

const birthWeight = (seen: Evidence, reference?: number): number => {
  const { years, distinct, timed } = seen
  if (years.length < distinct * 0.7) return KINDS.birth.least
  const sorted = years.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const now = reference ?? at(1)
  let weight = 0
  if (timed > years.length * 0.1) weight -= 3
  if (at(1) > now || at(0) < 1890) weight -= 3
  if (at(0.5) <= now - 16 && at(0.9) - at(0.1) >= 12) weight += 3.7
  else if (at(0.1) >= now - 12 && at(0.9) >= now - 3) weight -= 2.5
  return weight
}

const textWeight = ({ running, distinct, inside }: Evidence): number => {
  if (running < distinct * 0.4) return running === 0 ? -1 : 0
  return inside.size > 0 ? 4.6 : 0.8
}

/**
 * How strongly values speak for a kind (or against it), in units of log odds; 0 without values. Where a name speaks
 * for the kind already, values that would do are no contradiction.
 */
export const valueWeight = (kind: Kind, seen: Evidence, named: boolean, reference?: number): number => {
  const { distinct } = seen
  // What is hashed or masked says nothing of what it was.
  const hidden = seen.masked + (seen.hits.get('hash') ?? 0) + (seen.hits.get('uuid') ?? 0)
  if (distinct === 0) return 0
  if (hidden > distinct * 0.7 && !seen.hits.has(kind)) return 0
  // Of one text many times over, what is found inside it still stands there.
  const told = kind === 'free-text' && seen.inside.size > 0
  const alike = seen.filled >= 20 && distinct <= 3 && various.has(kind) && !told ? -2.5 : 0
  if (kind === 'birth') return birthWeight(seen, reference) + alike
  if (kind === 'free-text') return textWeight(seen) + alike
  const { hit, chance, most, least } = KINDS[kind]
  const hits = seen.hits.get(kind === 'fax' ? 'phone' : kind) ?? 0
  const fitting = named ? (seen.weak.get(kind) ?? 0) : 0
  const misses = distinct - hits - fitting - seen.masked
  const sum =
    ((hits * hits) / Math.max(1, hits + fitting)) * Math.log(hit / chance) +
    Math.max(0, misses) * Math.log((1 - hit) / (1 - chance))
  const few = checked.has(kind) && distinct < 5 ? distinct / 6 : 1
  return Math.max(least, Math.min(most, sum > 0 ? sum * few : sum)) + (hits > 0 ? alike : 0)
}
