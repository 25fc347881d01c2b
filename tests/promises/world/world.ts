// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import PostalMime, { type Email } from 'postal-mime'
import { inject } from 'vitest'
import { serverEnvironment } from '../../../scripts/server.mjs'
import { inTheFuture } from './environment.ts'
import { Person } from './person.ts'
import type { RunningServer } from './world.setup.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** How a command ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The running server of the promise tests, seen from outside: HTTP, mail and the command line. */
export interface World {
  readonly url: string
  /** Somebody nobody knows. */
  readonly visitor: Person
  /** Runs `yakusoku …` as whoever runs the server would. */
  command(...words: string[]): Promise<Ended>
  /** Mails that arrived at an address, the oldest first. */
  mailsTo(address: string): Promise<Email[]>
  /** Makes a small source database by its statements; its address. */
  database(name: string, statements: string): Promise<{ url: string }>
}

/** Two people of an organisation: who manages privacy there, and who approves. */
export interface Office {
  readonly manager: Person
  readonly approver: Person
}

/** The one server; started when the first asks. */
export async function openWorld(): Promise<World> {
  const gate = inject('promisesGate')
  const answer = await fetch(`${gate}/server`)
  if (!answer.ok) throw new Error(await answer.text())
  const server = (await answer.json()) as RunningServer
  return {
    url: server.url,
    visitor: new Person(server.url),
    command: (...words) => command(server, words),
    mailsTo: async (address) => {
      const raw = (await (await fetch(`${gate}/mails`)).json()) as string[]
      const mails = await Promise.all(raw.map((mail) => PostalMime.parse(Buffer.from(mail, 'latin1'))))
      return mails.filter(({ to }) => to?.some((one) => one.address?.toLowerCase() === address.toLowerCase()))
    },
    database: (name, statements) => makeDatabase(server, name, statements),
  }
}

function command(server: RunningServer, words: readonly string[]): Promise<Ended> {
  const env = {
    ...process.env,
    ...serverEnvironment,
    ...inTheFuture,
    YAKUSOKU_DATA: server.data,
    YAKUSOKU_URL: server.url,
    YAKUSOKU_DEMONSTRATION: 'off',
    LC_ALL: 'C',
  }
  const parameters = [
    '--disable-warning=ExperimentalWarning',
    join(root, 'server', 'src', 'cli.ts'),
    ...words,
  ]
  return new Promise((resolve) => {
    execFile(process.execPath, parameters, { env, cwd: root, maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    )
  })
}

async function makeDatabase({ postgres }: RunningServer, name: string, statements: string) {
  const open = async (database: string) => {
    const client = new pg.Client({ ...postgres, user: 'postgres', database })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const admin = await open('postgres')
  await admin.query(`create database ${name}`)
  await admin.end()
  const client = await open(name)
  await client.query(statements)
  await client.end()
  const { host, password } = postgres
  const access = `postgres:${encodeURIComponent(password)}@localhost`
  return { url: `postgres://${access}/${name}?host=${encodeURIComponent(host)}` }
}

const offices = new Map<string, Promise<Office>>()

/** The people of an organisation, brought in when they are first asked for. */
export function openOffice(world: World, organisation: string): Promise<Office> {
  const open = offices.get(organisation) ?? bringIn(world, organisation)
  offices.set(organisation, open)
  return open
}

/** The first comes in by the command line, the second by the first's invitation. */
async function bringIn(world: World, organisation: string): Promise<Office> {
  const [first, second] = ['manager', 'approver'].map((name) => `${name}@${organisation}.example.jp`)
  const words = ['--name', 'Mori Aki', '--role', 'privacy-manager', '--organisation', organisation]
  const added = await world.command('operator', 'add', String(first), ...words)
  if (added.code !== 0) throw new Error(added.err)
  const [manager, approver] = [new Person(world.url), new Person(world.url)]
  await manager.join(added.out.trim())
  const invitation = { email: second, name: 'Sato Ren', roles: ['approver'] }
  const path = `/api/organisations/${organisation}/operators`
  const invited = await manager.does<{ link: { url: string } }>('POST', path, invitation)
  await approver.join(invited.link.url)
  return { manager, approver }
}

/** Waits until `done` gives something; the time it waits at most is generous, as a machine may be busy. */
export async function eventually<T>(what: string, done: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 60_000; ; await sleep(100)) {
    const found = await done()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
  }
}

/** A file of a pack as it stands in the repository. */
export const packFile = (pack: string, file: 'pack.yaml' | 'policy.ja.md' | 'policy.en.md'): string =>
  readFileSync(join(root, 'packs', pack, file), 'utf8')
