// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { vi } from 'vitest'
import type { Role } from '../../server/src/accounts/index.ts'
import { createApplication, type Application } from '../../server/src/application.ts'
import { inOrganisation } from '../../server/src/database/index.ts'
import { createLog } from '../../server/src/kernel/index.ts'
import { system } from '../../server/src/ledger/index.ts'
import { Browser, enrolled, type EnrolledOperator } from './accounts.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { TestClock } from './organisation.ts'

const packs = fileURLToPath(new URL('../../packs', import.meta.url))

/** The two organisations of a test application: the fictional company, and another on the same installation. */
export const [home, other] = ['cleaning', 'elsewhere'] as const

/** A whole server without a port: real databases, real jobs, a clock that the test moves. */
export interface TestApplication {
  readonly app: Application
  readonly database: TestDatabase
  readonly clock: TestClock
  /** Every line logged so far. */
  readonly lines: string[]
  /** The connected PostgreSQL system, which can be taken away and given back. */
  readonly shop: Shop
  /** Reads past row-level security, as nobody but a test may. */
  query<Row>(statement: string, values?: unknown[]): Promise<Row[]>
  /** A browser with an address of its own. */
  browser(): Browser
  /** A signed-in operator with their second factor. */
  operator(name: string, role: Role, organisation?: string): Promise<EnrolledOperator>
  close(): Promise<void>
}

/** A connected PostgreSQL system behind a gate. */
export interface Shop {
  readonly database: TestDatabase
  readonly url: string
  /** Refuses connections from now on, and cuts those there are. */
  leave(): Promise<void>
  /** Takes connections again. */
  comeBack(): Promise<void>
}

/** Packs of further organisations: files by their path, by the organisation's id. */
export type OtherPacks = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Builds and starts a {@link TestApplication} whose sources hold the people of {@link people}. */
export async function testApplication(
  settings: { smtpUrl?: string; laws?: boolean; packs?: OtherPacks } = {},
): Promise<TestApplication> {
  const database = await testDatabase('migrated')
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-application-'))
  const clock = new TestClock(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString())
  const lines: string[] = []
  const app = await createApplication({
    config: {
      dataFolder: folder,
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://localhost',
      databaseUrl: database.url,
      smtpUrl: settings.smtpUrl,
      demonstration: false,
      logLevel: 'debug',
    },
    databaseUrl: database.url,
    clock,
    log: createLog('debug', (line) => void lines.push(line)),
    packs: twoPacks(folder, settings.laws, settings.packs),
  })
  const shop = await openShop()
  await app.catalog.connect(home, system, { key: 'shop', url: shop.url, map: shopMap })
  const site = `sqlite:${makeSite(folder)}`
  await app.catalog.connect(home, system, { key: 'site', url: site, map: siteMap })
  await app.start()
  const world = { accounts: app.accounts, http: app.http }
  const superuser = new pg.Pool({ connectionString: database.url, max: 2 })
  return {
    app,
    database,
    clock,
    lines,
    shop,
    async query<Row>(statement: string, values: unknown[] = []) {
      return (await superuser.query(statement, values)).rows as Row[]
    },
    browser: () => new Browser(app.http),
    operator: (name, role, organisation: string = home) =>
      enrolled(world, name, { [organisation]: [role] }, false),
    async close() {
      await superuser.end()
      await app.stop()
      await shop.leave()
      await shop.database.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The packs folder with a second organisation: the same promises under another name; the laws where they matter. */
function twoPacks(folder: string, laws = false, others: OtherPacks = {}): string {
  const root = join(folder, 'packs')
  if (laws) cpSync(join(packs, 'law'), join(root, 'law'), { recursive: true })
  cpSync(join(packs, home), join(root, home), { recursive: true })
  cpSync(join(packs, home), join(root, other), { recursive: true })
  const file = join(root, other, 'pack.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^id: cleaning$/m, `id: ${other}`))
  for (const [id, files] of Object.entries(others)) {
    mkdirSync(join(root, id))
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, id, path), text)
  }
  return root
}

/** The people in the sources, all fictional; hana's rows hold what breaks careless programs. */
export const people = {
  taro: { email: 'taro@kaede.example.jp', name: '楓 太郎', phone: '03-0000-0001' },
  hana: { email: 'hana@kaede.example.jp', name: '𠮷田 ﾊﾅ', phone: '03-0000-0002' },
  ren: { email: 'ren@tsubaki.example.jp', name: '椿 蓮', phone: '03-0000-0003' },
} as const

const shopMap = `dataset:
- fides_key: shop
  name: 店舗 / Shop
  collections:
  - name: customers
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: string } }
    - { name: name, data_categories: [user.name], fides_meta: { data_type: string } }
    - { name: phone, data_categories: [user.contact.phone_number], fides_meta: { data_type: string } }
    - { name: note, data_categories: [user.content], fides_meta: { data_type: string } }
  - name: messages
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - name: customer_id
      fides_meta: { data_type: integer, references: [ { dataset: shop, field: customers.id, direction: from } ] }
    - { name: other_name, data_categories: [user.name], fides_meta: { data_type: string } }
    - { name: body, data_categories: [user.content], fides_meta: { data_type: string } }
`

const siteMap = `dataset:
- fides_key: site
  name: サイト / Site
  collections:
  - name: members
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: string } }
    - { name: remark, data_categories: [user.content], fides_meta: { data_type: string } }
`

async function openShop(): Promise<Shop> {
  const database = await testDatabase('empty')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`
    create table customers (id int primary key, email text unique, name text, phone text, note text);
    create table messages (id int primary key, customer_id int references customers, other_name text, body text);
    create index on messages (customer_id)`)
  for (const [index, { email, name, phone }] of Object.values(people).entries()) {
    const id = index + 1
    await client.query('insert into customers values ($1, $2, $3, $4, $5)', [id, email, name, phone, '=1+1'])
    const body = `ren@tsubaki.example.jp から伝言 ${id}`
    await client.query('insert into messages values ($1, $2, $3, $4)', [id, id, people.ren.name, body])
  }
  await client.end()
  const [address = '', parameters = ''] = database.url.split('?')
  const gate = await openGate(new URLSearchParams(parameters).get('host') as string)
  const through = address.replace('@/', `@127.0.0.1:${gate.port}/`)
  return { database, url: through, leave: () => gate.close(), comeBack: () => gate.open() }
}

/** A gate on loopback in front of a PostgreSQL socket; closed, it refuses connections as a stopped server does. */
async function openGate(folder: string) {
  const sockets = new Set<Socket>()
  const server = createServer((from) => {
    const to = connect(join(folder, '.s.PGSQL.5432'))
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => void sockets.delete(socket))
    }
    from.pipe(to).pipe(from)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    open: () => listen(port),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

function makeSite(folder: string): string {
  mkdirSync(join(folder, 'sources'))
  const file = join(folder, 'sources', 'site.db')
  const site = new DatabaseSync(file)
  site.exec('create table members (id integer primary key, email text, remark text)')
  const insert = site.prepare('insert into members values (?, ?, ?)')
  insert.run(1, people.taro.email, '半角ｶﾀｶﾅと𩸽')
  insert.run(2, people.hana.email, 'NUL\u0000のあと')
  site.close()
  return file
}

/** What `POST` of the form sends for one of {@link people}. */
export function askFor(person: keyof typeof people, more: Record<string, unknown> = {}) {
  const { email, name } = people[person]
  return { kind: 'disclosure', email, name, note: '', language: 'ja', ...more }
}

/** The newest mail of a kind to an address, from the sealed outbox. */
export async function newestMail(
  { app }: TestApplication,
  kind: string,
  to: string,
  organisation: string = home,
) {
  const mails = await inOrganisation(app.connection.db, organisation, (tx) =>
    app.mail.listOutbox(tx, organisation, to),
  )
  const found = mails.find((mail) => mail.kind === kind)
  if (found === undefined) throw new Error(`no mail ${kind} to ${to}`)
  return found
}

/** The six digits of the newest code mailed to an address. */
export async function codeFor(
  world: TestApplication,
  to: string,
  organisation: string = home,
): Promise<string> {
  const { text } = await newestMail(world, 'verification-code', to, organisation)
  return /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] as string
}

/** A request received: what its requester holds, and its id. */
export interface ReceivedRequest {
  readonly id: string
  readonly number: string
  readonly secret: string
  readonly dueOn: string
}

/** Asks and proves, as a person does. */
export async function receive(
  world: TestApplication,
  person: keyof typeof people,
  more: Record<string, unknown> = {},
  organisation: string = home,
): Promise<ReceivedRequest> {
  const browser = world.browser()
  const asked = await browser.post(`/api/privacy/${organisation}/requests`, askFor(person, more))
  if (asked.status !== 202) throw new Error(`not asked: ${asked.raw}`)
  const id = asked.body['id'] as string
  const code = await codeFor(world, people[person].email, organisation)
  const proven = await browser.post(`/api/privacy/${organisation}/requests/${id}/code`, { code })
  if (proven.status !== 201) throw new Error(`not received: ${proven.raw}`)
  return { id, ...(proven.body as unknown as Omit<ReceivedRequest, 'id'>) }
}

/** Has the gate see everything that is registered and recorded, which it does by itself a moment later. */
export async function gateSees({ app }: TestApplication, organisation: string = home): Promise<void> {
  await (await app.gates.node(organisation)).follower.followAfresh()
}

/** Waits until a request is in a state, as the jobs bring it there. */
export async function untilState(world: TestApplication, id: string, state: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await world.query<{ state: string }>(
        'select state from requests.requests where id = $1',
        [id],
      )
      const now = row?.state
      if (now !== state) throw new Error(`request ${id} is ${now}, not ${state}`)
    },
    { timeout: 30_000, interval: 100 },
  )
}

let askers = 0

/** Asks with an address of its own, without proving it, and says which code would be right and which wrong. */
export async function asked(world: TestApplication) {
  askers += 1
  const email = `asker${askers}@kaede.example.jp`
  const requests = `/api/privacy/${home}/requests`
  const reply = await world.browser().post(requests, askFor('taro', { email }))
  if (reply.status !== 202) throw new Error(`not asked: ${reply.raw}`)
  const id = reply.body['id'] as string
  const code = await codeFor(world, email)
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  return { id, email, code, wrong, url: `${requests}/${id}/code` }
}

/** How many facts of a type a request has. */
export async function countFacts(world: TestApplication, id: string, type: string): Promise<number> {
  const statement = 'select 1 from ledger.facts where subject_id = $1 and type = $2'
  return (await world.query(statement, [id, type])).length
}

/** A request brought to its answer, with the mail that tells of it and the token of its link. */
export async function answered(
  world: TestApplication,
  approver: EnrolledOperator,
  person: keyof typeof people,
  more: Record<string, unknown> = {},
): Promise<ReceivedRequest & { token: string; mail: string }> {
  const request = await receive(world, person, more)
  await untilState(world, request.id, 'review')
  await approver.browser.post(`/api/organisations/${home}/requests/${request.id}/approve`)
  await untilState(world, request.id, 'answered')
  const { text } = await newestMail(world, 'answer-ready', people[person].email)
  return { ...request, mail: text, token: /\/download\/(\S+)/.exec(text)?.[1] as string }
}
