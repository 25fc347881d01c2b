// SPDX-License-Identifier: Apache-2.0
import type { Local } from './terms.ts'
import { RULES, type RuleId } from './rules.ts'

/** A place in a file: line and column count from 1, columns in UTF-16 units as editors do. */
export type Place = { path: string; line: number; column: number }

/** Something wrong with a pack: which rule, where, what, and what to do about it. */
export type Problem = Place & {
  rule: RuleId
  severity: 'error' | 'warning'
  message: Local
  suggestion: Local
}

/** Makes a problem of a rule at a place; `words` fill the rule's texts. */
export function problem(rule: RuleId, place: Place, words: Record<string, string | Local> = {}): Problem {
  const { severity, message, suggestion } = RULES[rule]
  return { rule, severity, ...place, message: filled(message, words), suggestion: filled(suggestion, words) }
}

/** Sorts by file, line and column, so that the same pack always reports in the same order. */
export function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Fills the `{…}` of a text in both languages; long words are shortened, so that a message stays readable. */
export const filled = (text: Local, words: Record<string, string | Local>): Local => ({
  ja: fill(text.ja, words, 'ja'),
  en: fill(text.en, words, 'en'),
})

function fill(text: string, words: Record<string, string | Local>, language: 'ja' | 'en'): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const word = Object.hasOwn(words, name) ? words[name] : undefined
    return word === undefined ? whole : shortened(typeof word === 'string' ? word : word[language])
  })
}

// A word may be a whole hostile line of the file: a message stays readable.
const shortened = (word: string): string => {
  const letters = Array.from(word.replace(/\p{Cc}+/gu, ' '))
  return letters.length > 120 ? `${letters.slice(0, 119).join('')}…` : letters.join('')
}
