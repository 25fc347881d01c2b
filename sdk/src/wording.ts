// SPDX-License-Identifier: Apache-2.0
// A program's question in the words of core, and of OpenID AuthZEN.
import type { Question as Decided } from '@yakusoku/core/gate'
import type { Question } from './question.ts'

/** The type of an actor that names none: the same in this process and over HTTP, where there is always one. */
const UNTYPED = 'program'

/** The question as the gate decides it, free of whatever else the object may hold. */
export const decided = (one: Question): Decided => ({
  act: one.act,
  actor: { type: one.actor.type ?? UNTYPED, id: one.actor.id, roles: [...one.actor.roles] },
  category: one.category,
  purpose: one.purpose,
  recipient: one.recipient,
  country: one.country,
  ground: one.ground,
  document: one.document,
  conditions: one.conditions && [...one.conditions],
  client: one.client,
  channel: one.channel,
  deidentified: one.deidentified,
})

/** The same question as OpenID AuthZEN carries it; `*` is nobody in particular. */
export function evaluation(one: Question, person: string | undefined, takeOut?: object): object {
  const { act, actor, category, ...rest } = decided(one)
  const context = takeOut === undefined ? rest : { ...rest, take_out: takeOut }
  return {
    subject: { type: actor.type, id: actor.id, properties: { roles: actor.roles } },
    action: { name: act },
    resource: { type: category, id: person ?? '*' },
    context,
  }
}
