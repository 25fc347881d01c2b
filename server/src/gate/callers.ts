// SPDX-License-Identifier: Apache-2.0
// Who asks, and in which words: questions of callers as the gate decides them.
import { asked, NO_WORDS, openWords, type Asked, type Evaluation, type Words } from '@yakusoku/core/authzen'
import { acting, actorName, type Standing } from '@yakusoku/core/gate'
import type { Pack } from '@yakusoku/core/packs'
import type { Reference } from '../ledger/index.ts'
import type { CallersWords } from '../standing/index.ts'

/** What a node knows of its callers' words, and of the actors they name. */
export interface Callers {
  readonly words: Words
  /** Actors by their other names, see {@link CallersWords}. */
  readonly also: CallersWords['also']
  readonly actors: Standing['actors']
}

/** Nothing registered: every question is taken as it is. */
export const NO_CALLERS: Callers = { words: NO_WORDS, also: new Map(), actors: {} }

/** What is registered, ready for questions. */
export const callersOf = ({ vocabulary, also }: CallersWords, { actors }: Standing, pack: Pack): Callers => ({
  words: openWords(vocabulary, pack),
  also,
  actors,
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
    also.size === 0 ? undefined : also.get(`${subject.type}:${node.keyOf(name)}`)
  const isKnown = also.size === 0 || Object.hasOwn(actors, actorName(subject.type, subject.id))
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
