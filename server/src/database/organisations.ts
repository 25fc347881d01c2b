// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Database, Tx } from './pool.ts'

/** Registers an organisation (its pack's id) as a tenant; registering it again changes nothing. */
export async function registerOrganisation(tx: Tx, id: string): Promise<void> {
  await sql`insert into yakusoku.organisations (id) values (${id}) on conflict do nothing`.execute(tx)
}

/** The ids of all tenants of this installation, in order of registration. */
export async function listOrganisations(db: Database): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`select id from yakusoku.organisations order by registered_at, id`.execute(db)
  return found.rows.map((row) => row.id)
}

/** The name of this installation, as it stands in the origin of its ledgers: `yakusoku-1f3a5c7e`. */
export async function installationName(db: Database): Promise<string> {
  const found = await sql<{ id: string }>`select id from yakusoku.installation`.execute(db)
  return `yakusoku-${found.rows[0]?.id.slice(0, 8)}`
}
