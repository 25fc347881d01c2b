// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Connection } from '../../server/src/database/index.ts'

/** A database of the test file's own. */
export interface TestDatabase extends Connection {
  /** Its URL as the superuser, for what must go past row-level security. */
  readonly url: string
}

/** Clones the migrated template (or makes an empty database) and opens it as the service does. */
export async function testDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const base = inject('postgres')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: base })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await admin(`create database ${name}${kind === 'migrated' ? ' template template_yakusoku' : ''}`)
  const url = base.replace('/postgres?', `/${name}?`)
  const connection = openDatabase(url)
  const close = async () => {
    await connection.close()
    await admin(`drop database ${name} with (force)`)
  }
  return { ...connection, url, close }
}
