// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import type { NewStanding, StandingBody, StandingEntry } from './contract.ts'
import {
  nameOf,
  parseReference,
  promisesOf,
  referenceOf,
  refuseUndeclaredClient,
  refuseUnknown,
  refuseWrongDays,
} from './entries.ts'
import { viewOf } from './list.ts'
import type { StandingPorts } from './ports.ts'
import { standingRefusals } from './refusals.ts'
import * as store from './store.ts'
import { refuseTaken, withoutNames } from './words.ts'

/** Today in the organisation's zone, YYYY-MM-DD. */
const todayOf = (ports: StandingPorts, organisation: string): string =>
  ports.clock
    .now()
    .toZonedDateTimeISO(ports.inForce(organisation).calendar?.timeZone ?? 'Asia/Tokyo')
    .toPlainDate()
    .toString()

/** Registers an entry; refuses what the policy does not declare and what is registered already. */
export function register(
  ports: StandingPorts,
  organisation: string,
  given: NewStanding,
  actor: Reference,
): Promise<StandingEntry> {
  return inOrganisation(ports.db, organisation, (tx) => registerIn(ports, tx, organisation, { given, actor }))
}

/** {@link register} in the caller's transaction. */
export async function registerIn(
  ports: StandingPorts,
  tx: Tx,
  organisation: string,
  { given: said, actor }: { readonly given: NewStanding; readonly actor: Reference },
): Promise<StandingEntry> {
  const given = await withoutNames(ports, tx, organisation, said)
  const { body } = given
  const id = nameOf(body, given.id, newId())
  await store.countChange(tx, organisation)
  await refuseWrong(ports, tx, organisation, given)
  if (body.kind === 'receiver' && ports.inForce(organisation).recipients.some((one) => one.id === id))
    throw refuse(standingRefusals, 'standing.id-taken', { id })
  if (body.kind === 'client') refuseUndeclaredClient(ports.inForce(organisation), id)
  const known = await store.entryOf(tx, organisation, body.kind, id)
  if (known !== undefined && known.ended_at === null)
    throw refuse(standingRefusals, 'standing.registered-already', { id })
  const row = await put(ports, tx, organisation, { id, given, actor, type: 'standing.registered' })
  return viewOf(ports, tx, organisation, row)
}

/** Changes what an entry says; what it is about stays. */
export function change(
  ports: StandingPorts,
  organisation: string,
  reference: string,
  { given: said, actor }: { given: NewStanding; actor: Reference },
): Promise<StandingEntry> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.countChange(tx, organisation)
    const given = await withoutNames(ports, tx, organisation, said)
    const known = await found(tx, organisation, reference)
    const { body } = given
    const id = nameOf(body, known.id, known.id)
    if (body.kind !== known.kind || id !== known.id)
      throw refuse(standingRefusals, 'standing.other-entry', {
        id: referenceOf(known),
        other: referenceOf({ kind: body.kind, id }),
      })
    await refuseWrong(ports, tx, organisation, given)
    const since = given.since ?? known.since
    const row = await put(ports, tx, organisation, {
      id,
      given: { ...given, since },
      actor,
      type: 'standing.changed',
    })
    return viewOf(ports, tx, organisation, row)
  })
}

/** Ends an entry: it stands no more from this moment on. */
export function end(
  ports: StandingPorts,
  organisation: string,
  reference: string,
  { reason, actor }: { reason: string; actor: Reference },
): Promise<StandingEntry> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.countChange(tx, organisation)
    const known = await found(tx, organisation, reference)
    return viewOf(ports, tx, organisation, await endEntry(ports, tx, organisation, { known, reason, actor }))
  })
}

async function found(tx: Tx, organisation: string, reference: string): Promise<store.EntryRow> {
  const named = parseReference(reference)
  const row = named && (await store.entryOf(tx, organisation, named.kind, named.id))
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (row.ended_at !== null) throw refuse(standingRefusals, 'standing.ended-already')
  return row
}

async function refuseWrong(
  ports: StandingPorts,
  tx: Tx,
  organisation: string,
  { body, since, until }: NewStanding,
): Promise<void> {
  const receivers = await store.entries(tx, organisation, { kind: 'receiver', ended: false })
  refuseUnknown({ pack: ports.inForce(organisation), receivers: receivers.map(({ id }) => id) }, body)
  const today = todayOf(ports, organisation)
  refuseWrongDays(body, { since: since ?? today, until: until ?? null, today })
  await refuseTaken(ports, tx, organisation, body)
  if (body.kind !== 'clearance' && body.kind !== 'assignment' && body.kind !== 'actor') return
  if ((await ports.operatorIs(organisation, body.actor)) === 'gone')
    throw refuse(standingRefusals, 'standing.operator-gone', { actor: body.actor })
}

/** What is to stand, who says so, and the fact it becomes. */
export interface Standing {
  readonly id: string
  readonly given: Pick<NewStanding, 'body' | 'since' | 'until'>
  readonly actor: Reference
  readonly type: 'standing.registered' | 'standing.changed'
  /** The policy whose promises it serves; the one in force when left out. */
  readonly pack?: Pack
}

/** Writes an entry with its fact. */
export async function put(
  ports: StandingPorts,
  tx: Tx,
  organisation: string,
  { id, given, actor, type, pack = ports.inForce(organisation) }: Standing,
): Promise<store.EntryRow> {
  const { body } = given
  const since = given.since ?? todayOf(ports, organisation)
  const until = given.until ?? null
  const at = ports.clock.now()
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      type,
      at,
      actor,
      subject: { kind: 'standing', id: referenceOf({ kind: body.kind, id }) },
      clear: { ...defined(body), since, until },
      promises: promisesOf(pack, body),
    },
  ])
  const row: store.EntryRow = {
    kind: body.kind,
    id,
    body,
    since,
    until,
    changed_at: new Date(at.epochMilliseconds),
    changed_by: JSON.stringify(actor),
    ended_at: null,
    fact: fact?.id as string,
  }
  await store.putEntry(tx, organisation, row)
  return row
}

// Who represents a receiver, and by what other names callers know an actor, is of people: the register has it, no fact.
const defined = (body: StandingBody): NonNullable<NewFact['clear']> =>
  JSON.parse(JSON.stringify({ ...body, representative: undefined, also: undefined })) as NonNullable<
    NewFact['clear']
  >

/** Ends an entry with its fact, in the caller's transaction. */
export async function endEntry(
  ports: Pick<StandingPorts, 'ledger' | 'clock' | 'inForce'>,
  tx: Tx,
  organisation: string,
  { known, reason, actor }: { known: store.EntryRow; reason: string; actor: Reference },
): Promise<store.EntryRow> {
  const at = ports.clock.now()
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      type: 'standing.ended',
      at,
      actor,
      subject: { kind: 'standing', id: referenceOf(known) },
      clear: { kind: known.kind, reason },
      promises: promisesOf(ports.inForce(organisation), known.body),
    },
  ])
  const ended = new Date(at.epochMilliseconds)
  const row = {
    ...known,
    ended_at: ended,
    changed_at: ended,
    changed_by: JSON.stringify(actor),
    fact: fact?.id as string,
  }
  await store.putEntry(tx, organisation, row)
  return row
}
