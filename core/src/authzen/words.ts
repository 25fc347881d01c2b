// SPDX-License-Identifier: Apache-2.0
// Puts a caller's words into those of the policy. Pure; it only names things, and what the names mean is decided elsewhere.
import { ACTS, StateSchema } from '@yakusoku/core/gate'
import { categoryOf, type PackData } from '@yakusoku/core/packs'
import { NO_PERSON } from './authzen.ts'
import { isPattern, matching, narrower, saidOf, type Asking, type Said, type Told } from './matching.ts'
import type { Evaluation } from './shapes.ts'
import { VocabularySchema, type Means, type Vocabulary } from './word.ts'

/** A question in the words of the policy, or why it cannot be put so. */
export type Translated = { readonly evaluation: Evaluation } | { readonly problem: string }

/** A vocabulary that is ready to be used. */
export interface Words {
  readonly size: number
  /** Names of actions that it knows, for searches. */
  readonly actions: readonly string[]
  /** Ids of a resource type that it names one by one, for searches. */
  readonly idsOf: (type: string) => readonly string[]
  readonly translate: (evaluation: Evaluation, asking?: Asking) => Translated
}

/** What a state file says: what is known, and what the words of the questions mean. */
export const StateFileSchema = StateSchema.extend({ words: VocabularySchema.default({}) })

/** A vocabulary without a word: every question stays as it is. */
export const NO_WORDS: Words = {
  size: 0,
  actions: [],
  idsOf: () => [],
  translate: (evaluation) => ({ evaluation }),
}

/** Makes a vocabulary ready beside a policy, whose own names for data nothing renames. */
export function openWords(vocabulary: Vocabulary, pack: PackData): Words {
  const isCategory = remembered(
    (name) => pack.categories.some(({ id }) => id === name) || categoryOf(pack, name) !== undefined,
  )
  const all = Object.entries(vocabulary).map(([id, word]) => saidOf(id, word))
  if (all.length === 0) return NO_WORDS
  const byAction = Map.groupBy(all, ({ says }) => says.action)
  const index = new Map(
    [...byAction].map(([action, some]) => [action, Map.groupBy(some, ({ says }) => says.type)]),
  )
  const none: readonly Said[] = []
  const candidates = ({ action, resource }: Evaluation): readonly Said[] => {
    const [named, any] = [index.get(action.name), index.get(undefined)]
    return none.concat(
      named?.get(resource.type) ?? none,
      named?.get(undefined) ?? none,
      any?.get(resource.type) ?? none,
      any?.get(undefined) ?? none,
    )
  }
  return {
    size: all.length,
    actions: [...new Set(all.flatMap(({ says }) => says.action ?? []))],
    idsOf: (type) => [
      ...new Set(
        all.flatMap(({ says }) =>
          says.type === type ? (says.ids ?? []).filter((one) => !isPattern(one)) : [],
        ),
      ),
    ],
    translate: (evaluation, asking = {}) => {
      const possible = candidates(evaluation)
      return possible.length === 0 ? { evaluation } : translated(possible, evaluation, asking, isCategory)
    },
  }
}

const mostRemembered = 1_000

/** Callers use few names again and again. */
function remembered(find: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    const found = known.get(name) ?? find(name)
    if (known.size < mostRemembered) known.set(name, found)
    return found
  }
}

type Meant<Name extends keyof Means> = { readonly value?: Means[Name]; readonly clash?: string }

const SILENT = {}

/** What is meant by those that count: the narrower before the wider, the caller's own before everybody's. */
function meant<Name extends keyof Means>(told: readonly Told[], name: Name): Meant<Name> {
  const saying = told.filter(({ word }) => word.means[name] !== undefined)
  const [only] = saying
  if (only === undefined) return SILENT
  if (saying.length === 1) return { value: only.word.means[name] as Means[Name] }
  const own = saying.filter(({ word }) => word.caller !== undefined)
  const counting = own.length > 0 ? own : saying
  const nearest = counting.filter((one) => !counting.some((other) => narrower(other, one)))
  const value = nearest[0]?.word.means[name]
  if (nearest.every(({ word }) => word.means[name] === value)) return value === undefined ? {} : { value }
  return { clash: `${name}: ${namesOf(nearest)} say different things` }
}

const namesOf = (told: readonly Told[]): string =>
  `the words ${told
    .map(({ word }) => word.id)
    .sort()
    .join(', ')}`

const RESTING = ['purpose', 'recipient', 'country', 'client', 'channel'] as const

function translated(
  candidates: readonly Said[],
  evaluation: Evaluation,
  asking: Asking,
  isCategory: (name: string) => boolean,
): Translated {
  const { action, resource, context } = evaluation
  const naming = matching(candidates, evaluation, asking, undefined)
  // A word of the policy means itself.
  const category: Meant<'category'> = isCategory(resource.type) ? {} : meant(naming, 'category')
  const type = category.value ?? resource.type
  const doing = matching(candidates, evaluation, asking, type)
  const act: Meant<'act'> = ACTS.some((one) => one === action.name) ? {} : meant(doing, 'act')
  // Properties of what has a caller's name are the caller's own, whatever they are called.
  const named = {
    ...evaluation,
    action: act.value === undefined ? action : { name: act.value },
    resource: category.value === undefined ? resource : { type, id: resource.id },
  }
  const rest = RESTING.flatMap((name) =>
    saysItself(named, name) ? [] : [[name, meant<keyof Means>(doing, name)] as const],
  )
  const clash = category.clash ?? act.clash ?? rest.find(([, one]) => one.clash)?.[1].clash
  if (clash !== undefined) return { problem: clash }
  const who = personIn(evaluation, naming)
  if ('problem' in who) return who
  const said = rest.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))
  return {
    evaluation: {
      ...named,
      resource: { ...named.resource, id: who.id },
      ...(said.length > 0 && { context: { ...context, ...Object.fromEntries(said) } }),
    },
  }
}

/** Whether the caller names it in the policy's words, wherever such a name may stand. */
const saysItself = ({ action, resource, context }: Evaluation, name: string): boolean =>
  [context, action.properties, resource.properties].some((place) => {
    const value = place?.[name]
    return typeof value === 'string' && value.trim() !== ''
  })

type Who = { readonly id: string } | { readonly problem: string }

function personIn({ resource }: Evaluation, naming: readonly Told[]): Who {
  const { value, clash } = meant(naming, 'person')
  if (clash !== undefined) return { problem: clash }
  if (value === 'none') return { id: NO_PERSON }
  if (value === undefined || value === 'id') {
    const found = naming.filter(({ person }) => person !== undefined)
    const [first] = found
    if (found.some(({ person }) => person !== first?.person))
      return { problem: `person: ${namesOf(found)} find different ones` }
    return { id: first?.person ?? resource.id }
  }
  const name = value.slice('property:'.length)
  const named = resource.properties?.[name]
  const id = typeof named === 'number' ? String(named) : named
  // Without it the question would be asked about nobody, and what the person said would not be heard.
  return typeof id === 'string' && id.trim() !== '' && id !== NO_PERSON
    ? { id }
    : { problem: `resource.properties.${name}: it names the person, and is missing` }
}
