// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { startMariadb } from '../../../tests/connectors/mariadb.ts'
import { whyNot } from '../../../tests/support/available.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { openConnector } from './open.ts'

const ROWS = 120_000

/** What a sample of the table `big` says: how far apart its rows lie, and what became of bytes and long texts. */
const sampled = async (url: string, name = 'big') => {
  const connector = await openConnector(url)
  try {
    const table = (await connector.inspect()).find((one) => one.name === name)
    if (!table) throw new Error(`no table ${name}`)
    const rows = await connector.sample(table, 100)
    const numbers = rows.map(([id]) => Number(id))
    return {
      count: rows.length,
      thirds: new Set(numbers.map((id) => Math.floor((3 * (id - 1)) / ROWS))).size,
      bytes: new Set(rows.map((row) => row[2])),
      longest: Math.max(...rows.map((row) => JSON.stringify(row[1]).length - 2)),
    }
  } finally {
    await connector.close()
  }
}

describe('a sample of a large table', () => {
  it('is spread over a table of PostgreSQL, and over partitions', async () => {
    const database = await testDatabase('empty')
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`
      create table big (id integer primary key, words text, raw bytea);
      insert into big select i, case when i % 1000 = 1 then repeat('x', 5000) else 'y' end, '\\x00' from generate_series(1, ${ROWS}) i;
      create table parted (id integer, words text, raw bytea) partition by range (id);
      create table parted_1 partition of parted for values from (0) to (60001);
      create table parted_2 partition of parted for values from (60001) to (${ROWS + 1});
      insert into parted select i, 'z', null from generate_series(1, ${ROWS}) i;
      analyze big; analyze parted_1; analyze parted_2`)
    await client.end()
    const found = await sampled(database.url)
    expect(found).toMatchObject({ thirds: 3, bytes: new Set([null]) })
    expect(found.longest).toBeLessThanOrEqual(4000)
    expect(found.count).toBeGreaterThan(50)
    expect((await sampled(database.url, 'parted')).thirds).toBe(3)
  })

  it('is spread over a file of SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yakusoku-sample-'))
    const database = new DatabaseSync(join(folder, 'big.db'))
    database.exec(`create table big (id integer primary key, words text, raw blob);
      with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ROWS})
      insert into big select i, printf('%.*c', 4100 * (i % 1000 = 1) + 10, 'x'), x'00' from n`)
    database.close()
    const found = await sampled(`sqlite:${join(folder, 'big.db')}`)
    rmSync(folder, { recursive: true })
    expect(found).toMatchObject({ thirds: 3, bytes: new Set([null]), count: 100 })
    expect(found.longest).toBeLessThanOrEqual(4000)
  })

  const missing = whyNot('mariadbd')
  it('is spread over a table of MariaDB', { timeout: 120_000 }, async ({ skip }) => {
    if (missing) return skip(missing)
    const server = await startMariadb()
    try {
      await server.run(`create database demo; use demo;
        create table big (id integer primary key, words longtext, raw blob);
        insert into big select seq, repeat('x', 10 + 4100 * (seq % 1000 = 1)), x'00' from seq_1_to_${ROWS};
        analyze table big;`)
      const found = await sampled(
        `mysql://root@localhost/demo?socketPath=${encodeURIComponent(server.socket)}`,
      )
      expect(found).toMatchObject({ thirds: 3, bytes: new Set([null]), count: 100 })
      expect(found.longest).toBeLessThanOrEqual(4000)
    } finally {
      await server.stop()
    }
    return undefined
  })
})
