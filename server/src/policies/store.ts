// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** A published version. */
export interface VersionRow {
  readonly version: string
  readonly sha256: Buffer
  readonly pack: string
  readonly effective: string
}

/** Lets one transaction publish at a time: servers that start together bring the same new version. */
export async function lockPublishing(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policies.versions ${organisation}`}, 0))`.execute(
    tx,
  )
}

/** Keeps a version for good; `at` is the instant of its publication. */
export async function saveVersion(tx: Tx, organisation: string, row: VersionRow, at: string): Promise<void> {
  await sql`
    insert into policies.versions (organisation_id, version, sha256, pack, effective, published_at)
    values (${organisation}, ${row.version}, ${row.sha256}, ${row.pack}, ${row.effective}, ${at})`.execute(tx)
}

/** What was published, in the order in which it comes into force. */
export async function versions(tx: Tx, organisation: string): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select version, sha256, pack, effective::text as effective from policies.versions
    where organisation_id = ${organisation} order by effective, published_at`.execute(tx)
  return found.rows
}
