// SPDX-License-Identifier: Apache-2.0
import type { Pack } from './load.ts'
import { parseRetention, type RetentionRule } from './retention.ts'
import type { Mode, PackData } from './schema.ts'
import { SECTIONS, type Kind } from './sections.ts'
import { isWithin } from './structure.ts'
import { SYSTEMS, type SystemId } from './systems.ts'
import type { Language, Local } from './terms.ts'

/** The element type of one kind. */
export type ElementOf<K extends Kind> = PackData[(typeof SECTIONS)[K]][number]

/** A right together with the procedure by which it is asked and answered. */
export type RightWithProcedure = ElementOf<'right'> & { how: ElementOf<'procedure'> }

/** A promise with its sentence in both languages and the heading it stands under. */
export type PromiseWithText = {
  id: string
  mode: Mode
  keptBy: { kind: string; id: string; name: Local }[]
  sentence: Local
  heading: Local
}

/** The element of a kind with an id. */
export function findElement<K extends Kind>(pack: Pack, kind: K, id: string): ElementOf<K> | undefined {
  const elements: ElementOf<K>[] = pack[SECTIONS[kind]]
  return elements.find((element) => element.id === id)
}

/** The rights of a kind, each with its procedure; a pack may have several of the kind `update`. */
export const rightsOf = (pack: Pack, kind: ElementOf<'right'>['kind']): RightWithProcedure[] =>
  withProcedures(pack).filter((right) => right.kind === kind)

/** The rights of a person by the law of the person (`['JP']`, `['DE', 'EU']`): those of that law, and those for everybody. */
export function rightsFor(pack: Pack, jurisdictions: readonly string[]): RightWithProcedure[] {
  const theirs = (named: readonly string[]): boolean =>
    named.length === 0 || named.some((jurisdiction) => jurisdictions.includes(jurisdiction))
  return withProcedures(pack).filter(
    (right) => theirs(right.jurisdictions) && theirs(right.how.jurisdictions),
  )
}

const withProcedures = (pack: Pack): RightWithProcedure[] =>
  pack.rights.flatMap((right) => {
    const how = right.procedure === undefined ? undefined : findElement(pack, 'procedure', right.procedure)
    return how ? [{ ...right, how }] : []
  })

/** The first right of a kind with its procedure. */
export const findRight = (pack: Pack, kind: ElementOf<'right'>['kind']): RightWithProcedure | undefined =>
  rightsOf(pack, kind)[0]

/** The deadline of requests of a kind. */
export const deadlineOf = (
  pack: Pack,
  kind: ElementOf<'right'>['kind'],
): ElementOf<'procedure'>['deadline'] | undefined => findRight(pack, kind)?.how.deadline

/** A promise by id, with its sentences. */
export function findPromise(pack: Pack, id: string): PromiseWithText | undefined {
  const promise = pack.promises.find((candidate) => candidate.id === id)
  if (!promise) return undefined
  const ja = sentenceOf(pack, 'ja', id)
  const en = sentenceOf(pack, 'en', id)
  return {
    id,
    mode: promise.mode,
    keptBy: promise.keptBy.map((reference) => keeper(pack, reference)),
    sentence: { ja: ja.text, en: en.text },
    heading: { ja: ja.heading, en: en.heading },
  }
}

/** The promises that an element or a `system:` helps to keep: `promisesKeptBy(pack, 'right:disclosure')`. */
export const promisesKeptBy = (pack: Pack, reference: string): string[] =>
  pack.promises.filter((promise) => promise.keptBy.includes(reference)).map((promise) => promise.id)

/** The category a Fides data category belongs to: the one with the longest key that contains it by whole segments. */
export function categoryOf(pack: PackData, fides: string): ElementOf<'category'> | undefined {
  const claims = pack.categories.flatMap((category) => category.fides.map((key) => ({ key, category })))
  return claims.filter(({ key }) => isWithin(fides, key)).toSorted((a, b) => b.key.length - a.key.length)[0]
    ?.category
}

/** The retention rules that govern a category, parsed. */
export function retentionOf(pack: Pack, category: string): { id: string; rule: RetentionRule }[] {
  return pack.retention
    .filter((entry) => entry.categories.includes(category))
    .flatMap(({ id, rule }) => {
      const parsed = parseRetention(rule)
      return parsed.ok ? [{ id, rule: parsed.rule }] : []
    })
}

function keeper(pack: Pack, reference: string): { kind: string; id: string; name: Local } {
  const [kind = '', id = ''] = reference.split(':')
  const unnamed: Local = { ja: reference, en: reference }
  if (kind === 'system')
    return { kind, id, name: Object.hasOwn(SYSTEMS, id) ? SYSTEMS[id as SystemId] : unnamed }
  const found = Object.hasOwn(SECTIONS, kind) ? findElement(pack, kind as Kind, id) : undefined
  return { kind, id, name: found?.name ?? unnamed }
}

function sentenceOf(pack: Pack, language: Language, id: string): { text: string; heading: string } {
  for (const { heading, sentences } of pack.policy[language].sections) {
    const sentence = sentences.find((candidate) => candidate.promises.includes(id))
    if (sentence) return { text: sentence.text, heading }
  }
  return { text: '', heading: '' }
}
