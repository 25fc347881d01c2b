// SPDX-License-Identifier: Apache-2.0
import type { PersonChoices, PersonState } from 'yakusoku/contract'
import type { Text } from '../../language.ts'

/** What the page records, by the path of its route; a use beyond the purposes is only taken back here. */
export type SaidPath = 'consents' | 'objections' | 'restrictions' | 'suspensions' | 'beyond'

/** One thing a person can say: the route it goes to, what it is about, and the name of that. */
export interface Subject {
  readonly path: SaidPath
  readonly id: string
  readonly name: Text | null
  /** Which data a use beyond the purposes is of. */
  readonly category?: { readonly id: string; readonly name: Text | null }
}

/** What stands, one entry each. */
export function standing(state: PersonState, choices: PersonChoices): Subject[] {
  const of = (path: SaidPath, ids: readonly string[], named: readonly Named[] = []): Subject[] =>
    ids.map((id) => ({ path, id, name: nameOf(named, id) }))
  return [
    ...of('consents', state.consents, choices.consents),
    ...state.beyond.map(({ purpose, category }) => ({
      path: 'beyond' as const,
      id: purpose,
      name: nameOf(choices.purposes, purpose),
      category: { id: category, name: nameOf(choices.categories, category) },
    })),
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

const nameOf = (named: readonly Named[], id: string): Text | null =>
  named.find((one) => one.id === id)?.name ?? null

const acts = {
  consents: { say: 'give', takeBack: 'withdraw' },
  objections: { say: 'object', takeBack: 'lift' },
  restrictions: { say: 'restrict', takeBack: 'lift' },
  suspensions: { say: 'suspend', takeBack: 'resume' },
  beyond: { say: 'agree', takeBack: 'withdraw' },
} as const

/** The part of a body that says what is meant. */
export function bodyOf({ path, id, category }: Subject, way: 'say' | 'takeBack'): Record<string, unknown> {
  const act = acts[path][way]
  if (path === 'consents') return { act, consent: id }
  if (path === 'objections') return { act, purpose: id }
  if (path === 'restrictions') return { act, categories: [id] }
  if (path === 'beyond') return { act, purpose: id, category: category?.id }
  return { act, what: id }
}

const aboutWhat = {
  consent: 'consents',
  purpose: 'purposes',
  category: 'categories',
  categories: 'categories',
  event: 'events',
} as const

const isOf = <Name extends string>(names: readonly Name[], one: unknown): one is Name =>
  names.some((name) => name === one)

/** Particulars of a person that may be recorded, by the names of the API. */
export const particulars = ['jurisdictions', 'born', 'guardian', 'subjects'] as const
/** One of {@link particulars}. */
export type Particular = (typeof particulars)[number]

/** One thing a fact is about: a name in both languages, or one that has words of its own. */
export type About =
  | { readonly name: Text }
  | { readonly stopped: 'use' | 'provide' }
  | { readonly particular: Particular }
  | 'all'
  /** No longer in the policy: it stands for itself. */
  | { readonly id: string }

/** What a fact is about, in the order in which it says so. */
export function aboutOf(about: Readonly<Record<string, unknown>>, choices: PersonChoices): About[] {
  const known = Object.entries(aboutWhat).flatMap(([member, list]) =>
    [about[member]].flat().flatMap((id): About[] => {
      if (typeof id !== 'string') return []
      if (id === '*') return ['all']
      const name = nameOf(choices[list], id)
      return [name === null ? { id } : { name }]
    }),
  )
  const { what, fields } = about
  const stopped: About[] = isOf(['use', 'provide'], what) ? [{ stopped: what }] : []
  const told = [fields]
    .flat()
    .flatMap((one): About[] => (isOf(particulars, one) ? [{ particular: one }] : []))
  return [...known, ...stopped, ...told]
}
