// SPDX-License-Identifier: Apache-2.0
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

/** No tables of its own: each capability names its tables in its own store, in SQL. */
type NoTables = Record<never, never>

/** The database handle of the process. */
export type Database = Kysely<NoTables>

/** A transaction; stores take nothing else, so that no write can happen outside one. */
export type Tx = Transaction<NoTables>

/** The role everything runs as: no superuser, so that row-level security binds it. */
export const serviceRole = 'yakusoku_app'

/** An open database: Kysely for the stores, the pool for what needs plain connections (jobs, LISTEN). */
export interface Connection {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * How the driver connects to a URL as {@link serviceRole}. The driver would take options that stand in the URL in the
 * place of ours, and every connection would run as whoever the URL names; so both go along, ours last.
 */
export function asServiceRole(
  url: string,
  settings: readonly string[] = [],
): { readonly connectionString: string; readonly options: string } {
  const [place = '', query = ''] = url.split(/\?(.*)/s)
  const parameters = new URLSearchParams(query)
  const given = parameters.getAll('options')
  parameters.delete('options')
  const rest = parameters.toString()
  const options = [...given, ...[`role=${serviceRole}`, ...settings].map((setting) => `-c ${setting}`)]
  return { connectionString: rest === '' ? place : `${place}?${rest}`, options: options.join(' ') }
}

/** Opens a pool whose every connection runs as {@link serviceRole}. */
export function openDatabase(url: string, connections = 10): Connection {
  const pool = new pg.Pool({
    ...asServiceRole(url, ['timezone=UTC', 'idle_in_transaction_session_timeout=60000']),
    max: connections,
    // Nobody waits for ever: a database that hangs, or a pool that is worn out, is told as unavailable.
    connectionTimeoutMillis: 15_000,
  })
  // An idle connection that dies (database restarted) is replaced at the next use; it must not end the process.
  pool.on('error', () => undefined)
  // Nor may one that dies in the pause between two queries of a transaction: its next query says so.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, close: () => db.destroy() }
}
