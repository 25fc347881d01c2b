// SPDX-License-Identifier: Apache-2.0
// Decides from what is known here.
import { underId, type Question as Decided } from '@yakusoku/core/gate'
import type { Counts } from './counts.ts'
import type { Decision } from './decision.ts'
import type { Following } from './following.ts'
import type { Asking } from './gate.ts'
import type { Known } from './known.ts'
import type { Names } from './naming.ts'
import type { Question } from './question.ts'
import { decided } from './wording.ts'

/** What answers need: the state, names of persons, and where answers are counted. */
export interface Ground {
  readonly following: Following
  readonly names: Names
  readonly counts: Counts
}

/** Decides one question. */
export function decide(
  { following, names, counts }: Ground,
  asked: Question,
  person: string | undefined,
  { dryRun }: Asking = {},
): Decision {
  const known = following.current()
  const question = named(names, known, decided(asked))
  const name = person === undefined ? undefined : names.of(known, person)
  const decision = known.gate.decide(question, name, known.day)
  if (dryRun !== true) counts.note({ day: known.day, question, decision, count: 1 })
  return decision
}

/** Prepares a question; what it compiled to is made anew when the state is. */
export function prepare(
  { following, names, counts }: Ground,
  asked: Question,
  { dryRun }: Asking = {},
): (person?: string) => Decision {
  const asking = decided(asked)
  const ready = (known: Known) => {
    const question = named(names, known, asking)
    const counter = dryRun === true ? undefined : counts.counter(question)
    return { known, standing: known.standing, answer: known.gate.prepare(question), counter }
  }
  let last = ready(following.current())
  return (person) => {
    const known = following.current()
    // Who an actor is stands with the rest of how the organisation stands.
    if (known !== last.known || known.standing !== last.standing) last = ready(known)
    const { answer, counter } = last
    const decision = answer(person === undefined ? undefined : names.of(known, person), known.day)
    counter?.add(decision, known.day)
    return decision
  }
}

/** The question under the id of its actor, as the server decides it. */
const named = (names: Names, known: Known, question: Decided): Decided =>
  underId(known.standing, question, (name) => names.hashOf(known, name))
