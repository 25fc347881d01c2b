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
  /** The promises that it is evidence of. */
  readonly shows: readonly string[]
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
  const first = rows[0]
  if (first === undefined) return
  const ids = lines(rows.map((row) => row.id))
  const newest = Object.fromEntries(rows.flatMap((row) => row.shows.map((promise) => [promise, row.id])))
  await sql`
    with added as (
      insert into ledger.facts (organisation_id, id, type, subject_id, leaf_hash, entry)
      select ${organisation}, id, type, subject, decode(hash, 'hex'), entry
      from unnest(
        string_to_array(${ids}, E'\\n')::uuid[],
        string_to_array(${lines(rows.map((row) => row.type))}, E'\\n'),
        string_to_array(${lines(rows.map((row) => row.subject ?? ''))}, E'\\n', ''),
        string_to_array(${lines(rows.map((row) => row.hash))}, E'\\n'),
        string_to_array(${lines(rows.map((row) => row.entry))}, E'\\n'))
        as given (id, type, subject, hash, entry))
    insert into ledger.pending (organisation_id, id, fact_ids, leaf_hashes, newest)
    values (${organisation}, ${first.id}, string_to_array(${ids}, E'\\n')::uuid[],
      decode(${rows.map((row) => row.hash).join('')}, 'hex'), ${JSON.stringify(newest)}::jsonb)`.execute(tx)
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

/** Facts that wait for their numbers: all that the tree needs of them, so that numbering reads no facts. */
export interface PendingRow {
  readonly factIds: readonly string[]
  readonly leafHashes: readonly Uint8Array[]
  /** The newest fact of each promise. */
  readonly newest: Readonly<Record<string, string>>
}

/** Takes the oldest lots, up to the one that reaches `limit` facts. */
export async function takePending(tx: Tx, organisation: string, limit: number): Promise<PendingRow[]> {
  const found = await sql<{ ids: string; hashes: Buffer; newest: PendingRow['newest'] }>`
    with taken as (
      delete from ledger.pending where organisation_id = ${organisation} and id in (
        select id from (
          select id, sum(cardinality(fact_ids)) over (order by id) - cardinality(fact_ids) as earlier
          from ledger.pending where organisation_id = ${organisation} order by id limit ${limit}) as lots
        where earlier < ${limit})
      returning id, fact_ids, leaf_hashes, newest)
    select array_to_string(fact_ids, ' ') as ids, leaf_hashes as hashes, newest from taken order by id`.execute(
    tx,
  )
  return found.rows.map(({ ids, hashes, newest }) => {
    const factIds = ids.split(' ')
    return { factIds, leafHashes: factIds.map((_, at) => hashes.subarray(at * 32, at * 32 + 32)), newest }
  })
}

/** How many facts wait for a number, and the first that was appended of them. */
export async function pending(
  tx: Tx,
  organisation: string,
): Promise<{ count: number; oldest: string | null }> {
  const found = await sql<{ count: number; oldest: string | null }>`
    select coalesce(sum(cardinality(fact_ids)), 0)::int as count, min(id::text) as oldest
    from ledger.pending where organisation_id = ${organisation}`.execute(tx)
  return found.rows[0] ?? { count: 0, oldest: null }
}

const leavesPerRow = 128

export async function insertLeaves(
  tx: Tx,
  organisation: string,
  from: number,
  facts: readonly string[],
): Promise<void> {
  const before = await sql<{ newest_id: string }>`
    select newest_id from ledger.leaves where organisation_id = ${organisation}
    order by first_index desc limit 1`.execute(tx)
  let newest = before.rows[0]?.newest_id ?? ''
  const rows: { first: number; facts: string; newest: string }[] = []
  for (let at = 0; at < facts.length; at += leavesPerRow) {
    const some = facts.slice(at, at + leavesPerRow)
    for (const fact of some) if (fact > newest) newest = fact
    rows.push({ first: from + at, facts: some.join(' '), newest })
  }
  await sql`
    insert into ledger.leaves (organisation_id, first_index, fact_ids, newest_id)
    select ${organisation}, first, string_to_array(facts, ' ')::uuid[], newest
    from unnest(${rows.map((row) => row.first)}::bigint[], ${rows.map((row) => row.facts)}::text[],
      ${rows.map((row) => row.newest)}::uuid[]) as given (first, facts, newest)`.execute(tx)
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
  // The inner limit keeps the plan at one look-up a fact, whatever the statistics say of arrays.
  const found = await sql<FactRow>`
    select f.id, f.entry, f.leaf_hash, (l.first_index + place - 1)::float8 as leaf_index
    from ledger.leaves l
    cross join lateral unnest(l.fact_ids) with ordinality as leaf (fact_id, place)
    cross join lateral (
      select id, entry, leaf_hash from ledger.facts
      where organisation_id = l.organisation_id and id = leaf.fact_id limit 1) as f
    where l.organisation_id = ${organisation}
      and l.first_index > ${from - leavesPerRow} and l.first_index < ${from + limit}
      and l.first_index + place - 1 >= ${from} and l.first_index + place - 1 < ${from + limit}
    order by leaf_index`.execute(tx)
  return found.rows
}

const leafOf = sql`left join lateral (
  select (first_index + array_position(fact_ids, f.id) - 1)::float8 as leaf_index from ledger.leaves
  where organisation_id = f.organisation_id and newest_id >= f.id and f.id = any(fact_ids)
  order by newest_id, first_index limit 1) as l on true`

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
    select f.id, f.entry, f.leaf_hash, l.leaf_index
    from ledger.facts f ${leafOf}
    where f.organisation_id = ${organisation}
      ${filter.before === undefined ? sql`` : sql`and f.id < ${filter.before}`}
      ${filter.type === undefined ? sql`` : sql`and f.type = ${filter.type}`}
      ${filter.subject === undefined ? sql`` : sql`and f.subject_id = ${filter.subject}`}
    order by f.id ${order} limit ${filter.limit}`.execute(tx)
  return found.rows
}

/** When the newest fact happened, as its leaf says it. */
export async function newestTime(tx: Tx, organisation: string): Promise<string | undefined> {
  const found = await sql<{ time: string }>`
    select entry::jsonb ->> 'time' as time from ledger.facts
    where organisation_id = ${organisation} order by id desc limit 1`.execute(tx)
  return found.rows[0]?.time
}

export async function factById(tx: Tx, organisation: string, id: string): Promise<FactRow | undefined> {
  const found = await sql<FactRow>`
    select f.id, f.entry, f.leaf_hash, l.leaf_index
    from ledger.facts f ${leafOf}
    where f.organisation_id = ${organisation} and f.id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Notes damage that was met outside an inspection, until the next one. */
export async function noteDamage(
  tx: Tx,
  organisation: string,
  damage: { leafIndex: number; code: string },
): Promise<void> {
  await sql`
    update ledger.trees set damage = ${JSON.stringify([damage])}::jsonb
    where organisation_id = ${organisation} and damage is null`.execute(tx)
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
