// SPDX-License-Identifier: Apache-2.0
import type { PersonChoices, PersonState } from 'yakusoku/contract'

/** What the page records, by the path of its route. */
export const saidPaths = ['consents', 'objections', 'restrictions', 'suspensions'] as const
/** One of {@link saidPaths}. */
export type SaidPath = (typeof saidPaths)[number]

/** One thing a person can say: the route it goes to, what it is about, and the name of that. */
export interface Subject {
  readonly path: SaidPath
  readonly id: string
  readonly name: { readonly ja: string; readonly en: string } | null
}

/** What stands, one entry each. */
export function standing(state: PersonState, choices: PersonChoices): Subject[] {
  const of = (path: SaidPath, ids: readonly string[], named: readonly Named[] = []): Subject[] =>
    ids.map((id) => ({ path, id, name: named.find((one) => one.id === id)?.name ?? null }))
  return [
    ...of('consents', state.consents, choices.consents),
    ...of('objections', state.objections, choices.purposes),
    ...of('restrictions', state.restricted, choices.categories),
    ...of('suspensions', state.suspended),
  ]
}

/** What may be recorded by the policy in force. */
export function sayable(choices: PersonChoices): Subject[] {
  const of = (path: SaidPath, named: readonly Named[]): Subject[] =>
    named.map(({ id, name }) => ({ path, id, name }))
  return [
    ...of('consents', choices.consents),
    ...of('objections', choices.purposes),
    { path: 'restrictions', id: '*', name: null },
    ...of('restrictions', choices.categories),
    { path: 'suspensions', id: 'use', name: null },
    { path: 'suspensions', id: 'provide', name: null },
  ]
}

type Named = Pick<PersonChoices['purposes'][number], 'id' | 'name'>

const acts = {
  consents: { say: 'give', takeBack: 'withdraw' },
  objections: { say: 'object', takeBack: 'lift' },
  restrictions: { say: 'restrict', takeBack: 'lift' },
  suspensions: { say: 'suspend', takeBack: 'resume' },
} as const

/** The part of a body that says what is meant. */
export function bodyOf({ path, id }: Subject, way: 'say' | 'takeBack'): Record<string, unknown> {
  const act = acts[path][way]
  if (path === 'consents') return { act, consent: id }
  if (path === 'objections') return { act, purpose: id }
  if (path === 'restrictions') return { act, categories: [id] }
  return { act, what: id }
}
