// SPDX-License-Identifier: Apache-2.0

/** How long something is kept; `after` is the id of an event of the pack, `collection` where the rule names none. */
export type RetentionRule =
  | { kind: 'period'; period: string; after: string }
  | { kind: 'while'; state: 'relationship' | 'purpose'; plus?: string }
  | { kind: 'longer' | 'shorter'; of: [RetentionRule, RetentionRule] }
  | { kind: 'unless-held'; rule: RetentionRule }

/** A parsed rule, or the column (from 1) at which the text stops making sense and what could stand there. */
export type RetentionResult =
  | { ok: true; rule: RetentionRule }
  | { ok: false; column: number; expected: string }

type Token = { text: string; column: number }

const PERIOD = /^P(?=\d)(?:\d{1,5}Y)?(?:\d{1,5}M)?(?:\d{1,5}W)?(?:\d{1,5}D)?$/
const EVENT = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const RESERVED = new Set([
  'after',
  'and',
  'longer',
  'shorter',
  'of',
  'unless',
  'held',
  'relationship',
  'purpose',
])
const MAX_LENGTH = 200

/**
 * Reads a retention rule such as `P7Y after completion`, `relationship + P7Y`,
 * `longer of P3Y and relationship` or `P1Y unless held`.
 */
export function parseRetention(text: string): RetentionResult {
  if (text.length > MAX_LENGTH)
    return { ok: false, column: MAX_LENGTH, expected: 'a rule of at most 200 characters' }
  const reader = new TokenReader(text)
  const choice = readChoice(reader)
  if (!choice.ok || reader.atEnd()) return choice
  if (!reader.take('unless')) return reader.expected('"unless held" or the end')
  if (!reader.take('held')) return reader.expected('"held"')
  if (!reader.atEnd()) return reader.expected('the end')
  return { ok: true, rule: { kind: 'unless-held', rule: choice.rule } }
}

/** Writes a rule the way `parseRetention` reads it. */
export function formatRetention(rule: RetentionRule): string {
  switch (rule.kind) {
    case 'period':
      return rule.after === 'collection' ? rule.period : `${rule.period} after ${rule.after}`
    case 'while':
      return rule.plus === undefined ? rule.state : `${rule.state} + ${rule.plus}`
    case 'longer':
    case 'shorter':
      return `${rule.kind} of ${formatRetention(rule.of[0])} and ${formatRetention(rule.of[1])}`
    case 'unless-held':
      return `${formatRetention(rule.rule)} unless held`
  }
}

/** The events a rule counts from, in order of appearance. */
export function retentionEvents(rule: RetentionRule): string[] {
  switch (rule.kind) {
    case 'period':
      return [rule.after]
    case 'while':
      return []
    case 'longer':
    case 'shorter':
      return rule.of.flatMap(retentionEvents)
    case 'unless-held':
      return retentionEvents(rule.rule)
  }
}

function readChoice(reader: TokenReader): RetentionResult {
  const kind = reader.take('longer') ? 'longer' : reader.take('shorter') ? 'shorter' : undefined
  if (kind === undefined) return readSpan(reader)
  if (!reader.take('of')) return reader.expected('"of"')
  const first = readSpan(reader)
  if (!first.ok) return first
  if (!reader.take('and')) return reader.expected('"and"')
  const second = readSpan(reader)
  return second.ok ? { ok: true, rule: { kind, of: [first.rule, second.rule] } } : second
}

function readSpan(reader: TokenReader): RetentionResult {
  const state = reader.take('relationship') ? 'relationship' : reader.take('purpose') ? 'purpose' : undefined
  if (state !== undefined) return readWhile(reader, state)
  const period = reader.match(PERIOD)
  if (period === undefined) return reader.expected('a period such as P7Y, "relationship" or "purpose"')
  if (!reader.take('after')) return { ok: true, rule: { kind: 'period', period, after: 'collection' } }
  const after = reader.match(EVENT)
  if (after === undefined || RESERVED.has(after))
    return reader.expected('the id of an event', after !== undefined)
  return { ok: true, rule: { kind: 'period', period, after } }
}

function readWhile(reader: TokenReader, state: 'relationship' | 'purpose'): RetentionResult {
  if (!reader.take('+')) return { ok: true, rule: { kind: 'while', state } }
  const plus = reader.match(PERIOD)
  return plus === undefined
    ? reader.expected('a period such as P7Y')
    : { ok: true, rule: { kind: 'while', state, plus } }
}

class TokenReader {
  readonly #tokens: Token[]
  readonly #end: number
  #next = 0

  constructor(text: string) {
    this.#tokens = [...text.matchAll(/\+|[^\s+]+/g)].map((found) => ({
      text: found[0],
      column: found.index + 1,
    }))
    this.#end = text.length + 1
  }

  atEnd(): boolean {
    return this.#next >= this.#tokens.length
  }

  take(word: string): boolean {
    if (this.#tokens[this.#next]?.text !== word) return false
    this.#next += 1
    return true
  }

  match(pattern: RegExp): string | undefined {
    const text = this.#tokens[this.#next]?.text
    if (text === undefined || !pattern.test(text)) return undefined
    this.#next += 1
    return text
  }

  expected(what: string, previous = false): RetentionResult {
    const token = this.#tokens[previous ? this.#next - 1 : this.#next]
    return { ok: false, column: token?.column ?? this.#end, expected: what }
  }
}
