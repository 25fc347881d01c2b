// SPDX-License-Identifier: Apache-2.0
// Who asks, and in which words: questions of callers as the gate decides them.
import {
  asked,
  NO_WORDS,
  openWords,
  type Asked,
  type Evaluation,
  type Vocabulary,
  type Words,
} from '@yakusoku/core/authzen'
import { acting, actorBehind, actorName, type Standing } from '@yakusoku/core/gate'
import type { Pack } from '@yakusoku/core/packs'
import type { Reference } from '../ledger/index.ts'

/** What a node knows of its callers' words, and of the actors they name. */
export interface Callers extends Pick<Standing, 'actors' | 'also'> {
  readonly words: Words
}

/** Nothing registered: every question is taken as it is. */
export const NO_CALLERS: Callers = { words: NO_WORDS, actors: {} }

/** What is registered, ready for questions. */
export const callersOf = (vocabulary: Vocabulary, { actors, also }: Standing, pack: Pack): Callers => ({
  words: openWords(vocabulary, pack),
  actors,
  also,
})

/** Where a question is asked: a node, as far as words go. */
export interface Hearing {
  readonly callers: () => Callers
  readonly keyOf: (identifier: string) => string
}

/** A question as the gate decides it, or why it cannot be put in the words of the policy. */
export function understood(
  node: Hearing,
  evaluation: Evaluation,
  caller: Reference,
): Asked | { readonly problem: string } {
  const { words, also, actors } = node.callers()
  const { subject } = evaluation
  const registered = (name: string): string | undefined =>
    actorBehind({ also }, subject.type, name, node.keyOf)
  const isKnown = Object.hasOwn(actors, actorName(subject.type, subject.id))
  const known = isKnown ? undefined : registered(subject.id)
  const named = known === undefined ? evaluation : { ...evaluation, subject: { ...subject, id: known } }
  if (words.size === 0) return heard(asked(named), actors)
  const found = words.translate(named, {
    caller: caller.id,
    isSubject: (value) => registered(value) === named.subject.id,
  })
  return 'problem' in found ? found : heard(asked(found.evaluation), actors)
}

// With the roles by which it is decided: so it is counted, and can be decided again by another policy.
function heard(one: Asked, actors: Standing['actors']): Asked {
  const question = acting({ actors }, one.question)
  return question === one.question ? one : { ...one, question }
}
