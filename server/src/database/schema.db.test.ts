// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { describeSchema } from '../../../tests/support/schema.ts'
import { migrate } from './index.ts'

const snapshot = fileURLToPath(new URL('../../migrations/schema.snapshot.txt', import.meta.url))

describe('the schema that the migrations make', () => {
  let database: TestDatabase
  let client: pg.Client
  beforeAll(async () => {
    database = await testDatabase('empty')
    await migrate(database.url)
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await database.close()
  })

  // After a new migration: npx vitest run --project db server/src/database/schema -u, and look at the difference.
  it('is the one that was reviewed', async () => {
    await expect(await describeSchema(client)).toMatchFileSnapshot(snapshot)
  })

  it('binds every table of an organisation by forced row security, with the organisation first in its key', async () => {
    const tables = await client.query<{ name: string; bound: boolean; first: string | null }>(`
      select c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as bound,
        (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary) as first
      from pg_class c where c.relkind in ('r', 'p') and exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)`)
    expect(tables.rows.length).toBeGreaterThan(10)
    const loose = tables.rows.filter(({ bound, first }) => !bound || first !== 'organisation_id')
    // One-time links are looked up by whoever holds them, before it is known which organisation they lead to.
    expect(loose.map(({ name }) => name)).toEqual(['accounts.links'])
  })

  it('is the same when migrating is repeated', async () => {
    const before = await describeSchema(client)
    expect(await migrate(database.url)).toEqual([])
    expect(await describeSchema(client)).toBe(before)
  })

  it('refuses a database of a newer version', async () => {
    const name = '9999_of-tomorrow.sql'
    await client.query(`insert into yakusoku.migrations (name, hash) values ('${name}', '')`)
    await expect(migrate(database.url)).rejects.toThrow(/より新しい版[^]*newer version of Yakusoku \(9999_of/)
    await client.query(`delete from yakusoku.migrations where name = '${name}'`)
  })

  it('refuses a migration that was changed after it ran', async () => {
    await client.query(`update yakusoku.migrations set hash = 'another' where name = '0010_vault.sql'`)
    await expect(migrate(database.url)).rejects.toThrow(/0010_vault.sql was changed after it ran here/)
  })
})
