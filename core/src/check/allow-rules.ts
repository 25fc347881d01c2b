// SPDX-License-Identifier: Apache-2.0
import type { Allowance } from './allow.ts'
import { rules } from './define.ts'
import { findingOf, type Finding } from './finding.ts'
import type { Rule } from './rule.ts'

// What these tell stands in comments, which no context shows: `allowanceFindings` finds it.
const find = () => []
const replace = '  - { id: contacts-kept, rule: P7Y after leaving,'

/** Rules about the comments that let findings stand. */
export const allowRules = rules(
  {
    id: 'allow/without-reason',
    severity: 'warning',
    title: ['理由のない許容', 'A finding is let stand without a reason'],
    why: [
      '指摘をそのままにする判断は、後から読む人が理由を確かめられなければなりません。',
      'Who reads the pack later must be able to see why a finding was let stand.',
    ],
    message: [
      '{rule} をそのままにする理由が書かれていません。',
      'No reason is given for letting {rule} stand.',
    ],
    suggestion: [
      '「# yakusoku-allow {rule}: 理由」の形で理由を書いてください。',
      'Write the reason after the rule: "# yakusoku-allow {rule}: because …".',
    ],
    find,
    sample: {
      replace,
      good: replace,
      bad: `  ‸# yakusoku-allow retention/no-disposal\n${replace}`,
    },
  },
  {
    id: 'allow/unused',
    severity: 'warning',
    title: ['何も許容していない注記', 'A comment lets nothing stand'],
    why: [
      '直った指摘の注記が残ると、次に起きる本物の指摘を隠します。',
      'A comment that outlives its finding hides the next real one.',
    ],
    message: [
      'ここには、許容できる {rule} の指摘がありません。',
      'There is no finding of {rule} here that can be let stand.',
    ],
    suggestion: ['この注記を取り除いてください。', 'Remove the comment.'],
    find,
    sample: {
      replace,
      good: replace,
      bad: `  ‸# yakusoku-allow retention/no-disposal: paper is kept by hand\n${replace}`,
    },
  },
)

const [withoutReason, unused] = allowRules as readonly [Rule, Rule]

/** What is wrong with the comments themselves: they give no reason, or allow nothing. */
export function allowanceFindings(allowances: readonly Allowance[], findings: readonly Finding[]): Finding[] {
  const told = new Set(
    findings.flatMap(({ rule, file, line, allowed }) =>
      allowed === undefined ? [] : [`${rule} ${line} ${file}`],
    ),
  )
  return allowances.flatMap((allowance) => {
    const at = { path: allowance.file, line: allowance.line, column: allowance.column }
    const hit = { at, words: { rule: allowance.rule } }
    if (allowance.reason === '') return [findingOf(withoutReason, hit)]
    const { rule, line, file } = allowance
    const used = [line, line + 1].some((place) => told.has(`${rule} ${place} ${file}`))
    return used ? [] : [findingOf(unused, hit)]
  })
}
