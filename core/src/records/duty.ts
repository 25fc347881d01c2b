// SPDX-License-Identifier: Apache-2.0
import { articleOf } from './article.ts'
import { lawsFor, packOn, type ElementOf, type Local, type PackData } from '@yakusoku/core/packs'

/** Which way data goes. */
export type Direction = 'provision' | 'receipt'

/** What the other side is: a business with records of its own, somebody in private life, or a public body. */
export type Counterpart = 'operator' | 'private-person' | 'public-body'

type RecordKind = ElementOf<'record'>
type Ground = ElementOf<'ground'>

/** A method by which a record may be made. */
export type RecordMethod = RecordKind['keep'][number]['method']

/** An act of provision or receipt, as the law looks at it. */
export interface RecordCase {
  readonly direction: Direction
  /** Ids of the grounds in the law; abroad the one of Art. 27 and, where there is one, the one of Art. 28. */
  readonly grounds: readonly string[]
  readonly counterpart: Counterpart
  /** Where the other side is, ISO 3166-1 alpha-2. */
  readonly country: string
  /** Information related to a person, which the receiver acquires as personal data. */
  readonly personRelated: boolean
}

/** One thing a record has to say, with the words and the article of the law. */
export interface NeededItem {
  readonly id: string
  readonly field: NonNullable<ElementOf<'item'>['records']>
  readonly name: Local
  readonly article: Local
}

/** Why no record is asked for. */
export interface Exemption {
  readonly id: string
  readonly name: Local
  readonly article: Local
}

/** What the law asks of an act: a record, none, or more has to be known first. */
export type RecordDuty =
  | {
      readonly kind: 'record'
      readonly law: string
      /** The kinds of record that apply, with the articles that ask for them. */
      readonly kinds: readonly Exemption[]
      readonly items: readonly NeededItem[]
      readonly methods: readonly RecordMethod[]
      /** Retention rules by method, as the law pack writes them, with their article. */
      readonly keep: Readonly<Partial<Record<RecordMethod, { rule: string; article: Local }>>>
    }
  | { readonly kind: 'exempt'; readonly law: string; readonly by: Exemption }
  | {
      readonly kind: 'unclear'
      /** `ground`: an id that the law does not have, or none; `transfer`: data goes abroad on a ground that does not reach there. */
      readonly lacks: 'ground' | 'transfer'
      readonly unknown: readonly string[]
    }

/** The law that asks an organisation for such records on a day, as it stands then; undefined where none does. */
export function recordingLaw(pack: PackData, laws: readonly PackData[], asOf: string): PackData | undefined {
  const asking = lawsFor(pack, laws, asOf).map((law) => packOn(law, asOf))
  return asking.find(({ records }) => records.some(({ of }) => of === 'provision' || of === 'receipt'))
}

/** What a law (as of the day of the act) asks of it. */
export function recordDuty(law: PackData, found: RecordCase): RecordDuty {
  const grounds = law.grounds.filter(({ id }) => found.grounds.includes(id))
  const unknown = found.grounds.filter((id) => !grounds.some((ground) => ground.id === id))
  if (unknown.length > 0) return { kind: 'unclear', lacks: 'ground', unknown }
  const candidates = law.records.filter((kind) => concerns(kind, found))
  const exempt = exemption(law, { found, grounds, candidates })
  if (exempt) return { kind: 'exempt', law: law.id, by: told(exempt) }
  const kinds = candidates.filter((kind) => isMeant(kind, grounds))
  if (kinds.length > 0) return asked(law, kinds)
  const lacks = isBeyond(law, found, grounds) && grounds.some(isNoThirdParty) ? 'transfer' : 'ground'
  return { kind: 'unclear', lacks, unknown }
}

/** The kinds that are about such data from or to such a side; grounds are looked at later. */
function concerns(kind: RecordKind, found: RecordCase): boolean {
  if (kind.of !== found.direction) return false
  if (kind.handling.includes('person-related') !== found.personRelated) return false
  // What a private person gives has a kind of its own, whatever the ground.
  if (found.direction === 'provision' || found.personRelated) return !kind.privately
  return kind.privately === (found.counterpart === 'private-person')
}

const isMeant = (kind: RecordKind, grounds: readonly Ground[]): boolean =>
  kind.grounds.length === 0 || grounds.some(({ id }) => kind.grounds.includes(id))

interface Looked {
  readonly found: RecordCase
  readonly grounds: readonly Ground[]
  readonly candidates: readonly RecordKind[]
}

/** The element that lifts the duty: a public body on the other side, or a ground that lifts it where the data goes. */
function exemption(law: PackData, { found, grounds, candidates }: Looked): Element | undefined {
  const excluded = new Set(candidates.flatMap(({ notWith }) => notWith))
  const body = law.recipients.find(({ id, kind }) => excluded.has(id) && kind === found.counterpart)
  if (body) return body
  const lifting = grounds.filter(({ lifts }) => lifts.includes('provision-record'))
  return lifting.find((ground) => {
    if (!isNoThirdParty(ground)) return true
    // Art. 31 has the exceptions of Art. 27(1) and no others; abroad Art. 29 has no others either.
    return !found.personRelated && !isBeyond(law, found, grounds)
  })
}

/** Entrustment, succession and joint use: the other side is then no third party (Art. 27(5)). */
const isNoThirdParty = ({ kind }: Ground): boolean =>
  kind === 'entrustment' || kind === 'succession' || kind === 'joint-use'

/** Data goes to a country that the law looks at as abroad: a designated country is not. */
function isBeyond(law: PackData, found: RecordCase, grounds: readonly Ground[]): boolean {
  if (found.direction === 'receipt' || law.applies?.jurisdictions.includes(found.country)) return false
  return !grounds.some(
    ({ kind, countries }) => kind === 'designated-country' && countries.includes(found.country),
  )
}

type Element = { id: string; name: Local; source?: { article: string } | undefined }

const told = ({ id, name, source }: Element): Exemption => ({
  id,
  name,
  article: articleOf(source?.article ?? ''),
})

function asked(law: PackData, kinds: readonly RecordKind[]): RecordDuty {
  const wanted = new Set(kinds.flatMap(({ items }) => items))
  const items = law.items.flatMap((item) =>
    wanted.has(item.id) && item.records ? [{ ...told(item), field: item.records }] : [],
  )
  const ways = kinds.map(({ keep }) => keep)
  // What one of several kinds does not allow is not allowed.
  const common = (ways[0] ?? []).filter((way) =>
    ways.every((others) => others.some(({ method }) => method === way.method)),
  )
  const keep = Object.fromEntries(
    common.flatMap(({ method, retention }) => {
      const found = law.retention.find(({ id }) => id === retention)
      return found ? [[method, { rule: found.rule, article: articleOf(found.source?.article ?? '') }]] : []
    }),
  )
  return {
    kind: 'record',
    law: law.id,
    kinds: kinds.map(told),
    items,
    methods: common.map((one) => one.method),
    keep,
  }
}
