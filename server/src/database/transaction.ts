// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Database, Tx } from './pool.ts'

/**
 * Runs `work` in one transaction that sees and writes the rows of one organisation only: row-level security
 * compares every row with this setting, and without it no row matches.
 */
export function inOrganisation<T>(
  db: Database,
  organisation: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('yakusoku.organisation', ${organisation}, true)`.execute(tx)
    return work(tx)
  })
}

/** Runs `work` in one transaction that sees no organisation's rows: installation-wide tables only. */
export function inInstallation<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/** Runs `work` after the transaction `tx` would be lost anyway; PostgreSQL's codes for a full disk or no memory. */
export function isStorageFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '53100' || code === '53200' || code === 'ENOSPC'
}

/** Whether the database is unreachable or going down, so that trying again later is the right answer. */
export function isDatabaseAway(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  return /^(08|57P0)/.test(code) || ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(code)
}
