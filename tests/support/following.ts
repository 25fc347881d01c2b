// SPDX-License-Identifier: Apache-2.0
// A server that others follow: over real connections, with a second server on the same database.
import { readMessage, readSnapshot, type MessageOf, type StreamMessage } from '@yakusoku/core/gate'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { createApplication, type Application } from '../../server/src/application.ts'
import { recordIn, type Said } from '../../server/src/consent/index.ts'
import { inOrganisation, type Tx } from '../../server/src/database/index.ts'
import { createLog } from '../../server/src/kernel/index.ts'
import { system } from '../../server/src/ledger/index.ts'
import type { EnrolledOperator } from './accounts.ts'
import { home, testApplication, type TestApplication } from './application.ts'

/** Something that is said of a person. */
export type Command = Said['command']

/** How long what happens within a second is waited for on a busy machine. */
export const soon = { timeout: 30_000, interval: 20 }

/** Where the gate of {@link home} is followed. */
export const base = `/api/organisations/${home}/gate`

/** A server with whoever follows it. */
export interface FollowedWorld extends Omit<TestApplication, 'close'> {
  readonly manager: EnrolledOperator
  readonly url: string
  /** A token that may follow, ask and read. */
  readonly token: string
  /** Another server on the same database and keys, listening. */
  another(): Promise<{ app: Application; url: string }>
  tokenOf(
    by: EnrolledOperator,
    scopes: string[],
    hours?: number,
    organisation?: string,
  ): Promise<{ secret: string; id: string }>
  get(path: string, token?: string, url?: string): Promise<Response>
  /** Status and code of what is refused. */
  refusal(path: string, token?: string, url?: string): Promise<[number, unknown]>
  inHome<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Records what a person says, all in one transaction. */
  say(person: string, ...commands: Command[]): Promise<void>
  /** That a consent of the policy is given. */
  give(): Command
  follow(query: string, token?: string, url?: string): Promise<Stream>
  /** Status, answer and reason about a person, for a purpose that needs their consent. */
  decides(person: string, url?: string): Promise<{ status: number; decision?: boolean; reason?: string }>
  /** Everything, fetched and read. */
  snapshot(url?: string): ReturnType<typeof snapshotFrom>
  close(): Promise<void>
}

/** Builds a {@link FollowedWorld}. */
export async function followedWorld(): Promise<FollowedWorld> {
  const world = await testApplication({ laws: true })
  const manager = await world.operator('manager', 'privacy-manager')
  const { secret: token } = await tokenOf(world, manager, ['gate:follow', 'gate:ask', 'gate:read'])
  const url = await listening(world.app)
  const get = (path: string, secret = token, server = url) =>
    fetch(`${server}${path}`, { headers: { authorization: `Bearer ${secret}` } })
  const inHome = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(world.app.connection.db, home, work)
  const others: Application[] = []
  return {
    ...world,
    manager,
    url,
    token,
    get,
    inHome,
    another: async () => {
      const app = await anotherServer(world)
      others.push(app)
      return { app, url: await listening(app) }
    },
    tokenOf: (...given) => tokenOf(world, ...given),
    refusal: async (...asked) => {
      const reply = await get(...asked)
      const { code } = (await reply.json()) as { code?: unknown }
      return [reply.status, code]
    },
    say: (person, ...commands) =>
      inHome(async (tx) => {
        for (const command of commands) {
          const said: Said = { person, channel: 'app', command }
          await recordIn(world.app.consent, tx, home, { said, actor: system })
        }
      }),
    give: () => ({
      type: 'give',
      consent: 'website-measurement',
      version: world.app.policies.inForce(home).version,
      language: 'ja',
    }),
    follow: async (query, secret, server) =>
      new Stream(await get(`${base}/changes?${query}`, secret, server)),
    decides: (person, server = url) => decides(server, token, person),
    snapshot: async (server) => snapshotFrom(await get(`${base}/snapshot`, token, server)),
    async close() {
      for (const app of others) await app.stop()
      await world.close()
    },
  }
}

async function tokenOf(
  { clock }: TestApplication,
  by: EnrolledOperator,
  scopes: string[],
  hours = 800,
  organisation: string = home,
): Promise<{ secret: string; id: string }> {
  const made = await by.browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'follower',
    scopes,
    expiresAt: clock.now().add({ hours }).toString(),
  })
  const { secret, token } = made.body as unknown as { secret: string; token: { id: string } }
  return { secret, id: token.id }
}

async function anotherServer({ app, database, clock }: TestApplication): Promise<Application> {
  const { config } = app
  const log = createLog('debug', () => undefined)
  const packs = join(config.dataFolder, 'packs')
  const made = await createApplication({ config, databaseUrl: database.url, clock, log, packs })
  made.gates.start()
  return made
}

async function listening({ http }: Application): Promise<string> {
  await http.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
}

async function decides(url: string, token: string, person: string) {
  const reply = await fetch(`${url}/access/v1/evaluation`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: { type: 'actor', id: 'sato', properties: { roles: ['systems-manager'] } },
      action: { name: 'use' },
      resource: { type: 'web-usage', id: person },
      context: { purpose: 'website-measurement' },
    }),
  })
  if (!reply.ok) return { status: reply.status }
  const { decision, context } = (await reply.json()) as { decision: boolean; context: { reason: string } }
  return { status: reply.status, decision, reason: context.reason }
}

async function snapshotFrom(reply: Response) {
  const reader = readSnapshot()
  for await (const bytes of reply.body ?? []) reader.take(bytes as Uint8Array)
  const read = reader.finish()
  if (!read.ok) throw new Error(read.problem.message.en)
  return read.value
}

/** Reads lines until the server ends them; each as it was understood. */
export class Stream {
  readonly messages: StreamMessage[] = []
  readonly #read: Promise<void>
  #ended = false

  constructor(reply: Response) {
    if (!reply.ok) throw new Error(`not opened: ${reply.status}`)
    this.#read = this.#take(reply).finally(() => (this.#ended = true))
  }

  /** Waits until the server ends it; throws where a line was not understood. */
  async end(): Promise<void> {
    await vi.waitFor(() => expect(this.#ended).toBe(true), soon)
    await this.#read
  }

  of<Kind extends StreamMessage['kind']>(kind: Kind): MessageOf<Kind>[] {
    return this.messages.filter((one): one is MessageOf<Kind> => one.kind === kind)
  }

  /** Waits for a sign of life. */
  here(): Promise<void> {
    return vi.waitFor(() => expect(this.of('here').length).toBeGreaterThan(0), soon)
  }

  /** The state last told of somebody: undefined where nothing was. */
  state(key: string) {
    return this.of('persons')
      .flatMap(({ persons }) => persons)
      .findLast((one) => one.key === key)?.state
  }

  async #take(reply: Response): Promise<void> {
    let rest = ''
    for await (const bytes of reply.body ?? []) {
      const lines = (rest + Buffer.from(bytes as Uint8Array).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const read = readMessage(line)
        if (!read.ok) throw new Error(read.problem.message.en)
        this.messages.push(read.value)
      }
    }
  }
}
