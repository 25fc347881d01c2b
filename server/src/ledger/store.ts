// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** A tree's row: its name, keys and size. */
export interface TreeRow {
  readonly origin: string
  readonly verification_key: string
  readonly signing_key: Buffer
  readonly size: number
  readonly inspected_at: Date | null
  readonly inspected_size: number | null
  readonly damage: { leafIndex: number; code: string }[] | null
}

/** A fact as stored: the leaf itself, and its number once it has one. */
export interface FactRow {
  readonly id: string
  readonly entry: string
  readonly leaf_hash: Buffer
  readonly leaf_index: number | null
}

export async function createTree(
  tx: Tx,
  organisation: string,
  origin: string,
  key: string,
  signing: Uint8Array,
): Promise<void> {
  await sql`
    insert into ledger.trees (organisation_id, origin, verification_key, signing_key)
    values (${organisation}, ${origin}, ${key}, ${signing}) on conflict do nothing`.execute(tx)
}

export async function tree(
  tx: Tx,
  organisation: string,
  lock: 'read' | 'sequence' = 'read',
): Promise<TreeRow | undefined> {
  const found = await sql<TreeRow>`
    select origin, verification_key, signing_key, size::float8 as size,
      inspected_at, inspected_size::float8 as inspected_size, damage
    from ledger.trees where organisation_id = ${organisation}
    ${lock === 'sequence' ? sql`for update skip locked` : sql``}`.execute(tx)
  return found.rows[0]
}

/** What one fact brings into the tables. */
export interface NewRow {
  readonly id: string
  readonly type: string
  readonly subject: string | null
  readonly promises: readonly string[]
  /** Of the leaf, in hex. */
  readonly hash: string
  /** Canonical JSON: it holds no line break. */
  readonly entry: string
}

/** One value a line: far cheaper to write and to read than the array literal of PostgreSQL, which escapes each quote. */
function lines(values: readonly string[]): string {
  const text = values.join('\n')
  if (text.split('\n').length !== values.length) throw new Error('a column of a fact holds a line break')
  return text
}

export async function insertFacts(tx: Tx, organisation: string, rows: readonly NewRow[]): Promise<void> {
  await sql`
    with added as (
      insert into ledger.facts (organisation_id, id, type, subject_id, promises, leaf_hash, entry)
      select ${organisation}, id, type, subject, string_to_array(coalesce(promises, ''), ' '), decode(hash, 'hex'), entry
      from unnest(
        string_to_array(${lines(rows.map((row) => row.id))}, E'\\n')::uuid[],
        string_to_array(${lines(rows.map((row) => row.type))}, E'\\n'),
        string_to_array(${lines(rows.map((row) => row.subject ?? ''))}, E'\\n', ''),
        string_to_array(${lines(rows.map((row) => row.promises.join(' ')))}, E'\\n'),
        string_to_array(${lines(rows.map((row) => row.hash))}, E'\\n'),
        string_to_array(${lines(rows.map((row) => row.entry))}, E'\\n'))
        as given (id, type, subject, promises, hash, entry)
      returning id, leaf_hash, promises)
    insert into ledger.pending (organisation_id, fact_id, leaf_hash, promises)
    select ${organisation}, id, leaf_hash, promises from added`.execute(tx)
}

/** Notes the newest fact of each promise. */
export async function notePromises(
  tx: Tx,
  organisation: string,
  newest: ReadonlyMap<string, string>,
): Promise<void> {
  if (newest.size === 0) return
  await sql`
    insert into ledger.promise_facts (organisation_id, promise_id, fact_id)
    select ${organisation}, * from unnest(${[...newest.keys()]}::text[], ${[...newest.values()]}::uuid[])
    on conflict (organisation_id, promise_id) do update set fact_id = excluded.fact_id`.execute(tx)
}

export async function promiseEvidence(
  tx: Tx,
  organisation: string,
): Promise<(FactRow & { promise_id: string })[]> {
  const found = await sql<FactRow & { promise_id: string }>`
    select p.promise_id, f.id, f.entry, f.leaf_hash, null as leaf_index
    from ledger.promise_facts p
    join ledger.facts f on f.organisation_id = p.organisation_id and f.id = p.fact_id
    where p.organisation_id = ${organisation}`.execute(tx)
  return found.rows
}

/** A fact that waits for its number: all that the tree needs of it, so that numbering reads no facts. */
export interface PendingRow {
  readonly id: string
  readonly leaf_hash: Buffer
  /** With spaces between. */
  readonly promises: string
}

export async function takePending(tx: Tx, organisation: string, limit: number): Promise<PendingRow[]> {
  const found = await sql<PendingRow>`
    with taken as (
      delete from ledger.pending
      where organisation_id = ${organisation} and fact_id in (
        select fact_id from ledger.pending where organisation_id = ${organisation} order by fact_id limit ${limit})
      returning fact_id, leaf_hash, promises)
    select fact_id as id, leaf_hash, array_to_string(promises, ' ') as promises
    from taken order by fact_id`.execute(tx)
  return found.rows
}

export async function pendingCount(tx: Tx, organisation: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from ledger.pending where organisation_id = ${organisation}`.execute(tx)
  return found.rows[0]?.count ?? 0
}

export async function insertLeaves(
  tx: Tx,
  organisation: string,
  from: number,
  facts: readonly string[],
): Promise<void> {
  await sql`
    insert into ledger.leaves (organisation_id, leaf_index, fact_id)
    select ${organisation}, ${from} + place - 1, fact
    from unnest(string_to_array(${facts.join(' ')}, ' ')::uuid[]) with ordinality as given (fact, place)`.execute(
    tx,
  )
}

export async function setSize(tx: Tx, organisation: string, size: number): Promise<void> {
  await sql`update ledger.trees set size = ${size} where organisation_id = ${organisation}`.execute(tx)
}

/** Which tile: its level and its number in that level. */
export interface TilePlace {
  readonly level: number
  readonly index: number
}

export async function tiles(
  tx: Tx,
  organisation: string,
  places: readonly TilePlace[],
): Promise<(TilePlace & { hashes: Buffer })[]> {
  const found = await sql<TilePlace & { hashes: Buffer }>`
    select t.level, t.tile_index::float8 as index, t.hashes from ledger.tiles t
    join unnest(${places.map((place) => place.level)}::int[], ${places.map((place) => place.index)}::bigint[])
      as wanted (level, index) on t.level = wanted.level and t.tile_index = wanted.index
    where t.organisation_id = ${organisation}`.execute(tx)
  return found.rows
}

export async function saveTiles(
  tx: Tx,
  organisation: string,
  rows: readonly (TilePlace & { hashes: Uint8Array })[],
): Promise<void> {
  await sql`
    insert into ledger.tiles (organisation_id, level, tile_index, hashes)
    select ${organisation}, * from unnest(
      ${rows.map((row) => row.level)}::int[], ${rows.map((row) => row.index)}::bigint[],
      ${rows.map((row) => row.hashes)}::bytea[])
    on conflict (organisation_id, level, tile_index) do update set hashes = excluded.hashes`.execute(tx)
}

export async function saveCheckpoint(
  tx: Tx,
  organisation: string,
  size: number,
  note: string,
  at: string,
): Promise<void> {
  await sql`
    insert into ledger.checkpoints (organisation_id, size, note, signed_at)
    values (${organisation}, ${size}, ${note}, ${at})`.execute(tx)
}

/** A signed tree head as stored. */
export interface CheckpointRow {
  readonly size: number
  readonly note: string
  readonly signed_at: Date
}

export async function newestCheckpoint(tx: Tx, organisation: string): Promise<CheckpointRow | undefined> {
  const found = await sql<CheckpointRow>`
    select size::float8 as size, note, signed_at from ledger.checkpoints
    where organisation_id = ${organisation} order by size desc limit 1`.execute(tx)
  return found.rows[0]
}

export async function checkpointsBetween(
  tx: Tx,
  organisation: string,
  after: number,
  upTo: number,
): Promise<CheckpointRow[]> {
  const found = await sql<CheckpointRow>`
    select size::float8 as size, note, signed_at from ledger.checkpoints
    where organisation_id = ${organisation} and size > ${after} and size <= ${upTo} order by size`.execute(tx)
  return found.rows
}

export async function checkpointCount(tx: Tx, organisation: string, upTo: number): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from ledger.checkpoints
    where organisation_id = ${organisation} and size <= ${upTo}`.execute(tx)
  return found.rows[0]?.count ?? 0
}

export async function numberedFacts(
  tx: Tx,
  organisation: string,
  from: number,
  limit: number,
): Promise<FactRow[]> {
  const found = await sql<FactRow>`
    select f.id, f.entry, f.leaf_hash, l.leaf_index::float8 as leaf_index
    from ledger.leaves l join ledger.facts f on f.organisation_id = l.organisation_id and f.id = l.fact_id
    where l.organisation_id = ${organisation} and l.leaf_index >= ${from}
    order by l.leaf_index limit ${limit}`.execute(tx)
  return found.rows
}

/** Which facts to list; `before` is the id of the last one seen. */
export interface FactFilter {
  readonly before?: string | undefined
  readonly type?: string | undefined
  readonly subject?: string | undefined
  readonly order?: 'newest' | 'oldest'
  readonly limit: number
}

export async function listFacts(tx: Tx, organisation: string, filter: FactFilter): Promise<FactRow[]> {
  const order = filter.order === 'oldest' ? sql`asc` : sql`desc`
  const found = await sql<FactRow>`
    select f.id, f.entry, f.leaf_hash, l.leaf_index::float8 as leaf_index
    from ledger.facts f left join ledger.leaves l on l.organisation_id = f.organisation_id and l.fact_id = f.id
    where f.organisation_id = ${organisation}
      ${filter.before === undefined ? sql`` : sql`and f.id < ${filter.before}`}
      ${filter.type === undefined ? sql`` : sql`and f.type = ${filter.type}`}
      ${filter.subject === undefined ? sql`` : sql`and f.subject_id = ${filter.subject}`}
    order by f.id ${order} limit ${filter.limit}`.execute(tx)
  return found.rows
}

export async function factById(tx: Tx, organisation: string, id: string): Promise<FactRow | undefined> {
  const found = await sql<FactRow>`
    select f.id, f.entry, f.leaf_hash, l.leaf_index::float8 as leaf_index
    from ledger.facts f left join ledger.leaves l on l.organisation_id = f.organisation_id and l.fact_id = f.id
    where f.organisation_id = ${organisation} and f.id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function saveInspection(
  tx: Tx,
  organisation: string,
  size: number,
  damage: readonly { leafIndex: number; code: string }[],
  at: string,
): Promise<void> {
  await sql`
    update ledger.trees set inspected_at = ${at}, inspected_size = ${size},
      damage = ${damage.length === 0 ? null : JSON.stringify(damage)}::jsonb
    where organisation_id = ${organisation}`.execute(tx)
}
