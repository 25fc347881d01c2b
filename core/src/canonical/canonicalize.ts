// SPDX-License-Identifier: Apache-2.0

/** Why a value has no canonical JSON, with the place as a JSON Pointer (RFC 6901). */
export type CanonicalProblem = {
  code: 'not-json' | 'lone-surrogate' | 'not-finite' | 'too-deep'
  pointer: string
  message: { ja: string; en: string }
}

/** The canonical text, or the first reason why there is none. */
export type Canonical = { ok: true; text: string } | { ok: false; problem: CanonicalProblem }

/** How many objects and arrays may stand inside each other; deeper input is refused, not a stack overflow. */
export const maximumDepth = 100

type Failure = { code: CanonicalProblem['code']; path: (string | number)[] }
type Place = { failure: Failure | null }

const messages: Record<CanonicalProblem['code'], { ja: string; en: string }> = {
  'not-json': {
    ja: 'JSONで表せない値です（undefined、関数、BigInt、日付など）。文字列か数値にしてください。',
    en: 'is not a JSON value (undefined, a function, a BigInt, a date, …); turn it into a string or a number',
  },
  'lone-surrogate': {
    ja: '文字列に対にならないサロゲートがあります。UTF-8で表せる文字列にしてください。',
    en: 'holds a lone surrogate, which UTF-8 cannot carry; replace the broken character',
  },
  'not-finite': {
    ja: '数値がNaNまたは無限大です。有限の数値か文字列にしてください。',
    en: 'is NaN or infinite; use a finite number or a string',
  },
  'too-deep': {
    ja: `入れ子が深すぎます（${maximumDepth}段まで）。構造を平らにしてください。`,
    en: `is nested too deeply (at most ${maximumDepth} levels); flatten the structure`,
  },
}

const plain = /^[ !#-[\]-~]*$/

/** The canonical form of a JSON value (RFC 8785, JCS): one value, one text. Never throws. */
export function canonicalize(value: unknown): Canonical {
  const place: Place = { failure: null }
  const text = write(value, 0, place)
  if (place.failure === null) return { ok: true, text }
  const { code, path } = place.failure
  return { ok: false, problem: { code, pointer: pointer(path), message: messages[code] } }
}

function write(value: unknown, depth: number, place: Place): string {
  if (typeof value === 'string') {
    // Most strings need no escape, and telling so costs less than having them escaped.
    if (plain.test(value)) return `"${value}"`
    return value.isWellFormed() ? JSON.stringify(value) : fail(place, 'lone-surrogate')
  }
  // ECMAScript's own number text is what RFC 8785 asks for; -0 becomes 0.
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : fail(place, 'not-finite')
  if (typeof value === 'boolean' || value === null) return String(value)
  if (typeof value !== 'object') return fail(place, 'not-json')
  if (depth >= maximumDepth) return fail(place, 'too-deep')
  return Array.isArray(value) ? writeArray(value, depth + 1, place) : writeObject(value, depth + 1, place)
}

function writeArray(items: readonly unknown[], depth: number, place: Place): string {
  let text = '['
  for (let i = 0; i < items.length; i++) {
    const item = write(items[i], depth, place)
    if (place.failure !== null) return within(place, i)
    text += i === 0 ? item : ',' + item
  }
  return text + ']'
}

function writeObject(value: object, depth: number, place: Place): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return fail(place, 'not-json')
  let text = '{'
  // Array.prototype.sort compares UTF-16 code units, which is the order of RFC 8785 section 3.2.3.
  for (const key of Object.keys(value).sort()) {
    const name = write(key, depth, place)
    if (place.failure !== null) return within(place, key)
    const member = write((value as Record<string, unknown>)[key], depth, place)
    if (place.failure !== null) return within(place, key)
    text += text.length === 1 ? `${name}:${member}` : `,${name}:${member}`
  }
  return text + '}'
}

function fail(place: Place, code: CanonicalProblem['code']): string {
  place.failure = { code, path: [] }
  return ''
}

function within(place: Place, step: string | number, text = ''): string {
  place.failure?.path.unshift(step)
  return text
}

function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => '/' + String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('')
}
