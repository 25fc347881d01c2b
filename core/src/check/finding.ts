// SPDX-License-Identifier: Apache-2.0
import { filled, type Local, type Problem } from '@yakusoku/core/packs'
import type { Hit, Rule, Severity } from './rule.ts'

/**
 * Something the check found: which rule, how much it matters, where (line and column from 1, columns in UTF-16 units),
 * what, what to do, and the page that explains the rule. `allowed` is the reason written beside it, where somebody
 * decided that it may stay.
 */
export type Finding = {
  rule: string
  severity: Severity
  file: string
  line: number
  column: number
  message: Local
  suggestion: Local
  page: string
  allowed?: string
}

/** The page and anchor where a rule is explained, from the root of the project. */
export const pageOf = (rule: string): string => `docs/reference/rules.md#${rule.replaceAll('/', '')}`

/** A finding from what a rule hit. */
export function findingOf(rule: Rule, { at, words = {}, severity = rule.severity }: Hit): Finding {
  return {
    rule: rule.id,
    severity,
    file: at.path,
    line: at.line,
    column: at.column,
    message: filled(rule.message, words),
    suggestion: filled(rule.suggestion, words),
    page: pageOf(rule.id),
  }
}

/** A finding from a problem that loading told. */
export const structuralFinding = ({
  rule,
  severity,
  path,
  line,
  column,
  message,
  suggestion,
}: Problem): Finding => ({
  rule,
  severity,
  file: path,
  line,
  column,
  message,
  suggestion,
  page: pageOf(rule),
})

/** Sorts by file, place and rule, so that the same pack is always told in the same order. */
export const sorted = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.rule, b.rule) ||
      compare(a.message.en, b.message.en),
  )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
