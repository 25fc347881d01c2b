// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { operatorError } from '../kernel/index.ts'
import { serviceRole } from './pool.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

interface Migration {
  readonly name: string
  readonly sql: string
  readonly hash: string
}

function migrations(): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}_[a-z-]+\.sql$/.test(name))
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings the database of `url` to this version: creates the service role, then runs each numbered file that has
 * not run yet, in order, each in a transaction. Throws when a file that already ran was changed, or when the
 * PostgreSQL is older than 15.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('yakusoku.migrate'))`)
    await prepare(client)
    const done = await client.query<{ name: string; hash: string }>(
      'select name, hash from yakusoku.migrations',
    )
    const hashes = new Map(done.rows.map((row) => [row.name, row.hash]))
    refuseNewer([...hashes.keys()])
    const ran: string[] = []
    for (const migration of migrations()) {
      const known = hashes.get(migration.name)
      if (known === undefined) ran.push(await apply(client, migration))
      else if (known !== migration.hash) {
        throw operatorError(
          `${migration.name} は、このデータベースに適用された後で書き換えられています。元に戻し、新しいファイルを加えてください。`,
          `migration ${migration.name} was changed after it ran here: add a new file in its place`,
        )
      }
    }
    return ran
  } finally {
    await client.end()
  }
}

/** What a newer version wrote must not be written to by this one, which does not know what it means. */
function refuseNewer(done: readonly string[]): void {
  const known = new Set(migrations().map(({ name }) => name))
  const unknown = done.find((name) => !known.has(name))
  if (unknown === undefined) return
  throw operatorError(
    `このデータベースは、より新しい版の Yakusoku のものです（${unknown}）。その版で起動するか、更新の前のバックアップを戻してください。`,
    `this database is of a newer version of Yakusoku (${unknown}): start that version, or restore the backup from before the upgrade`,
  )
}

async function prepare(client: pg.Client): Promise<void> {
  const version = await client.query<{ server_version_num: string }>('show server_version_num')
  if (Number(version.rows[0]?.server_version_num) < 150_000) {
    throw operatorError(
      'PostgreSQL 15 以降が必要です。DATABASE_URL にそれを指定してください。',
      'PostgreSQL 15 or later is needed: point DATABASE_URL at one',
    )
  }
  const role = await client.query('select 1 from pg_roles where rolname = $1', [serviceRole])
  if (role.rowCount === 0) await client.query(`create role ${serviceRole} nologin nosuperuser nobypassrls`)
  await client.query(`grant ${serviceRole} to current_user`)
  await client.query(`grant create on database ${await databaseName(client)} to ${serviceRole}`)
  await client.query(`set role ${serviceRole}`)
  await client.query('create schema if not exists yakusoku')
  await client.query(`create table if not exists yakusoku.migrations (
    name text primary key, hash text not null, ran_at timestamptz not null default now())`)
}

async function databaseName(client: pg.Client): Promise<string> {
  const name = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
  return name.rows[0]?.name as string
}

async function apply(client: pg.Client, migration: Migration): Promise<string> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into yakusoku.migrations (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
    return migration.name
  } catch (error) {
    await client.query('rollback')
    const { message } = error as Error
    throw operatorError(
      `データベースを新しくできませんでした（${migration.name}）。何も変わっていません: ${message}`,
      `migration ${migration.name} failed, and nothing was changed: ${message}`,
      { cause: error },
    )
  }
}
