// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { allFields, categoryMatches, parseDatamaps } from '@yakusoku/core/datamap'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { disclose } from '../connectors/index.ts'
import {
  createDemonstration,
  demonstrationVersion,
  showcasePersons,
  type Demonstration,
  type DemonstrationStep,
} from './index.ts'
import { operationsTables } from './operations.ts'
import { readerName } from './reader.ts'
import { operationsName, ownDatabase, readMark, websiteFile, websiteVersion } from './stands.ts'
import { websiteTables } from './website.rows.ts'

const referenceDate = '2026-11-20'

async function ask<R extends pg.QueryResultRow>(url: string, query: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`set search_path to ${operationsName}`)
    return (await client.query<R>(query)).rows
  } finally {
    await client.end()
  }
}

const mapped = ({ sources }: Demonstration) =>
  parseDatamaps(sources.map(({ mapFile }) => ({ name: mapFile, content: readFileSync(mapFile) })))

describe('the demonstration', () => {
  let database: TestDatabase
  let dataFolder: string
  let demonstration: Demonstration
  const steps: DemonstrationStep[] = []
  const make = (date = referenceDate) =>
    createDemonstration({
      databaseUrl: database.url,
      ownDatabase: false,
      dataFolder,
      referenceDate: date,
      progress: (step) => steps.push(step),
    })

  beforeAll(async () => {
    database = await testDatabase('empty')
    dataFolder = mkdtempSync(join(tmpdir(), 'yakusoku-demonstration-'))
    demonstration = await make()
  })
  afterAll(async () => {
    await database.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  it('says how far it is, in both languages, and ends at the whole', () => {
    const shares = steps.map(({ share }) => share)
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares)
    expect(shares.at(-1)).toBe(1)
    for (const { text } of steps) expect([text.ja, text.en]).not.toContain('')
  })

  it('makes every table with rows', async () => {
    for (const { table } of operationsTables) {
      expect(await ask(database.url, `select from ${table} limit 1`), table).toHaveLength(1)
    }
    const website = new DatabaseSync(websiteFile(dataFolder), { readOnly: true })
    for (const { table } of websiteTables) {
      expect(website.prepare(`select 1 from ${table} limit 1`).all(), table).toHaveLength(1)
    }
    website.close()
  })

  it('keeps its references: each checked by the databases, those between the two as well', async () => {
    const keys = await ask<{ checked: boolean }>(
      database.url,
      `select convalidated as checked from pg_constraint where contype = 'f' and connamespace = '${operationsName}'::regnamespace`,
    )
    expect(keys).toHaveLength(31)
    expect(keys.every(({ checked }) => checked)).toBe(true)
    const website = new DatabaseSync(websiteFile(dataFolder), { readOnly: true })
    expect(website.prepare('pragma foreign_key_check').all()).toEqual([])
    const known = new Map(
      (await ask<{ id: number; email: string }>(database.url, 'select id, email from contacts')).map(
        (row) => [String(row.id), row.email],
      ),
    )
    const inquiries = website
      .prepare('select contact_ref, email from inquiries where contact_ref is not null')
      .all()
    website.close()
    expect(inquiries.length).toBeGreaterThan(1_000)
    const elsewhere = inquiries.filter((row) => known.get(String(row['contact_ref'])) !== row['email'])
    expect(elsewhere.map((row) => row['email'])).toEqual(['misaki.t@mail.example.com'])
  })

  it('maps every table and column that exists but those left behind for the catalog to find, and none that does not', async () => {
    const { datasets, problems } = mapped(demonstration)
    expect(problems).toEqual([])
    const columns = await ask<{ place: string }>(
      database.url,
      `select table_name || '.' || column_name as place from information_schema.columns where table_schema = '${operationsName}'`,
    )
    const website = new DatabaseSync(websiteFile(dataFolder), { readOnly: true })
    const there = websiteTables.flatMap(({ table }) =>
      website
        .prepare(`select name from pragma_table_info('${table}')`)
        .all()
        .map((row) => `${table}.${String(row['name'])}`),
    )
    website.close()
    const places = datasets.map(({ collections }) =>
      collections.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)).toSorted(),
    )
    const leftBehind = (place: string) =>
      place === 'contacts.birthday' || place.startsWith('campaign_entries.')
    const all = [columns.map(({ place }) => place), there]
    expect(places).toEqual(all.map((one) => one.filter((place) => !leftBehind(place)).toSorted()))
    expect(all.flat().filter(leftBehind)).toHaveLength(9)
  })

  it('ties every category of its maps to one that the company’s pack promises', () => {
    const file = new URL('../../../packs/cleaning/pack.yaml', import.meta.url)
    const pack = parse(readFileSync(file, 'utf8')) as { categories: { fides: string[] }[] }
    const promised = pack.categories.flatMap(({ fides }) => fides)
    const used = mapped(demonstration).datasets.flatMap(({ collections }) =>
      collections.flatMap(({ fields }) => allFields(fields).flatMap(({ categories }) => categories)),
    )
    const loose = used.filter((category) => !promised.some((key) => categoryMatches(category, key)))
    expect([...new Set(loose)]).toEqual([])
  })

  it.each(showcasePersons)(
    'discloses to $key the rows the walk-through tells of',
    async ({ email, rows }) => {
      const { datasets } = mapped(demonstration)
      const connections = Object.fromEntries(demonstration.sources.map(({ key, url }) => [key, url]))
      const found = await disclose(datasets, connections, { email: [email] })
      expect(found.problems).toEqual([])
      expect(found.complete).toBe(true)
      const counts = Object.entries(found.rows).map(([address, list]) => [address, list.length] as const)
      expect(Object.fromEntries(counts.filter(([, count]) => count > 0))).toEqual(rows)
      // One table is left behind for the catalog to find.
      expect(counts).toHaveLength(operationsTables.length + websiteTables.length - 1)
    },
  )

  it('changes nothing when it stands already, whatever the date, and leaves people’s own changes', async () => {
    await ask(database.url, 'update contacts set note = null where id = 101')
    steps.length = 0
    expect((await make('2027-05-05')).made).toBe(false)
    expect(steps).toEqual([])
    const [row] = await ask<{ note: string | null }>(database.url, 'select note from contacts where id = 101')
    expect(row?.note).toBeNull()
  })

  it('makes a website that went missing anew, counted from the date of the operations system', async () => {
    const file = websiteFile(dataFolder)
    const before = readFileSync(file)
    rmSync(file)
    expect((await make('2027-05-05')).made).toBe(true)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('gives the socket URL of an embedded server a database of its own, also to two at once', async () => {
    const urls = await Promise.all([ownDatabase(inject('postgres')), ownDatabase(inject('postgres'))])
    const [row] = await ask<{ name: string }>(urls[0], 'select current_database() as name')
    expect(row?.name).toBe(operationsName)
    expect(urls[1]).toBe(urls[0])
  })
})

describe('a demonstration in a database of its own', () => {
  it('is read by a role that can do nothing else, also when it is made anew', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'yakusoku-demonstration-'))
    const owner = inject('postgres')
    const place = { databaseUrl: owner, ownDatabase: true, dataFolder, referenceDate }
    const [first, second] = [await createDemonstration(place), await createDemonstration(place)]
    expect([first.made, second.made]).toEqual([true, false])
    const [url, again] = [first, second].map(({ sources }) => sources[0]?.url ?? '')
    expect(again).toBe(url)
    expect(url).not.toContain(new URL(owner.replace('@/', '@localhost/')).password)
    expect(await ask(url ?? '', 'select current_user::text as name')).toEqual([{ name: readerName }])
    for (const no of ['update contacts set note = null', 'create table mine ()', 'create role another'])
      await expect(ask(url ?? '', no)).rejects.toMatchObject({ code: '42501' })
    await ask(await ownDatabase(owner), `drop schema ${operationsName} cascade`)
    const [third] = await Promise.all([createDemonstration(place), createDemonstration(place)])
    const { datasets } = mapped(third)
    const connections = Object.fromEntries(third.sources.map((source) => [source.key, source.url]))
    const found = await disclose(datasets, connections, { email: [showcasePersons[0]?.email ?? ''] })
    expect([found.problems, found.complete]).toEqual([[], true])
    rmSync(dataFolder, { recursive: true, force: true })
  })
})

describe('a demonstration that may not be made', () => {
  it('says by which code of PostgreSQL, and leaves nothing', async () => {
    const database = await testDatabase('empty')
    const dataFolder = mkdtempSync(join(tmpdir(), 'yakusoku-demonstration-'))
    const databaseUrl = `${database.url}&options=${encodeURIComponent('-c default_transaction_read_only=on')}`
    const making = createDemonstration({ databaseUrl, ownDatabase: false, dataFolder, referenceDate })
    await expect(making).rejects.toMatchObject({ code: '25006' })
    expect(existsSync(websiteFile(dataFolder))).toBe(false)
    await database.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })
})

describe('a demonstration whose making was killed', () => {
  it('leaves nothing half made, and is made whole by the next start', async () => {
    const database = await testDatabase('empty')
    const dataFolder = mkdtempSync(join(tmpdir(), 'yakusoku-demonstration-'))
    const place = { databaseUrl: database.url, ownDatabase: false, dataFolder, referenceDate }
    await ask(
      database.url,
      `create schema ${operationsName}; create table ${operationsName}.of_an_older_version ();
       comment on schema ${operationsName} is 'Yakusoku demonstration 0, 2025-01-01'`,
    )
    await killedAt(0.2, place)
    expect(existsSync(websiteFile(dataFolder))).toBe(false)
    const stands = (name: string) => ask(database.url, `select from pg_tables where tablename = '${name}'`)
    expect(await stands('of_an_older_version')).toHaveLength(1)
    expect((await createDemonstration(place)).made).toBe(true)
    expect(await stands('of_an_older_version')).toHaveLength(0)
    const [row] = await ask<{ visits: number }>(database.url, 'select count(*)::int as visits from visits')
    expect(row?.visits).toBe(200_000)
    expect(websiteVersion(websiteFile(dataFolder))).toBe(demonstrationVersion)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    expect(await readMark(client)).toEqual({ version: demonstrationVersion, reference: referenceDate })
    await client.end()
    await database.close()
    rmSync(dataFolder, { recursive: true, force: true })
  })
})

/** Makes the demonstration in a process of its own and kills it with signal 9 when so much is done. */
async function killedAt(share: number, place: object): Promise<void> {
  const door = new URL('./index.ts', import.meta.url).href
  const code = `import { createDemonstration } from '${door}'
    const progress = ({ share }) => { if (share > ${share}) process.stdout.write('now') }
    await createDemonstration({ ...${JSON.stringify(place)}, progress })
    process.exit(7)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.once('data', () => child.kill('SIGKILL'))
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
}
