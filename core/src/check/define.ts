// SPDX-License-Identifier: Apache-2.0
import type { Local } from '@yakusoku/core/packs'
import type { Rule } from './rule.ts'

/** A text in Japanese and English. */
type Pair = readonly [ja: string, en: string]

/** A rule with its texts as pairs, the way the tables of rules are written. */
export type RuleRow = Omit<Rule, 'title' | 'why' | 'message' | 'suggestion'> & {
  title: Pair
  why: Pair
  message: Pair
  suggestion: Pair
}

const local = ([ja, en]: Pair): Local => ({ ja, en })

/** Makes rules of rows. */
export const rules = (...rows: readonly RuleRow[]): readonly Rule[] =>
  rows.map((row) => ({
    ...row,
    title: local(row.title),
    why: local(row.why),
    message: local(row.message),
    suggestion: local(row.suggestion),
  }))
