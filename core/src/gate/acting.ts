// SPDX-License-Identifier: Apache-2.0
import type { Standing } from './facts.ts'
import type { Question } from './question.ts'

/** How a registered actor is named: ids of different types may be alike. */
export const actorName = (type: string, id: string): string => `${type}:${id}`

/** The id of the actor that has this name besides its id; `hash` makes of a name what the register keeps of it. */
export function actorBehind(
  { also }: Pick<Standing, 'also'>,
  type: string,
  name: string,
  hash: (name: string) => string,
): string | undefined {
  if (also === undefined) return undefined
  const other = actorName(type, hash(name))
  return Object.hasOwn(also, other) ? also[other] : undefined
}

/** The question under the id of its actor, where it was asked under another name; what is an id itself is no such name. */
export function underId(
  standing: Pick<Standing, 'actors' | 'also'>,
  question: Question,
  hash: (name: string) => string,
): Question {
  const { type, id } = question.actor
  if (type === undefined || id === undefined || Object.hasOwn(standing.actors, actorName(type, id)))
    return question
  const known = actorBehind(standing, type, id, hash)
  return known === undefined ? question : { ...question, actor: { ...question.actor, id: known } }
}

/**
 * The question as it is decided: a registered actor has the roles that are registered, none beyond them is believed.
 * Who is not registered has the roles that the question names.
 */
export function acting({ actors }: Pick<Standing, 'actors'>, question: Question): Question {
  const { type, id } = question.actor
  // A type with a colon could pass for another type and the beginning of an id.
  if (type === undefined || id === undefined || type.includes(':')) return question
  const name = actorName(type, id)
  if (!Object.hasOwn(actors, name)) return question
  return { ...question, actor: { ...question.actor, roles: actors[name] ?? [] } }
}
