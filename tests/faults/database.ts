// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { ServerProcess } from './server.ts'

/** Opens a database of a server's embedded PostgreSQL as its superuser, past row-level security. */
export async function connect(server: ServerProcess, name: string): Promise<pg.Client> {
  // Line 5 of the file is the folder of the socket.
  const postmaster = readFileSync(join(server.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(server.data, 'postgres', 'yakusoku.password'), 'utf8')
  const client = new pg.Client({ host: postmaster[4] as string, user: 'postgres', password, database: name })
  // A test that fails leaves it open when the database is stopped.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
