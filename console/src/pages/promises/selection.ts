// SPDX-License-Identifier: Apache-2.0
import type { PolicyView, PromiseView } from 'yakusoku/contract'

/** What the reader wants to see of the policy; empty texts mean all. */
export interface Selection {
  readonly state: string
  readonly mode: string
  /** `some`: shown by a test from outside; `none`: no test yet. */
  readonly test: string
  readonly words: string
}

/** The sections with those promises that match; sections left without any are left out. */
export function select(policy: PolicyView, { state, mode, test, words }: Selection): PolicyView['sections'] {
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  const matches = (promise: PromiseView) =>
    (state === '' || promise.state === state) &&
    (mode === '' || promise.mode === mode) &&
    (test === '' || (promise.test === null) === (test === 'none')) &&
    wanted.every((word) =>
      fold([promise.id, promise.sentence.ja, promise.sentence.en].join(' ')).includes(word),
    )
  return policy.sections
    .map((section) => ({ ...section, promises: section.promises.filter(matches) }))
    .filter(({ promises }) => promises.length > 0)
}

// Full-width letters and digits are found by their half-width forms, and the other way round.
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** How many promises of the policy stand in each state. */
export function countStates(policy: PolicyView): Readonly<Record<PromiseView['state'], number>> {
  const counts = { held: 0, 'at-risk': 0, broken: 0, 'not-yet': 0 }
  for (const { promises } of policy.sections) for (const { state } of promises) counts[state] += 1
  return counts
}
