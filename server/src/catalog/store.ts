// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** A connected system as stored: its URL sealed, its data map as text. */
export interface SourceRow {
  readonly key: string
  readonly url: Buffer
  readonly map: string
}

/** Lets one transaction at a time change an organisation's sources: their maps are only right together. */
export async function lockSources(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation}:sources`}, 0))`.execute(tx)
}

export async function saveSource(tx: Tx, organisation: string, row: SourceRow, at: string): Promise<void> {
  await sql`
    insert into catalog.sources (organisation_id, key, url, map, registered_at)
    values (${organisation}, ${row.key}, ${row.url}, ${row.map}, ${at})
    on conflict (organisation_id, key) do update set url = excluded.url, map = excluded.map`.execute(tx)
}

export async function sources(tx: Tx, organisation: string): Promise<SourceRow[]> {
  const found = await sql<SourceRow>`
    select key, url, map from catalog.sources where organisation_id = ${organisation} order by key`.execute(
    tx,
  )
  return found.rows
}

export async function deleteSource(tx: Tx, organisation: string, key: string): Promise<void> {
  await sql`delete from catalog.sources where organisation_id = ${organisation} and key = ${key}`.execute(tx)
}
