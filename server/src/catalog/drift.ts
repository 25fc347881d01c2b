// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { categoryMatches } from '@yakusoku/core/datamap'
import { categoryOf, type Pack } from '@yakusoku/core/packs'
import type { Text } from '../kernel/index.ts'
import type { DriftKind } from './contract.ts'
import { why, type Seeing } from './drift-texts.ts'
import { sensitiveKinds, type SensitiveCounts } from './free-text.ts'
import { isPersonal, personalGuess, tieFields, type System, type TiedField } from './ties.ts'

/** One difference between what is held and what is promised, without a word of when. */
export interface Finding {
  /** The same at every scan. */
  readonly identity: string
  readonly kind: DriftKind
  /** The system; null where the difference is the pack's. */
  readonly source: string | null
  readonly collection: string | null
  readonly field: string | null
  /** Fides category mapped, or guessed where none is. */
  readonly fides: string | null
  /** Category of the pack concerned. */
  readonly category: string | null
  readonly confidence: number
  readonly why: Text
  /** Of a whole table: its columns that speak of persons. */
  readonly columns: readonly { readonly name: string; readonly fides: string }[]
  readonly rows: number | null
  readonly sensitive: SensitiveCounts
  /** What a decision is about: see {@link stillAbout}. */
  readonly fingerprint: string
}

/** Everything a comparison needs. */
export interface Holdings {
  readonly systems: readonly System[]
  readonly pack: Pack
  /** Categories of which devices sent readings. */
  readonly collected?: readonly string[]
  /** Categories that were told not to be found: they stay so while a system that is new was not looked at yet. */
  readonly missing?: readonly string[]
}

/** A column that the map left out is told from this confidence on; a whole table needs one column this sure. */
const least = { column: 0.4, table: 0.6, undeclared: 0.6, contradicted: 0.85 } as const

type Draft = Omit<Finding, 'identity' | 'fingerprint'> & {
  readonly about: readonly unknown[]
  /** Things of which some may be missing from one sample to the next. */
  readonly among?: readonly string[]
}

const nothing = { source: null, collection: null, field: null, fides: null, category: null, rows: null }

function finding({ about, among = [], ...draft }: Draft): Finding {
  const { kind, source, collection, field, category } = draft
  const place = source === null ? [kind, category] : [kind, source, collection, field]
  return { ...draft, identity: JSON.stringify(place), fingerprint: [about, ...among].map(digest).join('+') }
}

/** Whether a decision still speaks of what is found: of the same thing, and of no more than was there to decide about. */
export function stillAbout(decided: string, now: string): boolean {
  const [[about, ...all], [same, ...among]] = [decided.split('+'), now.split('+')]
  return about === same && among.every((one) => all.includes(one))
}

const digest = (about: unknown): string =>
  createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 16)

/**
 * All differences between what the systems hold, what their maps say and what the pack promises, in a fixed order.
 * Of a system that was not scanned yet nothing is claimed.
 */
export function findDrift({ systems, pack, collected = [], missing = [] }: Holdings): Finding[] {
  const scanned = systems.filter(({ survey }) => survey !== undefined)
  const fields = scanned.flatMap((system) => tieFields(system, pack))
  const tables = Map.groupBy(fields, ({ source, collection }) => JSON.stringify([source, collection]))
  const found = [...tables.values()].flatMap((table) => driftOfTable(pack, table))
  return [...found, ...notFound(systems, pack, fields, collected, missing)].map(finding)
}

function driftOfTable(pack: Pack, fields: readonly TiedField[]): Draft[] {
  const [first] = fields
  if (first === undefined) return []
  if (fields.every(({ mapped }) => !mapped)) return unmappedTable(pack, fields)
  if (first.mapped && first.there === false && fields.every(({ there }) => there === false))
    return [
      {
        ...placed(pack, first),
        field: null,
        kind: 'table-gone',
        confidence: 1,
        why: why.tableGone(seenBy(first)),
        about: [],
      },
    ]
  return fields.flatMap((field) => driftOfField(pack, field))
}

/** MySQL and MariaDB hide what the user may not read; the others name it all the same. */
const seenBy = ({ engine }: TiedField): Seeing => (engine === 'mysql' ? 'permitted' : 'all')

/** Where a finding about a field is, and what it is about. */
function placed(pack: Pack, field: TiedField, fides: string | null = field.fides[0] ?? null) {
  const { source, collection, field: name } = field
  const category = fides === null ? null : (categoryOf(pack, fides)?.id ?? null)
  const rows = field.table?.rows ?? null
  return { source, collection, field: name, fides, category, rows, columns: [], sensitive: {} }
}

function unmappedTable(pack: Pack, fields: readonly TiedField[]): Draft[] {
  const personal = fields.flatMap((field) => {
    const guess = personalGuess(field.column)
    return guess && guess.confidence >= least.column ? [{ field, guess }] : []
  })
  const [surest] = personal.toSorted((a, b) => b.guess.confidence - a.guess.confidence)
  if (surest === undefined || surest.guess.confidence < least.table) return []
  const columns = personal.map(({ field, guess }) => ({ name: field.field, fides: guess.category }))
  return [
    {
      ...placed(pack, surest.field, surest.guess.category),
      field: null,
      kind: 'unmapped-table',
      confidence: surest.guess.confidence,
      why: why.unmappedTable(columns.length, surest.field.field, surest.guess.why),
      columns,
      about: [],
      among: columns.map(({ name, fides }) => `${name} ${fides}`).toSorted((a, b) => (a < b ? -1 : 1)),
    },
  ]
}

function driftOfField(pack: Pack, field: TiedField): Draft[] {
  if (!field.mapped) return unmappedColumn(pack, field)
  if (field.there === false)
    return [
      {
        ...placed(pack, field),
        kind: 'column-gone',
        confidence: 1,
        why: why.columnGone(seenBy(field)),
        about: field.fides,
      },
    ]
  return [
    ...uncovered(pack, field),
    ...(undeclared(pack, field) ?? contradicted(pack, field) ?? []),
    ...sensitiveText(pack, field),
  ]
}

function unmappedColumn(pack: Pack, field: TiedField): Draft[] {
  const guess = personalGuess(field.column)
  if (guess === undefined || guess.confidence < least.column) return []
  const { category, confidence } = guess
  return [
    {
      ...placed(pack, field, category),
      kind: 'unmapped-column',
      confidence,
      why: guess.why,
      about: [field.type, category],
    },
  ]
}

function uncovered(pack: Pack, field: TiedField): Draft[] {
  const [fides] = field.uncovered
  if (fides === undefined) return []
  const about = [field.type, ...field.uncovered]
  return [
    {
      ...placed(pack, field, fides),
      kind: 'not-promised',
      confidence: 1,
      why: why.notPromised(fides),
      about,
    },
  ]
}

/** A mapped field that says nothing of persons, although name or values do. Keys are what maps leave bare on purpose. */
function undeclared(pack: Pack, field: TiedField): Draft[] | undefined {
  if (field.fides.some(isPersonal)) return undefined
  const guess = personalGuess(field.column)
  if (guess === undefined || field.key || guess.category === 'user.unique_id') return []
  if (guess.confidence < least.undeclared) return []
  const { category, confidence } = guess
  const about = [field.type, category]
  return [{ ...placed(pack, field, category), kind: 'undeclared', confidence, why: guess.why, about }]
}

/** What a map calls by one of these has a form of its own; what holds text of any kind is contradicted by the gravest only. */
const forms = [
  'user.contact.email',
  'user.contact.phone_number',
  'user.contact.address',
  'user.device.ip_address',
  'user.financial.credit_card',
  'user.financial.bank_account',
  'user.government_id',
  'user.name',
  'user.demographic',
] as const
const grave = ['user.financial.credit_card', 'user.government_id'] as const
/** Forms that nothing else has: a postal code may well look like a telephone number. */
const telling = ['user.contact.email', 'user.device.ip_address', ...grave] as const

const isOf = (fides: string, kinds: readonly string[]): boolean =>
  kinds.some((kind) => categoryMatches(fides, kind))
const related = (a: string, b: string): boolean => categoryMatches(a, b) || categoryMatches(b, a)

function contradicted(pack: Pack, field: TiedField): Draft[] | undefined {
  const values = field.column?.values
  if (values === undefined || values.confidence < least.contradicted) return undefined
  const { category, confidence } = values
  if (field.fides.some((one) => related(one, category))) return undefined
  const hasForm = field.fides.some((one) => isOf(one, forms))
  if (!isOf(category, grave) && !(hasForm && isOf(category, telling))) return undefined
  const about = [field.type, category, ...field.fides]
  const reason = why.contradicted(field.fides, category, values.why)
  return [{ ...placed(pack, field, category), kind: 'contradicted', confidence, why: reason, about }]
}

/** What special-care handling a pack's category declares is expected there. */
function sensitiveText(pack: Pack, field: TiedField): Draft[] {
  const handling = new Set<string>(
    pack.categories.flatMap((one) => (field.categories.includes(one.id) ? one.handling : [])),
  )
  if (field.fides.some((one) => isOf(one, ['user.health_and_medical', ...grave]))) return []
  const counts = field.column?.sensitive ?? {}
  const kinds = sensitiveKinds.filter((kind) => (counts[kind] ?? 0) > 0 && !handling.has(kind))
  if (kinds.length === 0) return []
  const sensitive = Object.fromEntries(kinds.map((kind) => [kind, counts[kind]]))
  const sampled = field.table?.sampled ?? 0
  return [
    {
      ...placed(pack, field),
      kind: 'free-text',
      confidence: 0.7,
      why: why.freeText(sensitive, sampled),
      sensitive,
      about: [field.type],
      among: kinds,
    },
  ]
}

/** What the pack promises to handle and no system holds; unknowable until every system was looked at. */
function notFound(
  systems: readonly System[],
  pack: Pack,
  fields: readonly TiedField[],
  collected: readonly string[],
  missing: readonly string[],
): Draft[] {
  if (systems.length === 0) return []
  const scanned = systems.filter(({ survey }) => survey !== undefined).length
  const found = fields.flatMap((field) => (field.there === true ? field.categories : []))
  const held = new Set([...collected, ...found])
  return pack.categories
    .filter(({ id }) => !held.has(id) && (scanned === systems.length || missing.includes(id)))
    .map(({ id, fides, handling }) => ({
      ...nothing,
      kind: 'not-found',
      category: id,
      fides: fides[0] ?? null,
      confidence: 1,
      why: why.notFound(scanned),
      columns: [],
      sensitive: {},
      about: [fides, handling],
    }))
}
