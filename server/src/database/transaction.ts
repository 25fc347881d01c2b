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

/**
 * Runs `work` on one organisation's rows within a transaction of the installation: for what must be written for
 * several organisations together, or for none.
 */
export async function withinOrganisation<T>(
  tx: Tx,
  organisation: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  await sql`select set_config('yakusoku.organisation', ${organisation}, true)`.execute(tx)
  const done = await work(tx)
  await sql`select set_config('yakusoku.organisation', '', true)`.execute(tx)
  return done
}

/** Runs `work` in one transaction that sees no organisation's rows: installation-wide tables only. */
export function inInstallation<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/** Whether there is no room to write: PostgreSQL's codes for a full disk or no memory, and the system's. */
export function isStorageFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '53100' || code === '53200' || code === 'ENOSPC'
}

interface Fault {
  readonly code?: string
  readonly message?: string
  readonly syscall?: string
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
])

/** Whether the database is unreachable or going down, so that trying again later is the right answer. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message, syscall } = (error ?? {}) as Fault
  // A socket that is not there; any other file that is not there is a bug.
  if (code === 'ENOENT') return syscall === 'connect'
  if (code !== undefined) return /^(08|57P0|53300)/.test(code) || networkCodes.has(code)
  // The driver's own errors have no codes.
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when)/.test(
    message ?? '',
  )
}
