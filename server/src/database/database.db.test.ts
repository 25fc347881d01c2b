// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import {
  inInstallation,
  inOrganisation,
  listOrganisations,
  migrate,
  openDatabase,
  registerOrganisation,
  withinOrganisation,
} from './index.ts'

describe('the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
    await inInstallation(database.db, async (tx) => {
      await registerOrganisation(tx, 'alpha')
      await registerOrganisation(tx, 'beta')
      await sql`create table yakusoku.notes (organisation_id text, note text, primary key (organisation_id, note))`.execute(
        tx,
      )
      await sql`call yakusoku.protect('yakusoku.notes')`.execute(tx)
    })
  })
  afterAll(() => database.close())

  const insert = (scope: string, owner: string, note: string) =>
    inOrganisation(database.db, scope, (tx) =>
      sql`insert into yakusoku.notes values (${owner}, ${note})`.execute(tx),
    )

  it('runs as a role that row-level security binds', async () => {
    const role = await sql<{ user: string; bypass: boolean }>`
      select current_user as user, rolsuper or rolbypassrls as bypass from pg_roles where rolname = current_user`.execute(
      database.db,
    )
    expect(role.rows).toEqual([{ user: 'yakusoku_app', bypass: false }])
  })

  it('runs as that role whatever options its address brings along, and keeps them', async () => {
    const extra = `options=${encodeURIComponent('-c role=postgres -c application_name=theirs')}`
    const opened = openDatabase(`${database.url}${database.url.includes('?') ? '&' : '?'}${extra}`, 1)
    const seen = await sql`select current_user as user, current_setting('application_name') as name`.execute(
      opened.db,
    )
    await opened.close()
    expect(seen.rows).toEqual([{ user: 'yakusoku_app', name: 'theirs' }])
  })

  it('shows an organisation its own rows and no others', async () => {
    await insert('alpha', 'alpha', 'a')
    await insert('beta', 'beta', 'b')
    const seen = await inOrganisation(database.db, 'alpha', (tx) =>
      sql`select note from yakusoku.notes`.execute(tx),
    )
    expect(seen.rows).toEqual([{ note: 'a' }])
  })

  it('refuses a row of another organisation', async () => {
    await expect(insert('alpha', 'beta', 'forged')).rejects.toThrow(/row-level security/)
  })

  it('writes for several organisations together or for none, each row in its own', async () => {
    const both = (last: string) =>
      inInstallation(database.db, async (tx) => {
        await withinOrganisation(tx, 'alpha', (one) =>
          sql`insert into yakusoku.notes values ('alpha', 'together')`.execute(one),
        )
        await withinOrganisation(tx, 'beta', (one) =>
          sql`insert into yakusoku.notes values (${last}, 'together')`.execute(one),
        )
        return (await sql`select 1 from yakusoku.notes`.execute(tx)).rows.length
      })
    const noted = (organisation: string) =>
      inOrganisation(database.db, organisation, (tx) =>
        sql`select 1 from yakusoku.notes where note = 'together'`.execute(tx),
      )
    await expect(both('alpha')).rejects.toThrow(/row-level security/)
    expect((await noted('alpha')).rows).toEqual([])
    expect(await both('beta')).toBe(0)
    expect([(await noted('alpha')).rows.length, (await noted('beta')).rows.length]).toEqual([1, 1])
  })

  it('shows no rows at all outside an organisation', async () => {
    const seen = await inInstallation(database.db, (tx) => sql`select note from yakusoku.notes`.execute(tx))
    expect(seen.rows).toEqual([])
  })

  it('runs each migration once', async () => {
    expect(await migrate(database.url)).toEqual([])
    expect(await listOrganisations(database.db)).toEqual(['alpha', 'beta'])
  })

  it('creates everything in an empty database', async () => {
    const empty = await testDatabase('empty')
    expect(await migrate(empty.url)).toContain('0001_ground.sql')
    await empty.close()
  })
})
