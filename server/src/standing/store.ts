// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { StandingBody, StandingKind } from './contract.ts'

/** An entry as stored. */
export interface EntryRow {
  readonly kind: StandingKind
  readonly id: string
  readonly body: StandingBody
  readonly since: string
  readonly until: string | null
  readonly changed_at: Date
  readonly changed_by: string
  readonly ended_at: Date | null
  readonly fact: string
}

const columns = sql.raw(
  'kind, id, body, since::text as since, until::text as until, changed_at, changed_by, ended_at, fact',
)

/** Counts a change, makes other changes of the organisation wait until this one is done, and wakes gates at its end. */
export async function countChange(tx: Tx, organisation: string): Promise<void> {
  await sql`
    insert into standing.revisions (organisation_id, revision) values (${organisation}, 1)
    on conflict (organisation_id) do update set revision = standing.revisions.revision + 1`.execute(tx)
  await sql`select pg_notify('yakusoku_standing', ${organisation})`.execute(tx)
}

/** How often anything changed. */
export async function revision(tx: Tx, organisation: string): Promise<number> {
  const found = await sql<{ revision: number }>`
    select revision::float8 as revision from standing.revisions
    where organisation_id = ${organisation}`.execute(tx)
  return found.rows[0]?.revision ?? 0
}

/** Whether anything was ever registered. */
export async function hasEntries(tx: Tx, organisation: string): Promise<boolean> {
  const found = await sql`
    select 1 from standing.entries where organisation_id = ${organisation} limit 1`.execute(tx)
  return found.rows.length > 0
}

/** One entry. */
export async function entryOf(
  tx: Tx,
  organisation: string,
  kind: StandingKind,
  id: string,
): Promise<EntryRow | undefined> {
  const found = await sql<EntryRow>`
    select ${columns} from standing.entries
    where organisation_id = ${organisation} and kind = ${kind} and id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Entries, those that were not ended first; without a kind, of all kinds. */
export async function entries(
  tx: Tx,
  organisation: string,
  { kind, ended }: { kind?: StandingKind | undefined; ended: boolean },
): Promise<EntryRow[]> {
  const found = await sql<EntryRow>`
    select ${columns} from standing.entries
    where organisation_id = ${organisation} and (${kind ?? null}::text is null or kind = ${kind ?? null})
      ${ended ? sql`` : sql`and ended_at is null`}
    order by ended_at is not null, kind, id`.execute(tx)
  return found.rows
}

/** Writes an entry in the place of what stood under its name. */
export async function putEntry(tx: Tx, organisation: string, row: EntryRow): Promise<void> {
  await sql`
    insert into standing.entries (organisation_id, kind, id, body, since, until, changed_at, changed_by, ended_at, fact)
    values (${organisation}, ${row.kind}, ${row.id}, ${JSON.stringify(row.body)}::jsonb, ${row.since}, ${row.until},
      ${row.changed_at}, ${row.changed_by}, ${row.ended_at}, ${row.fact})
    on conflict (organisation_id, kind, id) do update set body = excluded.body, since = excluded.since,
      until = excluded.until, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
      ended_at = excluded.ended_at, fact = excluded.fact`.execute(tx)
}
