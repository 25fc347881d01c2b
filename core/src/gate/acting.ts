// SPDX-License-Identifier: Apache-2.0
import type { Standing } from './facts.ts'
import type { Question } from './question.ts'

/** How a registered actor is named: ids of different types may be alike. */
export const actorName = (type: string, id: string): string => `${type}:${id}`

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
