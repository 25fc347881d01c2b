// SPDX-License-Identifier: Apache-2.0
// What stands of the demonstration: all that a start needs to know where everything was made before.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** Raised when the rows or tables change: what an older version made is then made anew. */
export const demonstrationVersion = 2

/** Name of the operations system's schema, and of its database where it has one of its own. */
export const operationsName = 'demonstration_operations'

/** Makes the database of its own if it is not there; gives its URL. */
export async function ownDatabase(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [operationsName])
    if (found.rowCount === 0) await client.query(`create database ${operationsName}`)
  } catch (error) {
    // Another start was quicker: 42P04 says it exists now, 23505 that it was being made this instant.
    if (!['42P04', '23505'].includes(String((error as { code?: unknown }).code))) throw error
  } finally {
    await client.end()
  }
  // Everything up to the path stays as it is: a socket's address has an empty host, which no URL parser likes.
  return databaseUrl.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${operationsName}`)
}

/** What a finished operations system says of itself. */
export interface OperationsMark {
  readonly version: number
  /** The reference date its rows were counted back from. */
  readonly reference: string
}

/** The mark of the operations system behind `url`; undefined when there is none or it is not ours. */
export async function readMark(client: pg.ClientBase): Promise<OperationsMark | undefined> {
  const found = await client.query<{ mark: string | null }>(
    `select obj_description(oid, 'pg_namespace') as mark from pg_namespace where nspname = $1`,
    [operationsName],
  )
  const parts = /^Yakusoku demonstration (\d+), (\d{4}-\d{2}-\d{2})$/.exec(found.rows[0]?.mark ?? '')
  return parts ? { version: Number(parts[1]), reference: parts[2] as string } : undefined
}

/** Where the website's store lies in a data folder. */
export const websiteFile = (dataFolder: string) => join(dataFolder, 'demonstration', 'website.sqlite')

/** Which version of the demonstration made the file; 0 when there is none, or it is no SQLite database. */
export function websiteVersion(file: string): number {
  if (!existsSync(file)) return 0
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    const row = database.prepare('pragma user_version').get()
    database.close()
    return Number(row?.['user_version'] ?? 0)
  } catch {
    return 0
  }
}

/** What stands of this version: both systems, the operations system with its mark, or nothing. */
export async function standing(
  client: pg.ClientBase,
  websitePath: string,
): Promise<'whole' | 'nothing' | OperationsMark> {
  const mark = await readMark(client)
  if (mark?.version !== demonstrationVersion) return 'nothing'
  return websiteVersion(websitePath) === demonstrationVersion ? 'whole' : mark
}
