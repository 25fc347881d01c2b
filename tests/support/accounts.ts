// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import {
  createAccounts,
  type Accounts,
  type AccountsFact,
  type Role,
} from '../../server/src/accounts/index.ts'
import { inInstallation, registerOrganisation } from '../../server/src/database/index.ts'
import { createHttp, type Http } from '../../server/src/http/index.ts'
import { createLog } from '../../server/src/kernel/index.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { earlyInStep, goodPassword, lastingCode, tokenOf, totpCode } from './signing-in.ts'

export { goodPassword, tokenOf, totpCode }

/** Accounts over HTTP with two organisations, a ledger that only remembers, and a clock that can be moved on. */
export interface AccountsWorld {
  readonly database: TestDatabase
  readonly accounts: Accounts
  readonly http: Http
  readonly facts: { organisation: string; fact: AccountsFact }[]
  readonly lines: string[]
  /** Moves our clock on; the library keeps the machine's. */
  advance(duration: Temporal.DurationLike): void
  /** Types of all facts so far in an organisation, in order. */
  factTypes(organisation: string): string[]
  close(): Promise<void>
}

/** The session secret of an {@link AccountsWorld}, for a second server beside it. */
export const worldSecret = 'a secret of the tests, long enough to be taken 0123456789'

/** Builds an {@link AccountsWorld} with the organisations alpha and beta. */
export async function accountsWorld(): Promise<AccountsWorld> {
  const database = await testDatabase()
  const { db } = database
  for (const id of ['alpha', 'beta']) await inInstallation(db, (tx) => registerOrganisation(tx, id))
  const facts: AccountsWorld['facts'] = []
  const lines: string[] = []
  let ahead = Temporal.Duration.from({ seconds: 0 })
  const log = createLog('debug', (line) => void lines.push(line))
  const accounts = createAccounts({
    connection: database,
    config: { publicUrl: 'http://localhost' },
    clock: { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()).add(ahead) },
    log,
    secret: worldSecret,
    record: async (_tx, organisation, fact) => void facts.push({ organisation, fact }),
    promisesOf: (organisation) => (organisation === 'alpha' ? ['CLN-5.8'] : []),
    organisationName: (id) => ({ ja: `${id} 株式会社`, en: `${id} Inc.` }),
  })
  const http = await createHttp({ log, requestsPerMinute: 1_000_000 })
  accounts.registerRoutes(http)
  const close = async () => {
    await http.close()
    await accounts.settle()
    await database.close()
  }
  return {
    database,
    accounts,
    http,
    facts,
    lines,
    advance: (duration) => (ahead = ahead.add(duration)),
    factTypes: (organisation) =>
      facts.flatMap((entry) => (entry.organisation === organisation ? [entry.fact.type] : [])),
    close,
  }
}

/** What came back. */
export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly raw: string
}

let addresses = 0

function newAddress(): string {
  addresses += 1
  return `10.0.${addresses >> 8}.${addresses & 255}`
}

/** A browser: keeps cookies and sends the origin, as a console would. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly setCookies: string[] = []
  readonly #http: Http
  readonly #address: string

  /** Each browser has an address of its own unless one is given, so that tests do not use up each other's tries. */
  constructor(http: Http, address = newAddress()) {
    this.#http = http
    this.#address = address
  }

  /** The cookies as a header sends them. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string | undefined> = {},
  ): Promise<Reply> {
    const { cookie } = this
    const sent = {
      origin: 'http://localhost',
      host: 'localhost',
      ...(cookie === '' ? {} : { cookie }),
      ...headers,
    }
    const known = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined))
    const reply = await this.#http.inject({
      method,
      url,
      remoteAddress: this.#address,
      headers: known as Record<string, string>,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    for (const line of [reply.headers['set-cookie'] ?? []].flat()) this.#keep(line)
    return {
      status: reply.statusCode,
      body: reply.body === '' ? {} : JSON.parse(reply.body),
      raw: reply.body,
    }
  }

  get(url: string): Promise<Reply> {
    return this.call('GET', url)
  }

  post(url: string, body?: unknown): Promise<Reply> {
    return this.call('POST', url, body)
  }

  #keep(line: string): void {
    this.setCookies.push(line)
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** An operator who went all the way: joined, with an authenticator app, signed in. */
export interface EnrolledOperator {
  readonly id: string
  readonly email: string
  readonly secret: string
  readonly backupCodes: string[]
  readonly browser: Browser
}

/**
 * Adds an operator and takes them through joining and enrolment. Where they sign in again this leaves the code of this
 * moment unused, and may have to wait for one that is left.
 */
export async function enrolled(
  world: Pick<AccountsWorld, 'accounts' | 'http'>,
  name: string,
  places: Readonly<Record<string, Role[]>>,
  signsInAgain = true,
): Promise<EnrolledOperator> {
  const email = `${name}@example.jp`
  let id = ''
  for (const [organisation, roles] of Object.entries(places)) {
    id = await world.accounts.addOperator({ organisation, email, name, roles, language: 'ja' })
  }
  const { url } = await world.accounts.createSignInLink(id, 'join')
  const browser = new Browser(world.http)
  await browser.post('/api/accounts/join', { token: tokenOf(url), password: goodPassword })
  const { secret, backupCodes } = await enrol(browser, signsInAgain)
  return { id, email, secret, backupCodes, browser }
}

/** Sets up an authenticator app in a signed-in browser. */
export async function enrol(
  browser: Browser,
  signsInAgain = true,
): Promise<{ secret: string; backupCodes: string[] }> {
  const begun = await browser.post('/api/auth/two-factor/enable', { password: goodPassword })
  const { secret, backupCodes } = begun.body as { secret: string; backupCodes: string[] }
  if (signsInAgain) await earlyInStep()
  const shown = await browser.post('/api/auth/two-factor/verify-totp', { code: lastingCode(secret) })
  if (shown.status !== 200) throw new Error(`enrolment failed: ${begun.raw} ${shown.raw}`)
  return { secret, backupCodes }
}
