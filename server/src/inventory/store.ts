// SPDX-License-Identifier: Apache-2.0
import type { Cells } from '@yakusoku/core/inventory'
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** An entry as stored. */
export interface EntryRow {
  readonly id: string
  readonly no: number
  readonly source: string | null
  readonly gone: boolean
  readonly state: 'open' | 'closed'
  readonly revision: number
  readonly cells: Cells
  readonly created_at: Date
  readonly changed_at: Date
  readonly reviewed_at: Date | null
}

/** One revision of an entry as stored. */
export interface RevisionRow {
  readonly entry_id: string
  readonly revision: number
  readonly at: Date
  readonly actor_kind: string
  readonly actor_id: string
  readonly what: 'added' | 'changed' | 'removed' | 'reopened'
  readonly via: 'hand' | 'import' | 'policy'
  readonly reason: string | null
  readonly cells: Cells
  readonly salt: Buffer
  readonly fact: string
}

/** A review as stored. */
export interface ReviewRow {
  readonly id: string
  readonly scope: string
  readonly label: string
  readonly at: Date
  readonly actor_kind: string
  readonly actor_id: string
  readonly entries: number
  readonly fact: string
}

/** How an organisation reviews, and when it last filled its inventory. */
export interface PlanRow {
  readonly review_by: 'whole' | 'department'
  readonly filled_version: string | null
  readonly filled_at: Date | null
}

/** Lets one transaction at a time write an inventory: numbers and imports are only right alone. */
export async function lock(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation}:inventory`}, 0))`.execute(tx)
}

export async function entries(tx: Tx, organisation: string): Promise<EntryRow[]> {
  const found = await sql<EntryRow>`
    select id, no, source, gone, state, revision, cells, created_at, changed_at, reviewed_at
    from inventory.entries where organisation_id = ${organisation} order by no`.execute(tx)
  return found.rows
}

export async function entry(tx: Tx, organisation: string, id: string): Promise<EntryRow | undefined> {
  const found = await sql<EntryRow>`
    select id, no, source, gone, state, revision, cells, created_at, changed_at, reviewed_at
    from inventory.entries where organisation_id = ${organisation} and id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function saveEntries(tx: Tx, organisation: string, rows: readonly EntryRow[]): Promise<void> {
  await sql`
    insert into inventory.entries (organisation_id, id, no, source, gone, state, revision, cells, created_at, changed_at,
      reviewed_at)
    select ${organisation}, id, no, source, gone, state, revision, cells, created_at, changed_at, reviewed_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, no integer, source text, gone boolean,
      state text, revision integer, cells jsonb, created_at timestamptz, changed_at timestamptz, reviewed_at timestamptz)
    on conflict (organisation_id, id) do update set source = excluded.source, gone = excluded.gone,
      state = excluded.state, revision = excluded.revision, cells = excluded.cells, changed_at = excluded.changed_at`.execute(
    tx,
  )
}

export async function saveRevisions(
  tx: Tx,
  organisation: string,
  rows: readonly RevisionRow[],
): Promise<void> {
  const plain = rows.map((row) => ({ ...row, salt: row.salt.toString('hex') }))
  await sql`
    insert into inventory.revisions (organisation_id, entry_id, revision, at, actor_kind, actor_id, what, via, reason,
      cells, salt, fact)
    select ${organisation}, entry_id, revision, at, actor_kind, actor_id, what, via, reason, cells, decode(salt, 'hex'),
      fact
    from jsonb_to_recordset(${JSON.stringify(plain)}::jsonb) as row(entry_id uuid, revision integer, at timestamptz,
      actor_kind text, actor_id text, what text, via text, reason text, cells jsonb, salt text, fact uuid)`.execute(
    tx,
  )
}

export async function revisionsOf(tx: Tx, organisation: string, id: string): Promise<RevisionRow[]> {
  const found = await sql<RevisionRow>`
    select * from inventory.revisions where organisation_id = ${organisation} and entry_id = ${id}
    order by revision desc limit 500`.execute(tx)
  return found.rows
}

/** The cells of entries as they stood in the revisions asked for. */
export async function cellsAt(
  tx: Tx,
  organisation: string,
  wanted: readonly { readonly id: string; readonly revision: number }[],
): Promise<Map<string, Cells>> {
  const found = await sql<{ entry_id: string; revision: number; cells: Cells }>`
    select entry_id, r.revision, cells from inventory.revisions r
    join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(id uuid, revision integer)
      on w.id = r.entry_id and w.revision = r.revision
    where organisation_id = ${organisation}`.execute(tx)
  return new Map(found.rows.map((row) => [`${row.entry_id}@${row.revision}`, row.cells]))
}

export async function markReviewed(
  tx: Tx,
  organisation: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await sql`update inventory.entries set reviewed_at = ${at}
    where organisation_id = ${organisation} and id = any(${[...ids]})`.execute(tx)
}

export async function saveReview(tx: Tx, organisation: string, row: ReviewRow): Promise<void> {
  await sql`
    insert into inventory.reviews (organisation_id, id, scope, label, at, actor_kind, actor_id, entries, fact)
    values (${organisation}, ${row.id}, ${row.scope}, ${row.label}, ${row.at}, ${row.actor_kind}, ${row.actor_id},
      ${row.entries}, ${row.fact})`.execute(tx)
}

export async function reviews(tx: Tx, organisation: string): Promise<ReviewRow[]> {
  const found = await sql<ReviewRow>`
    select * from inventory.reviews where organisation_id = ${organisation} order by at desc limit 200`.execute(
    tx,
  )
  return found.rows
}

export async function plan(tx: Tx, organisation: string): Promise<PlanRow> {
  const found = await sql<PlanRow>`
    select review_by, filled_version, filled_at from inventory.plans where organisation_id = ${organisation}`.execute(
    tx,
  )
  return found.rows[0] ?? { review_by: 'whole', filled_version: null, filled_at: null }
}

export async function savePlan(tx: Tx, organisation: string, row: PlanRow): Promise<void> {
  await sql`
    insert into inventory.plans (organisation_id, review_by, filled_version, filled_at)
    values (${organisation}, ${row.review_by}, ${row.filled_version}, ${row.filled_at})
    on conflict (organisation_id) do update set review_by = excluded.review_by,
      filled_version = excluded.filled_version, filled_at = excluded.filled_at`.execute(tx)
}
