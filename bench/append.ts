// SPDX-License-Identifier: Apache-2.0
/**
 * Facts appended - canonical, sealed, hashed, committed with fsync, numbered and in the signed tree - beside a plain
 * multi-row insert of the same bytes, on the same embedded PostgreSQL in the same run, the two taking turns.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import {
  inOrganisation,
  migrate,
  openDatabase,
  startEmbedded,
  type Connection,
} from '../server/src/database/index.ts'
import { newId } from '../server/src/kernel/index.ts'
import { state, type NewFact } from '../server/src/ledger/index.ts'
import { foundOrganisations } from '../tests/support/organisation.ts'
import { median, type Measure } from './measure.ts'

const total = 100_000
const batch = 1_000
const persons = 1_000
const rounds = 3
const organisation = 'alpha'
const operators = Array.from({ length: 20 }, () => newId())

type Ground = Awaited<ReturnType<typeof foundOrganisations>>

/** Facts a second, ours and plain; at least half the plain rate is wanted. */
export async function bench(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  chmodSync(folder, 0o755)
  const embedded = await startEmbedded(folder)
  try {
    await migrate(embedded.url)
    const database = openDatabase(embedded.url)
    const measures = await compare(database, embedded.url)
    await database.close()
    return measures
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(database: Connection, url: string): Promise<Measure[]> {
  const ground = await foundOrganisations(database.db, organisation)
  const people = await inOrganisation(database.db, organisation, (tx) =>
    ground.vault.createPersons(tx, organisation, persons),
  )
  const plain = new pg.Client({ connectionString: url })
  await plain.connect()
  await createPlain(plain)
  const rates = { ours: [] as number[], plain: [] as number[] }
  let bytes = 0
  for (let round = 0; round < rounds; round += 1) {
    rates.ours.push(total / (await timed(() => appendAll(database, ground, people))))
    const entries = await newestEntries(plain)
    bytes = entries.reduce((sum, { entry }) => sum + Buffer.byteLength(entry), 0) / entries.length
    rates.plain.push(total / (await timed(() => insertAll(plain, entries))))
  }
  await plain.end()
  const [ours, beside] = [median(rates.ours), median(rates.plain)]
  const note = `${total} facts of ${Math.round(bytes)} bytes, ${batch} a transaction, ${persons} persons, median of ${rounds}`
  return [
    {
      name: 'facts appended, durable, sealed, in the tree / plain multi-row insert of the same bytes',
      ours,
      beside,
      ratio: ours / beside,
      goal: 0.5,
      better: 'higher',
      unit: 'rows/s',
      note,
    },
  ]
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1_000
}

/** Appends all facts while the sequencer works beside, as in the server; ends when the last one has its number. */
async function appendAll({ db }: Connection, ground: Ground, people: readonly string[]): Promise<void> {
  ground.ledger.start({ debug() {}, info() {}, warn() {}, error() {} })
  for (let from = 0; from < total; from += batch) {
    const facts = Array.from({ length: batch }, (_, index) => factOf(ground, people, from + index))
    await inOrganisation(db, organisation, (tx) => ground.ledger.append(tx, organisation, facts))
  }
  await ground.ledger.stop()
  await ground.ledger.sequence(organisation)
  const { waiting } = await inOrganisation(db, organisation, (tx) => state(tx, organisation))
  if (waiting !== 0) throw new Error(`${waiting} facts have no number`)
}

function factOf({ clock }: Ground, people: readonly string[], n: number): NewFact {
  return {
    type: 'requests.viewed',
    at: clock.now(),
    actor: { kind: 'operator', id: operators[n % operators.length] as string },
    subject: { kind: 'request', id: `request-${n % 5_000}` },
    clear: { screen: 'found', purpose: 'answering a request' },
    sealed: {
      person: people[n % people.length] as string,
      value: { looked: `項目 ${n}`, fields: ['name', 'email'] },
    },
    promises: ['CLN-5.12'],
  }
}

async function createPlain(client: pg.Client): Promise<void> {
  await client.query(`create table plain_facts (
    organisation text not null, id uuid not null, type text not null, subject text, entry text not null,
    primary key (organisation, id))`)
  await client.query('create index on plain_facts (organisation, subject, id)')
}

interface Entry {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly entry: string
}

/** The bytes that were just appended, with new ids: the plain table is to store exactly as much. */
async function newestEntries(client: pg.Client): Promise<Entry[]> {
  const found = await client.query<Entry>(
    'select id, type, subject_id as subject, entry from ledger.facts order by id desc limit $1',
    [total],
  )
  return found.rows.map((row) => ({ ...row, id: newId() }))
}

async function insertAll(client: pg.Client, entries: readonly Entry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += batch) {
    const rows = entries.slice(from, from + batch)
    const places = rows.map((_, at) => `($1, $${at * 4 + 2}, $${at * 4 + 3}, $${at * 4 + 4}, $${at * 4 + 5})`)
    const values = rows.flatMap(({ id, type, subject, entry }) => [id, type, subject, entry])
    await client.query(
      `insert into plain_facts (organisation, id, type, subject, entry) values ${places.join(', ')}`,
      [organisation, ...values],
    )
  }
}
