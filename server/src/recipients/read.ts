// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { RecordedPerson, RecordPage, RecordSearch, RecordSummary, RecordView } from './contract.ts'
import { open, openDetails } from './details.ts'
import type { NameActors, RecipientPorts } from './ports.ts'
import * as store from './store.ts'

const pageSize = 50

/** A page of records, newest first. */
export function listRecords(
  ports: RecipientPorts,
  organisation: string,
  search: RecordSearch,
  reader: Reference,
): Promise<RecordPage> {
  const pack = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const filter = await filterOf(ports, tx, organisation, search)
    if (filter === undefined) return { records: [], next: null }
    const rows = await store.listRecords(tx, organisation, { ...filter, limit: pageSize + 1 })
    const records: RecordSummary[] = []
    for (const row of rows.slice(0, pageSize)) records.push(await summaryOf(ports, tx, organisation, row))
    // Which records name a person is something about that person.
    if (filter.person !== undefined)
      await noteReading(ports, tx, organisation, {
        what: 'records-of-person',
        count: records.length,
        reader,
        pack,
        subject: { kind: 'person', id: filter.person },
      })
    return { records, next: rows.length > pageSize ? (records.at(-1)?.id ?? null) : null }
  })
}

/** The filter of a search by ids of the vault; undefined where a name is not known here. */
export async function filterOf(
  { vault }: RecipientPorts,
  tx: Tx,
  organisation: string,
  { counterparty: name, person: who, ...rest }: RecordSearch,
): Promise<Omit<store.Filter, 'limit'> | undefined> {
  const counterparty =
    name === undefined ? undefined : await vault.findPerson(tx, organisation, 'counterparty', name)
  const person = who === undefined ? undefined : await vault.findPerson(tx, organisation, who.kind, who.value)
  if ((name !== undefined && counterparty === undefined) || (who !== undefined && person === undefined))
    return undefined
  return { ...rest, counterparty, person }
}

const isCompany = ({ counterpart }: store.RecordRow): boolean =>
  counterpart === 'company' || counterpart === 'public-body'

async function summaryOf(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  row: store.FoundRow,
): Promise<RecordSummary> {
  const details = isCompany(row) ? await openDetails(ports, tx, organisation, row) : null
  return { ...plainOf(row), counterparty: details?.counterparty.name ?? null }
}

/** What of a record is not sealed. */
export function plainOf(row: store.FoundRow): Omit<RecordSummary, 'counterparty'> {
  return {
    id: row.id,
    direction: row.direction,
    grounds: row.grounds,
    counterpart: row.counterpart,
    country: row.country,
    channel: row.channel,
    recipient: row.recipient,
    data: row.data,
    persons: row.persons,
    method: row.method,
    first: row.first_day,
    last: row.last_day,
    madeOn: row.made_on,
    keptUntil: row.kept_until,
    corrects: row.corrects,
    correctedBy: row.corrected_by,
  }
}

/** One record with all it says; reading it is a fact. */
export function readRecord(
  ports: RecipientPorts,
  organisation: string,
  id: string,
  { reader, nameActors }: { readonly reader: Reference; readonly nameActors: NameActors },
): Promise<RecordView> {
  const pack = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.recordById(tx, organisation, id)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const details = await openDetails(ports, tx, organisation, row)
    const people = await peopleOf(ports, tx, organisation, [id])
    const actor = { kind: row.actor_kind, id: row.actor_id }
    await noteReading(ports, tx, organisation, {
      what: 'record',
      count: people.length,
      reader,
      pack,
      subject: { kind: 'third-party-record', id },
    })
    return {
      ...plainOf(row),
      counterparty: details?.counterparty.name ?? null,
      law: row.law,
      kinds: row.kinds,
      personRelated: row.person_related,
      details,
      people: people.map(({ identity }) => identity),
      earlier: row.earlier,
      omitted: row.omitted,
      version: row.version,
      madeBy: (await nameActors([actor]))(actor),
      at: row.at.toISOString(),
      fact: row.fact,
    }
  })
}

/** The people of records, or one of them, as they were identified; null once a key is destroyed. */
export async function peopleOf(
  ports: RecipientPorts,
  tx: Tx,
  organisation: string,
  records: readonly string[],
  only?: string,
): Promise<{ record: string; identity: RecordedPerson | null }[]> {
  const found: { record: string; identity: RecordedPerson | null }[] = []
  const rows = await store.personsOf(tx, organisation, records, only)
  for (const { record_id: record, person_id: person, identity } of rows)
    found.push({ record, identity: await open<RecordedPerson>(ports, tx, organisation, person, identity) })
  return found
}

/** What was read, by whom. */
export interface Reading {
  readonly what: 'record' | 'records-of-person' | 'export'
  readonly count: number
  readonly reader: Reference
  readonly pack: Pack
  readonly subject?: Reference
}

/** Records that somebody read what is personal. */
export async function noteReading(
  { ledger, clock }: RecipientPorts,
  tx: Tx,
  organisation: string,
  { what, count, reader, pack, subject }: Reading,
): Promise<void> {
  await ledger.append(tx, organisation, [
    {
      type: what === 'export' ? 'recipients.exported' : 'recipients.read',
      at: clock.now(),
      actor: reader,
      ...(subject && { subject }),
      clear: { what, count },
      promises: promisesKeptBy(pack, 'system:access-records'),
    },
  ])
}
