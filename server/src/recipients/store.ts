// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { CounterpartKind, RecordDirection, RecordedBy, RecordedField } from './contract.ts'

/** A record as stored. */
export interface RecordRow {
  readonly id: string
  readonly direction: RecordDirection
  readonly law: string
  readonly grounds: string[]
  readonly kinds: string[]
  readonly person_related: boolean
  readonly counterparty: string
  readonly counterpart: CounterpartKind
  readonly country: string
  readonly channel: string | null
  readonly recipient: string | null
  readonly data: string[]
  readonly persons: number
  readonly method: RecordedBy
  readonly first_day: string | null
  readonly last_day: string | null
  readonly made_on: string
  readonly kept_until: string | null
  readonly earlier: string | null
  readonly omitted: RecordedField[]
  readonly corrects: string | null
  readonly details: Buffer
  readonly version: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly at: Date
  readonly fact: string
}

/** A stored record with the one that took its place. */
export type FoundRow = RecordRow & { readonly corrected_by: string | null }

const columns = sql.raw(
  `r.id, r.direction, r.law, r.grounds, r.kinds, r.person_related, r.counterparty, r.counterpart, r.country, r.channel,
   r.recipient, r.data, r.persons, r.method, r.first_day::text as first_day, r.last_day::text as last_day,
   r.made_on::text as made_on, r.kept_until::text as kept_until, r.earlier, r.omitted, r.corrects, r.details, r.version,
   r.actor_kind, r.actor_id, r.at, r.fact,
   (select c.id from recipients.records c where c.organisation_id = r.organisation_id and c.corrects = r.id)
     as corrected_by`,
)

/** Adds a record; false when the record it corrects was corrected before. */
export async function insertRecord(tx: Tx, organisation: string, row: RecordRow): Promise<boolean> {
  const pairs = Object.entries({ organisation_id: organisation, ...row })
  const names = pairs.map(([name]) => sql.ref(name))
  const values = pairs.map(([, value]) => sql`${value}`)
  const added = await sql`
    insert into recipients.records (${sql.join(names)}) values (${sql.join(values)})
    on conflict (organisation_id, corrects) where corrects is not null do nothing returning 1`.execute(tx)
  return added.rows.length === 1
}

/** Adds the people of a record, each once. */
export async function insertPersons(
  tx: Tx,
  organisation: string,
  record: string,
  rows: readonly { person: string; identity: Uint8Array }[],
): Promise<void> {
  await sql`
    insert into recipients.persons (organisation_id, record_id, person_id, identity)
    select ${organisation}, ${record}, person, identity from unnest(
      ${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => Buffer.from(row.identity))}::bytea[])
      as given (person, identity)
    on conflict do nothing`.execute(tx)
}

/** Names the people of an earlier record in another one too. */
export async function copyPersons(tx: Tx, organisation: string, from: string, to: string): Promise<void> {
  await sql`
    insert into recipients.persons (organisation_id, record_id, person_id, identity)
    select organisation_id, ${to}, person_id, identity from recipients.persons
    where organisation_id = ${organisation} and record_id = ${from}`.execute(tx)
}

/** One record. */
export async function recordById(tx: Tx, organisation: string, id: string): Promise<FoundRow | undefined> {
  const found = await sql<FoundRow>`
    select ${columns} from recipients.records r
    where r.organisation_id = ${organisation} and r.id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Whether anything was recorded. */
export async function hasRecords(tx: Tx, organisation: string): Promise<boolean> {
  const found = await sql`
    select 1 from recipients.records where organisation_id = ${organisation} limit 1`.execute(tx)
  return found.rows.length > 0
}

/** The people of records, or one of them, in the order in which they were named. */
export async function personsOf(
  tx: Tx,
  organisation: string,
  records: readonly string[],
  only?: string,
): Promise<{ record_id: string; person_id: string; identity: Buffer }[]> {
  const found = await sql<{ record_id: string; person_id: string; identity: Buffer }>`
    select record_id, person_id, identity from recipients.persons
    where organisation_id = ${organisation} and record_id = any(${records}::uuid[])
      and (${only ?? null}::uuid is null or person_id = ${only ?? null}::uuid)
    order by record_id desc, person_id`.execute(tx)
  return found.rows
}

/** Which records are looked for. */
export interface Filter {
  readonly direction?: RecordDirection | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly counterparty?: string | undefined
  readonly person?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** Records, newest first. */
export async function listRecords(tx: Tx, organisation: string, filter: Filter): Promise<FoundRow[]> {
  const wanted: RawBuilder<unknown>[] = [sql`r.organisation_id = ${organisation}`]
  const { direction, from, to, counterparty, person, before } = filter
  if (direction !== undefined) wanted.push(sql`r.direction = ${direction}`)
  // A series that goes on reaches into every later period.
  if (from !== undefined)
    wanted.push(sql`(case when r.first_day is null then r.made_on >= ${from}
      else r.last_day is null or r.last_day >= ${from} end)`)
  if (to !== undefined) wanted.push(sql`coalesce(r.first_day, r.made_on) <= ${to}`)
  if (counterparty !== undefined) wanted.push(sql`r.counterparty = ${counterparty}`)
  if (person !== undefined)
    wanted.push(sql`exists (select 1 from recipients.persons p where p.organisation_id = r.organisation_id
      and p.record_id = r.id and p.person_id = ${person})`)
  if (before !== undefined) wanted.push(sql`r.id < ${before}`)
  const found = await sql<FoundRow>`
    select ${columns} from recipients.records r where ${sql.join(wanted, sql` and `)}
    order by r.id desc limit ${filter.limit}`.execute(tx)
  return found.rows
}
