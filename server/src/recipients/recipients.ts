// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import type { Pack, PackData } from '@yakusoku/core/packs'
import {
  keptUntil,
  missingItems,
  recordDuty,
  type Exemption,
  type RecordCase,
  type RecordDuty,
} from '@yakusoku/core/records'
import { refuse, type Refusal } from '../kernel/index.ts'
import type { CounterpartKind, GivenRecord, RecordedField } from './contract.ts'
import { recipientsRefusals } from './refusals.ts'

/** What a record is judged by. */
export interface Matter {
  readonly pack: Pack
  /** The law as it stands on the day of the act. */
  readonly law: PackData
  /** YYYY-MM-DD in the organisation's zone. */
  readonly today: string
  readonly given: GivenRecord
  /** What the earlier record that is referred to says. */
  readonly earlier: ReadonlySet<RecordedField>
}

/** What is to be recorded besides what was given, or why nothing is. */
export type Decision =
  | {
      readonly recorded: true
      readonly kinds: readonly string[]
      readonly omitted: readonly RecordedField[]
      readonly keptUntil: string | null
    }
  | { readonly recorded: false; readonly by: Exemption }

const otherSide = {
  company: 'operator',
  'sole-trader': 'operator',
  'private-person': 'private-person',
  'public-body': 'public-body',
} as const satisfies Record<CounterpartKind, RecordCase['counterpart']>

/** The channels by which others than the person give data. */
export const channelsOf = (pack: Pack) =>
  pack.channels.filter(({ from }) => from === 'third-party' || from === 'succession')

/** The grounds of a law on which data is provided or received. */
export const groundsOf = (law: PackData): PackData['grounds'] =>
  law.grounds.filter(({ lifts }) => lifts.includes('provision-consent') || lifts.includes('transfer-consent'))

type Asking = Pick<
  GivenRecord,
  'direction' | 'grounds' | 'counterpart' | 'country' | 'personRelated' | 'channel'
>

/** What the law asks of an act as it was told: what came by succession needs no further ground. */
export function askedOf(pack: Pack, law: PackData, given: Asking): RecordDuty {
  const { direction, grounds, counterpart, country, personRelated } = given
  const from = channelsOf(pack).find(({ id }) => id === given.channel)?.from
  const inherited = from === 'succession' ? law.grounds.filter(({ kind }) => kind === 'succession') : []
  return recordDuty(law, {
    direction,
    grounds: [...new Set([...grounds, ...inherited.map(({ id }) => id)])],
    counterpart: otherSide[counterpart],
    country,
    personRelated,
  })
}

/** Decides on a record; throws the refusal that names what is wrong or lacks. */
export function decide(matter: Matter): Decision {
  const { pack, law, today, given, earlier } = matter
  refuseUnknown(pack, given)
  refuseWrongDates(given, today)
  const duty = askedOf(pack, law, given)
  if (duty.kind === 'unclear') throw unclear(duty, law, given)
  if (duty.kind === 'exempt') return { recorded: false, by: duty.by }
  const told = toldIn(given)
  const missing = missingItems(duty, told, earlier)
  if (missing.length > 0) throw lacking(missing)
  const keep = duty.keep[given.method]
  if (keep === undefined) throw wrongMethod(duty, given)
  const last = given.method === 'each-time' ? (given.date?.first ?? today) : (given.date?.last ?? null)
  return {
    recorded: true,
    kinds: duty.kinds.map(({ id }) => id),
    omitted: duty.items.map(({ field }) => field).filter((field) => !told.has(field)),
    keptUntil: keptUntil(keep.rule, { made: today, last }) ?? null,
  }
}

/** The parts of a record that are told, whole. */
function toldIn(given: GivenRecord): ReadonlySet<RecordedField> {
  const { counterparty } = given
  const whole = given.counterpart !== 'company' || counterparty?.representative !== undefined
  const parts: Record<RecordedField, boolean> = {
    date: given.date !== undefined,
    counterparty: counterparty !== undefined && whole,
    history: given.history !== undefined,
    persons: (given.persons ?? []).length > 0,
    data: (given.data ?? []).length > 0,
    publication: given.publication !== undefined,
    consent: given.consent !== undefined,
    'foreign-information': given.foreignInformation !== undefined,
  }
  return new Set((Object.keys(parts) as RecordedField[]).filter((part) => parts[part]))
}

function refuseUnknown(pack: Pack, given: GivenRecord): void {
  const unknown = (given.data ?? []).filter((id) => !pack.categories.some((one) => one.id === id))
  if (unknown.length > 0)
    throw refuse(recipientsRefusals, 'recipients.unknown-category', { unknown: unknown.join(', ') })
  const ways = channelsOf(pack)
  const isNamed = given.channel !== undefined || (given.direction === 'receipt' && ways.length > 0)
  if (isNamed && !(given.direction === 'receipt' && ways.some(({ id }) => id === given.channel)))
    throw refuse(recipientsRefusals, 'recipients.unknown-channel', {
      unknown: given.channel ?? '–',
      known: ways.map(({ id }) => id).join(', '),
    })
  const { recipient } = given
  if (recipient !== undefined && !pack.recipients.some(({ id }) => id === recipient))
    throw refuse(recipientsRefusals, 'recipients.unknown-recipient', {
      unknown: recipient,
      known: pack.recipients.map(({ id }) => id).join(', '),
    })
}

/** The day of an act is one; a series runs forward; a record may be made before the act, but not by years. */
function refuseWrongDates({ date, method }: GivenRecord, today: string): void {
  if (date === undefined) return
  const { first, last } = date
  const latest = Temporal.PlainDate.from(today).add({ years: 1 }).toString()
  const single = method === 'each-time' && last !== undefined && last !== first
  if (first > latest || (last ?? first) > latest || (last ?? first) < first || single)
    throw refuse(recipientsRefusals, 'recipients.wrong-dates', { first, last: last ?? first })
}

function unclear(
  { lacks, unknown }: Extract<RecordDuty, { kind: 'unclear' }>,
  law: PackData,
  { country, direction }: GivenRecord,
): Refusal {
  const grounds = groundsOf(law)
  const abroad = grounds.filter(({ acts }) => acts.includes('transfer'))
  const known = (lacks === 'transfer' ? abroad : grounds).map(({ id }) => id).join(', ')
  if (unknown.length > 0)
    return refuse(recipientsRefusals, 'recipients.unknown-ground', {
      unknown: unknown.join(', '),
      law: law.id,
      known,
    })
  if (lacks === 'transfer')
    return refuse(recipientsRefusals, 'recipients.transfer-ground-needed', { country, known })
  return refuse(recipientsRefusals, 'recipients.ground-needed', { direction: wayOf(direction), known })
}

const wayOf = (direction: GivenRecord['direction']) => (direction === 'provision' ? '提供' : '受領')

function lacking(missing: ReturnType<typeof missingItems>): Refusal {
  return refuse(recipientsRefusals, 'recipients.item-missing', {
    items: missing.map(({ name, article }) => `${name.ja}（${article.ja}）`).join('、'),
    itemsEn: missing.map(({ name, article }) => `${name.en} (${article.en})`).join(', '),
    missing: missing.map(({ id, field, article }) => ({ id, field, article: article.en })),
  })
}

function wrongMethod(duty: Extract<RecordDuty, { kind: 'record' }>, { method }: GivenRecord): Refusal {
  return refuse(recipientsRefusals, 'recipients.method-not-allowed', {
    method,
    known: duty.methods.join(', '),
    article: duty.kinds.map(({ article }) => article.ja).join('、'),
    articleEn: duty.kinds.map(({ article }) => article.en).join(', '),
  })
}

/** The refusal of an act that needs no record. */
export function notAsked({ direction }: GivenRecord, { name, article }: Exemption): Refusal {
  return refuse(recipientsRefusals, 'recipients.not-asked', {
    direction: wayOf(direction),
    name: name.ja,
    nameEn: name.en,
    article: article.ja,
    articleEn: article.en,
  })
}
