// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { RequestState } from './contract.ts'

/** How a source stands for a request. */
export interface SourceState {
  readonly key: string
  readonly state: 'waiting' | 'read' | 'unavailable'
  readonly rows: number | null
  readonly since: string | null
  readonly reason: string | null
}

/** A request as stored. */
export interface RequestRow {
  readonly id: string
  readonly number: string
  readonly kind: 'disclosure'
  readonly state: RequestState
  readonly language: 'ja' | 'en'
  readonly person_id: string
  readonly asked_at: Date
  readonly ask: Buffer
  readonly code_hash: Buffer | null
  readonly code_expires_at: Date | null
  readonly code_attempts: number
  readonly code_times: Date[]
  readonly secret_hash: Buffer | null
  readonly received_at: Date | null
  readonly due_at: Date | null
  readonly warn_at: Date | null
  readonly due_on: string | null
  readonly reckoning: { ja: string; en: string }[]
  readonly sources: SourceState[]
  readonly round: number
  /** What is searched by besides the proven address, sealed. */
  readonly identities: Buffer | null
  readonly found_file: string | null
  readonly found_at: Date | null
  readonly exclusions: Buffer | null
  readonly refusal_ground: string | null
  readonly refusal_explanation: Buffer | null
  readonly approved_by: string | null
  readonly package_file: string | null
  readonly package_bytes: number | null
  readonly download_hash: Buffer | null
  readonly download_expires_at: Date | null
  readonly fetched_at: Date | null
  readonly ended_at: Date | null
}

/** Columns to be changed. */
export type Change = Partial<Omit<RequestRow, 'id' | 'number' | 'kind' | 'person_id' | 'asked_at'>>

const columns = sql.raw(
  [
    'id, number, kind, state, language, person_id, asked_at, ask, code_hash, code_expires_at, code_attempts, code_times',
    'secret_hash, received_at, due_at, warn_at, due_on::text as due_on, reckoning, sources, round, identities, found_file',
    'found_at, exclusions, refusal_ground, refusal_explanation, approved_by, package_file',
    'package_bytes::float8 as package_bytes, download_hash, download_expires_at, fetched_at, ended_at',
  ].join(', '),
)

export async function insertRequest(
  tx: Tx,
  organisation: string,
  row: Pick<RequestRow, 'id' | 'number' | 'kind' | 'state' | 'language' | 'person_id' | 'asked_at' | 'ask'>,
): Promise<void> {
  await sql`
    insert into requests.requests (organisation_id, id, number, kind, state, language, person_id, asked_at, ask)
    values (${organisation}, ${row.id}, ${row.number}, ${row.kind}, ${row.state}, ${row.language}, ${row.person_id},
      ${row.asked_at}, ${row.ask})`.execute(tx)
}

/** Reads a request, locked for the transaction where it is going to change. */
export async function requestById(
  tx: Tx,
  organisation: string,
  id: string,
  lock = false,
): Promise<RequestRow | undefined> {
  const found = await sql<RequestRow>`
    select ${columns} from requests.requests where organisation_id = ${organisation} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

export async function requestByNumber(
  tx: Tx,
  organisation: string,
  number: string,
): Promise<RequestRow | undefined> {
  const found = await sql<RequestRow>`
    select ${columns} from requests.requests where organisation_id = ${organisation} and number = ${number}`.execute(
    tx,
  )
  return found.rows[0]
}

export async function requestByDownload(
  tx: Tx,
  organisation: string,
  hash: Buffer,
): Promise<RequestRow | undefined> {
  const found = await sql<RequestRow>`
    select ${columns} from requests.requests
    where organisation_id = ${organisation} and download_hash = ${hash} for update`.execute(tx)
  return found.rows[0]
}

export async function updateRequest(tx: Tx, organisation: string, id: string, change: Change): Promise<void> {
  const jsonColumns = new Set(['reckoning', 'sources'])
  const sets = Object.entries(change).map(([column, value]) => {
    const given = jsonColumns.has(column) ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`
    return sql`${sql.ref(column)} = ${given}`
  })
  await sql`
    update requests.requests set ${sql.join(sets)} where organisation_id = ${organisation} and id = ${id}`.execute(
    tx,
  )
}

/** How many codes were mailed to a person since a moment; whoever asks for the same person waits for this transaction. */
export async function codesSince(tx: Tx, organisation: string, person: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation}:code:${person}`}, 0))`.execute(
    tx,
  )
  const found = await sql<{ sent: number }>`
    select count(*)::int as sent from requests.requests, unnest(code_times) as mailed
    where organisation_id = ${organisation} and person_id = ${person} and mailed > ${since}`.execute(tx)
  return found.rows[0]?.sent ?? 0
}

/** Which requests the board shows; `before` is the id of the last one seen. */
export interface RequestFilter {
  readonly state?: RequestState | undefined
  readonly number?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

export async function listRequests(
  tx: Tx,
  organisation: string,
  filter: RequestFilter,
): Promise<RequestRow[]> {
  const found = await sql<RequestRow>`
    select ${columns} from requests.requests
    where organisation_id = ${organisation}
      ${filter.state === undefined ? sql`and state not in ('asked', 'expired')` : sql`and state = ${filter.state}`}
      ${filter.number === undefined ? sql`` : sql`and replace(number, '-', '') like ${`%${filter.number}%`}`}
      ${filter.before === undefined ? sql`` : sql`and id < ${filter.before}`}
    order by id desc limit ${filter.limit}`.execute(tx)
  return found.rows
}

export async function countStates(
  tx: Tx,
  organisation: string,
): Promise<Partial<Record<RequestState, number>>> {
  const found = await sql<{ state: RequestState; count: number }>`
    select state, count(*)::int as count from requests.requests
    where organisation_id = ${organisation} group by state`.execute(tx)
  return Object.fromEntries(found.rows.map((row) => [row.state, row.count]))
}

/** Requests whose next step is a job's. */
export async function underWay(
  tx: Tx,
  organisation: string,
): Promise<{ id: string; state: 'collecting' | 'packaging' }[]> {
  const found = await sql<{ id: string; state: 'collecting' | 'packaging' }>`
    select id, state from requests.requests
    where organisation_id = ${organisation} and state in ('collecting', 'packaging') order by id`.execute(tx)
  return found.rows
}

/** Requests asked for so long ago that the code is dead, the oldest first. */
export async function neverProven(
  tx: Tx,
  organisation: string,
  askedBefore: Date,
  limit: number,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from requests.requests
    where organisation_id = ${organisation} and state = 'asked' and asked_at < ${askedBefore}
    order by id limit ${limit}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** Notes a reading; true when it is a new one, false when the same was read after `since`. */
export async function noteReading(
  tx: Tx,
  organisation: string,
  reading: { request: string; reader: string; part: string; at: Date; since: Date },
): Promise<boolean> {
  const { request, reader, part, at, since } = reading
  const done = await sql`
    insert into requests.readings (organisation_id, request_id, reader, part, read_at)
    values (${organisation}, ${request}, ${reader}, ${part}, ${at})
    on conflict (organisation_id, request_id, reader, part)
    do update set read_at = excluded.read_at where requests.readings.read_at < ${since}`.execute(tx)
  return done.numAffectedRows === 1n
}
