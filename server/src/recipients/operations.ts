// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy, type Pack, type PackData } from '@yakusoku/core/packs'
import { recordingLaw, type Exemption } from '@yakusoku/core/records'
import { inOrganisation, type Tx } from '../database/index.ts'
import { newId, refuse } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import {
  NewRecordSchema,
  type GivenRecord,
  type NewRecord,
  type RecordedField,
  type RecordedPerson,
  type RecordMade,
} from './contract.ts'
import { detailsOf, merged, openDetails, sealDetails, type Details } from './details.ts'
import type { RecipientPorts } from './ports.ts'
import { decide, notAsked, type Decision } from './recipients.ts'
import { recipientsRefusals } from './refusals.ts'
import * as store from './store.ts'

/** What became of an act that was to be recorded. */
export type Recorded =
  | ({ readonly recorded: true } & RecordMade)
  | { readonly recorded: false; readonly by: Exemption }

/** The day of now in the organisation's zone. */
export const todayOf = ({ clock }: Pick<RecipientPorts, 'clock'>, pack: Pack): string =>
  clock
    .now()
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
    .toPlainDate()
    .toString()

/** The law that asks an organisation for records, as of the day of the act; undefined where none does. */
export const findLaw = (
  { laws }: Pick<RecipientPorts, 'laws'>,
  pack: Pack,
  today: string,
  day: string = today,
): PackData | undefined =>
  // Of acts older than what the law packs know, the law of today is the best that is known.
  recordingLaw(pack, laws, day) ?? recordingLaw(pack, laws, today)

/** Records an act for an operator or a program; an act that needs no record is refused with the article. */
export function addRecord(
  ports: RecipientPorts,
  organisation: string,
  sent: NewRecord,
  actor: Reference,
): Promise<RecordMade> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const done = await record(ports, tx, organisation, { given: NewRecordSchema.parse(sent), actor })
    if (!done.recorded) throw notAsked(NewRecordSchema.parse(sent), done.by)
    const { id, fact, keptUntil } = done
    return { id, fact, keptUntil }
  })
}

/** Records a provision in the caller's transaction, or tells which article asks for none. */
export const recordProvision = (
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  given: Omit<NewRecord, 'direction'>,
  actor: Reference,
): Promise<Recorded> =>
  record(ports, tx, organisation, {
    given: NewRecordSchema.parse({ ...given, direction: 'provision' }),
    actor,
  })

/** Records a receipt in the caller's transaction, or tells which article asks for none. */
export const recordReceipt = (
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  given: Omit<NewRecord, 'direction'>,
  actor: Reference,
): Promise<Recorded> =>
  record(ports, tx, organisation, { given: NewRecordSchema.parse({ ...given, direction: 'receipt' }), actor })

interface Order {
  readonly given: GivenRecord
  readonly actor: Reference
}

async function record(ports: RecipientPorts, tx: Tx, organisation: string, order: Order): Promise<Recorded> {
  const pack = ports.inForce(organisation)
  const today = todayOf(ports, pack)
  const { given } = order
  const law = findLaw(ports, pack, today, given.date?.last ?? given.date?.first)
  if (law === undefined) throw refuse(recipientsRefusals, 'recipients.no-law')
  const earlier = await readEarlier(ports, tx, organisation, given, today)
  const decision = decide({ pack, law, today, given, earlier: earlier?.says ?? new Set() })
  if (!decision.recorded) return decision
  const made = await write(ports, tx, organisation, { ...order, pack, law: law.id, today, decision, earlier })
  return { recorded: true, ...made }
}

interface Earlier {
  readonly row: store.FoundRow
  readonly details: Details | null
  readonly says: ReadonlySet<RecordedField>
}

/** The earlier record with what it says; it counts while it is kept, and for the same direction. */
async function readEarlier(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  { earlier: id, direction }: GivenRecord,
  today: string,
): Promise<Earlier | undefined> {
  if (id === undefined) return undefined
  const row = await store.recordById(tx, organisation, id)
  if (row === undefined || row.direction !== direction || (row.kept_until ?? today) < today)
    throw refuse(recipientsRefusals, 'recipients.unknown-record', { field: 'earlier' })
  const details = await openDetails(ports, tx, organisation, row)
  const parts: Record<RecordedField, boolean> = {
    date: row.first_day !== null,
    counterparty: details !== null,
    persons: row.persons > 0,
    data: row.data.length > 0,
    history: Boolean(details?.history),
    publication: Boolean(details?.publication),
    consent: Boolean(details?.consent),
    'foreign-information': Boolean(details?.foreignInformation),
  }
  const says = (Object.keys(parts) as RecordedField[]).filter((part) => parts[part])
  return { row, details, says: new Set(says) }
}

interface Writing extends Order {
  readonly pack: Pack
  readonly law: string
  readonly today: string
  readonly decision: Extract<Decision, { recorded: true }>
  readonly earlier: Earlier | undefined
}

async function write(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  writing: Writing,
): Promise<RecordMade> {
  const { given, actor, earlier, decision } = writing
  const id = newId()
  const details = merged(detailsOf(given), earlier?.details ?? null, decision.omitted)
  const counterparty = await counterpartyOf(ports, tx, organisation, writing, details)
  await refuseWrongCorrection(tx, organisation, given)
  const people = await personsGiven(ports, tx, organisation, given.persons ?? [])
  const taken = decision.omitted.includes('persons') ? (earlier?.row.persons ?? 0) : people.length
  const row = { ...rowOf(writing, id), counterparty, persons: taken }
  const at = ports.clock.now()
  const [fact] = await ports.ledger.append(tx, organisation, [
    { ...factOf(writing, row, details), at, actor },
  ])
  const sealed = await sealDetails(ports, tx, organisation, counterparty, details)
  const whole = {
    ...row,
    details: Buffer.from(sealed),
    at: new Date(at.epochMilliseconds),
    fact: fact?.id as string,
  }
  if (!(await store.insertRecord(tx, organisation, whole)))
    throw refuse(recipientsRefusals, 'recipients.corrected-already')
  if (people.length > 0) await store.insertPersons(tx, organisation, id, people)
  else if (taken > 0 && earlier) await store.copyPersons(tx, organisation, earlier.row.id, id)
  return { id, fact: whole.fact, keptUntil: row.kept_until }
}

/** The other side's key: by its name, so that its records are found together. */
async function counterpartyOf(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  { earlier }: Writing,
  { counterparty }: Details,
): Promise<string> {
  const { vault } = ports
  const named = [tx, organisation, 'counterparty', counterparty.name] as const
  // Only a side that is new is locked: records of one that is known do not wait for each other.
  const id = (await vault.findPerson(...named)) ?? (await vault.personFor(...named))
  if (earlier !== undefined && earlier.row.counterparty !== id)
    throw refuse(recipientsRefusals, 'recipients.unknown-record', { field: 'earlier' })
  return id
}

/** A correction takes the place of a record of the same direction; its other side may be what was wrong. */
async function refuseWrongCorrection(
  tx: Tx,
  organisation: string,
  { corrects, direction }: GivenRecord,
): Promise<void> {
  if (corrects === undefined) return
  const row = await store.recordById(tx, organisation, corrects)
  if (row === undefined || row.direction !== direction)
    throw refuse(recipientsRefusals, 'recipients.unknown-record', { field: 'corrects' })
  if (row.corrected_by !== null) throw refuse(recipientsRefusals, 'recipients.corrected-already')
}

/** People with what identifies them, sealed under their own keys, each once. */
async function personsGiven(
  { vault }: RecipientPorts,
  tx: Tx,
  organisation: string,
  given: readonly RecordedPerson[],
): Promise<{ person: string; identity: Uint8Array }[]> {
  const known = new Map<string, RecordedPerson>()
  for (const [kind, same] of Map.groupBy(given, (one) => one.kind)) {
    const ids = await vault.personsFor(
      tx,
      organisation,
      kind,
      same.map(({ value }) => value),
    )
    same.forEach((one, at) => known.set(ids[at] as string, one))
  }
  const values = [...known].map(([person, one]) => ({ person, plain: Buffer.from(JSON.stringify(one)) }))
  const sealed = await vault.sealAll(tx, organisation, values)
  return values.map(({ person }, at) => ({ person, identity: sealed[at] as Uint8Array }))
}

type Bare = Omit<store.RecordRow, 'counterparty' | 'persons' | 'details' | 'at' | 'fact'>

function rowOf({ given, actor, pack, law, today, decision, earlier }: Writing, id: string): Bare {
  const { omitted } = decision
  const takes = (field: RecordedField) => earlier !== undefined && omitted.includes(field)
  const [first, last] = takes('date')
    ? [earlier?.row.first_day ?? null, earlier?.row.last_day ?? null]
    : [given.date?.first ?? null, lastDay(given)]
  return {
    id,
    direction: given.direction,
    law,
    grounds: given.grounds,
    kinds: [...decision.kinds],
    person_related: given.personRelated,
    counterpart: given.counterpart,
    country: given.country,
    channel: given.channel ?? null,
    recipient: given.recipient ?? null,
    data: takes('data') ? (earlier?.row.data ?? []) : [...new Set(given.data)],
    method: given.method,
    first_day: first,
    last_day: last,
    made_on: today,
    kept_until: decision.keptUntil,
    earlier: given.earlier ?? null,
    omitted: [...omitted],
    corrects: given.corrects ?? null,
    version: pack.version,
    actor_kind: actor.kind,
    actor_id: actor.id,
  }
}

const lastDay = ({ date, method }: GivenRecord): string | null =>
  method === 'each-time' ? (date?.first ?? null) : (date?.last ?? null)

function factOf(
  { pack, given }: Writing,
  row: Bare & { counterparty: string; persons: number },
  details: Details,
): Omit<NewFact, 'at' | 'actor'> {
  const kept = [
    ...promisesKeptBy(
      pack,
      given.direction === 'receipt' ? 'system:receipt-records' : 'system:provision-records',
    ),
    ...(given.channel === undefined ? [] : promisesKeptBy(pack, `channel:${given.channel}`)),
    ...(given.recipient === undefined ? [] : promisesKeptBy(pack, `recipient:${given.recipient}`)),
  ]
  return {
    type: given.direction === 'receipt' ? 'recipients.received' : 'recipients.provided',
    subject: { kind: 'third-party-record', id: row.id },
    clear: {
      law: row.law,
      kinds: row.kinds,
      grounds: row.grounds,
      country: row.country,
      method: row.method,
      data: row.data,
      persons: row.persons,
      ...(row.channel !== null && { channel: row.channel }),
      ...(row.recipient !== null && { recipient: row.recipient }),
      ...(row.first_day !== null && { first: row.first_day, last: row.last_day }),
      keptUntil: row.kept_until,
      ...(row.earlier !== null && { earlier: row.earlier, omitted: row.omitted }),
      ...(row.corrects !== null && { corrects: row.corrects }),
    },
    sealed: { person: row.counterparty, value: details },
    promises: [...new Set(kept)],
  }
}
