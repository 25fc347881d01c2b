// SPDX-License-Identifier: Apache-2.0
import { personKey, readMessage, readSnapshot, type MessageOf, type StreamMessage } from '@yakusoku/core/gate'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { createApplication, type Application } from '../application.ts'
import { recordIn, type Said } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import { createLog } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'

type Command = Said['command']

const base = `/api/organisations/${home}/gate`
const soon = { timeout: 5_000, interval: 20 }

let world: TestApplication
let manager: EnrolledOperator
let token: string
let url: string
/** A second server on the same database. */
let second: Application
let secondUrl: string

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  token = (await tokenOf(manager, ['gate:follow', 'gate:ask', 'gate:read'])).secret
  const { config } = world.app
  second = await createApplication({
    config,
    databaseUrl: world.database.url,
    clock: world.clock,
    log: createLog('debug', () => undefined),
    packs: join(config.dataFolder, 'packs'),
  })
  second.gates.start()
  url = await listening(world.app)
  secondUrl = await listening(second)
})
afterAll(async () => {
  await second.stop()
  await world.close()
})

async function listening({ http }: Application): Promise<string> {
  await http.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
}

async function tokenOf(by: EnrolledOperator, scopes: string[], hours = 800, organisation: string = home) {
  const made = await by.browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'follower',
    scopes,
    expiresAt: world.clock.now().add({ hours }).toString(),
  })
  const { secret, token: one } = made.body as unknown as { secret: string; token: { id: string } }
  return { secret, id: one.id }
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const get = (path: string, secret = token, server = url) =>
  fetch(`${server}${path}`, { headers: bearer(secret) })

async function refusal(path: string, secret = token, server = url): Promise<[number, unknown]> {
  const reply = await get(path, secret, server)
  const { code } = (await reply.json()) as { code?: unknown }
  return [reply.status, code]
}

const inHome = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(world.app.connection.db, home, work)

const say = (person: string, ...commands: Command[]) =>
  inHome(async (tx) => {
    for (const command of commands)
      await recordIn(world.app.consent, tx, home, {
        said: { person, channel: 'app', command },
        actor: system,
      })
  })

const give = (consent = 'website-measurement'): Command => ({
  type: 'give',
  consent,
  version: world.app.policies.inForce(home).version,
  language: 'ja',
})
const withdraw: Command = { type: 'withdraw', consent: 'website-measurement' }

const keyOf = (person: string) =>
  inHome(async (tx) => personKey(await world.app.vault.gateKey(tx, home), person))

async function snapshot(secret = token) {
  const reader = readSnapshot()
  const reply = await get(`${base}/snapshot`, secret)
  for await (const bytes of reply.body ?? []) reader.take(bytes as Uint8Array)
  const read = reader.finish()
  if (!read.ok) throw new Error(read.problem.message.en)
  return read.value
}

/** Reads lines until the server ends them; each as it was understood. */
class Stream {
  readonly messages: StreamMessage[] = []
  ended = false

  static async open(query: string, secret = token, server = url): Promise<Stream> {
    const reply = await get(`${base}/changes?${query}`, secret, server)
    if (!reply.ok) throw new Error(`not opened: ${reply.status} ${await reply.text()}`)
    const stream = new Stream()
    void stream.#read(reply).finally(() => (stream.ended = true))
    return stream
  }

  of<Kind extends StreamMessage['kind']>(kind: Kind): MessageOf<Kind>[] {
    return this.messages.filter((one): one is MessageOf<Kind> => one.kind === kind)
  }

  /** The state last told of somebody: undefined where nothing was. */
  state(key: string) {
    return this.of('persons')
      .flatMap(({ persons }) => persons)
      .findLast((one) => one.key === key)?.state
  }

  async #read(reply: Response): Promise<void> {
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

const ended = (stream: Stream) => vi.waitFor(() => expect(stream.ended).toBe(true), soon)

const survey = {
  subject: { type: 'actor', id: 'sato', properties: { roles: ['systems-manager'] } },
  action: { name: 'use' },
  resource: { type: 'web-usage', id: '' },
  context: { purpose: 'website-measurement' },
}

/** The answer over HTTP about a person, by one server. */
async function decides(server: string, person: string): Promise<{ decision: boolean; reason: string }> {
  const reply = await fetch(`${server}/access/v1/evaluation`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify({ ...survey, resource: { ...survey.resource, id: person } }),
  })
  const { decision, context } = (await reply.json()) as { decision: boolean; context: { reason: string } }
  return { decision, reason: context.reason }
}

describe('a snapshot', () => {
  it('fills a gate elsewhere with everybody, whatever is known of them, and is a recorded reading', async () => {
    const kinds: Command[] = [
      give(),
      { type: 'object', purpose: 'feedback-collection' },
      { type: 'restrict', categories: ['*'] },
      { type: 'suspend', what: 'provide' },
      { type: 'describe', jurisdictions: ['DE', 'EU'], born: '2012-02-29', guardian: true },
      { type: 'happened', event: 'completion' },
      { type: 'agree-beyond', purpose: 'invoicing', category: 'contact-details', words: 'May we?' },
    ]
    for (let at = 0; at < 128; at += 1)
      await say(`K-${at}`, ...kinds.filter((_, nth) => (at >> nth) & 1 || nth === at % kinds.length))
    const { gate, head, end } = await snapshot()
    const node = await world.app.gates.node(home)
    expect(gate.persons()).toBe(128)
    expect(head).toMatchObject({ organisation: home, day: node.today(), position: end.position })
    expect(head.policy).toMatchObject({ version: node.version(), revision: node.follower.revision })
    const key = Buffer.from(head.key, 'hex')
    const question = {
      act: 'use',
      actor: { roles: ['systems-manager'] },
      category: 'web-usage',
      purpose: 'website-measurement',
    }
    for (let at = 0; at < 128; at += 1) {
      const person = personKey(key, `K-${at}`)
      expect(gate.person(person)).toEqual(node.gate.person(person))
      expect(gate.decide(question, person, head.day)).toEqual(node.gate.decide(question, person, head.day))
    }
    const [fact] = await world.query<{ entry: string }>(
      `select entry from ledger.facts where type = 'gate.copied' order by id desc limit 1`,
    )
    expect(JSON.parse(fact?.entry ?? '')).toMatchObject({
      actor: { kind: 'token' },
      clear: { persons: 128, position: head.position },
    })
  })

  it('holds what was said before it was asked for, whichever server it was said to', async () => {
    await say('fresh', give())
    const reply = await get(`${base}/snapshot`, token, secondUrl)
    const reader = readSnapshot()
    reader.take(new Uint8Array(await reply.arrayBuffer()))
    const read = reader.finish()
    expect(read.ok && read.value.gate.person(await keyOf('fresh'))?.consents).toEqual(['website-measurement'])
  })
})

describe('the stream of changes', () => {
  it('tells a withdrawal that two servers see too, each for itself', async () => {
    const before = await snapshot()
    await say('hanako@example.jp', give())
    const key = await keyOf('hanako@example.jp')
    const query = `after=${before.end.position}&policy=${before.head.policy.revision}`
    const [one, two] = [await Stream.open(query), await Stream.open(query, token, secondUrl)]
    await vi.waitFor(() => {
      for (const stream of [one, two]) expect(stream.state(key)?.consents).toEqual(['website-measurement'])
    }, soon)
    for (const server of [url, secondUrl])
      await vi.waitFor(
        async () => expect(await decides(server, 'hanako@example.jp')).toMatchObject({ decision: true }),
        soon,
      )
    await say('hanako@example.jp', withdraw)
    await vi.waitFor(() => {
      for (const stream of [one, two]) expect(stream.state(key)?.consents).toEqual([])
    }, soon)
    for (const server of [url, secondUrl])
      await vi.waitFor(
        async () =>
          expect(await decides(server, 'hanako@example.jp')).toEqual({
            decision: false,
            reason: 'no-consent',
          }),
        soon,
      )
    for (const stream of [one, two]) {
      let position = before.end.position
      for (const message of stream.of('persons')) {
        expect(message.after).toBe(position)
        position = message.position
      }
      expect(stream.of('policy')).toEqual([])
      expect(stream.of('standing')).toHaveLength(1)
    }
    await vi.waitFor(() => expect(one.of('here').length).toBeGreaterThan(2), soon)
    expect(one.of('here').at(-1)).toMatchObject({ day: (await world.app.gates.node(home)).today() })
  })

  it('begins with the policy for who has none, and ends when everything is told where nobody waits', async () => {
    const all = await Stream.open('after=0&wait=0')
    await ended(all)
    expect(all.messages.map(({ kind }) => kind)).toEqual(['policy', 'persons', 'here'])
    const { position } = all.of('here')[0]!
    const nothing = await Stream.open(
      `after=${position}&policy=${all.of('policy')[0]!.revision}&wait=0`,
      token,
      secondUrl,
    )
    await ended(nothing)
    expect(nothing.messages.map(({ kind }) => kind)).toEqual(['standing', 'here'])
  })

  it('tells of a person who was erased that nothing is known any more', async () => {
    await say('gone@example.jp', give())
    const key = await keyOf('gone@example.jp')
    const stream = await Stream.open('after=0')
    await vi.waitFor(() => expect(stream.state(key)).toBeTruthy(), soon)
    await inHome(async (tx) => {
      const person = await world.app.vault.personFor(tx, home, 'email', 'gone@example.jp')
      await world.app.vault.erase(tx, home, person, world.clock.now().toString())
    })
    await vi.waitFor(() => expect(stream.state(key)).toBeNull(), soon)
    expect((await snapshot()).gate.person(key)).toBeUndefined()
  })

  it('tells how the organisation stands as it changes', async () => {
    const stream = await Stream.open('after=0')
    const body = { kind: 'clearance', actor: 'suzuki', category: 'floor-plans', document: '身元確認 2026-11' }
    const registered = await manager.browser.post(`/api/organisations/${home}/standing/entries`, { body })
    expect([registered.status, registered.raw]).toEqual([201, registered.raw])
    await vi.waitFor(
      () =>
        expect(stream.of('standing').at(-1)?.standing.clearances).toMatchObject({ suzuki: ['floor-plans'] }),
      soon,
    )
  })

  it.each([
    '',
    'after=-1',
    'after=abc',
    'after=1e3',
    'after=99999999999999999999',
    'after=9223372036854775808',
  ])('refuses to begin at %j', async (query) => {
    expect(await refusal(`${base}/changes?${query}`)).toEqual([400, 'common.invalid'])
  })

  it('refuses a position that it has not reached, so that the snapshot is fetched again', async () => {
    expect(await refusal(`${base}/changes?after=9223372036854775807`)).toEqual([409, 'gate.not-reached'])
  })
})

describe('a policy published on one server', () => {
  it('is looked for at once by another that somebody asks who has it already', async () => {
    second.policies.unwatch()
    await (await second.gates.node(home)).follow()
    const pack = world.app.policies.inForce(home)
    const { head } = await snapshot()
    await world.app.policies.publish({ ...pack, version: '9.0.0', effective: head.day }, 'test')
    await world.app.policies.load()
    const stream = await Stream.open(`after=0&policy=${head.policy.revision}`)
    await vi.waitFor(() => expect(stream.of('policy').at(-1)).toMatchObject({ version: '9.0.0' }), soon)
    const { revision } = stream.of('policy').at(-1)!
    expect(revision).toBeGreaterThan(head.policy.revision)
    expect((await second.gates.node(home)).version()).toBe(pack.version)
    const elsewhere = await Stream.open(`after=0&policy=${revision}&wait=0`, token, secondUrl)
    await ended(elsewhere)
    expect(elsewhere.of('policy')).toEqual([])
    expect((await second.gates.node(home)).version()).toBe('9.0.0')
    expect(await refusal(`${base}/changes?after=0&policy=${revision + 1}`)).toEqual([
      503,
      'gate.older-policy',
    ])
  })
})

describe('who may follow', () => {
  it('has a token of the organisation with the scope for it', async () => {
    const asking = await tokenOf(manager, ['gate:ask'])
    const stranger = await world.operator('stranger', 'engineer', other)
    const theirs = await tokenOf(stranger, ['gate:follow'], 800, other)
    for (const path of [`${base}/snapshot`, `${base}/changes?after=0`]) {
      expect(await refusal(path, 'yks_none')).toEqual([401, 'accounts.sign-in-needed'])
      expect(await refusal(path, asking.secret)).toEqual([403, 'accounts.forbidden'])
      expect(await refusal(path, theirs.secret)).toEqual([404, 'common.not-found'])
    }
  })

  it('is told nothing more once the token is revoked', async () => {
    const { secret, id } = await tokenOf(manager, ['gate:follow'])
    const stream = await Stream.open('after=0', secret)
    await vi.waitFor(() => expect(stream.of('here').length).toBeGreaterThan(0), soon)
    const revoked = await manager.browser.call('DELETE', `/api/organisations/${home}/tokens/${id}`)
    expect(revoked.status).toBe(204)
    await ended(stream)
    expect((await refusal(`${base}/changes?after=0`, secret))[0]).toBe(401)
  })

  it('is told nothing more once the token has run out', async () => {
    const { secret } = await tokenOf(manager, ['gate:follow'], 1)
    const stream = await Stream.open('after=0', secret)
    world.clock.pass({ minutes: 61 })
    await ended(stream)
  })
})

describe('answers given elsewhere', () => {
  const report = async (uses: object[]) => {
    const reply = await fetch(`${url}${base}/uses`, {
      method: 'POST',
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify({ uses }),
    })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  const use = (more: object = {}) => ({
    day: '',
    answer: 'deny',
    reason: 'no-consent',
    act: 'use',
    category: 'contact-information',
    purpose: 'feedback-collection',
    roles: ['marketing-staff'],
    actor: 'shop',
    promises: ['CLN-3.0', 'made-up'],
    count: 7,
    ...more,
  })

  it('are counted with those given here, near their day, and under names that may be kept', async () => {
    const today = (await world.app.gates.node(home)).today()
    const old = new Date(Date.parse(today) - 8 * 86_400_000).toISOString().slice(0, 10)
    const ahead = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
    const told = await report([
      use({ day: today }),
      use({ day: today, count: 5 }),
      use({ day: old }),
      use({ day: ahead }),
      use({ day: today, purpose: 'hanako@example.jp 4711', count: 1 }),
    ])
    expect(told).toEqual({ status: 202, body: { counted: 13 } })
    await world.app.gates.uses.write()
    const listed = await manager.browser.get(
      `/api/organisations/${home}/gate/uses?since=${today}&answer=deny`,
    )
    const uses = (listed.body as unknown as Record<string, unknown>[]).filter(({ actor }) => actor === 'shop')
    expect(uses.map(({ purpose, count }) => [purpose, count])).toEqual([
      ['feedback-collection', 12],
      ['…', 1],
    ])
    expect(uses[0]?.['promises']).toEqual(['CLN-3.0'])
  })

  it.each([
    [[use({ day: '2026-02-30' })]],
    [[use({ day: '2026-11-22', answer: 'maybe' })]],
    [[use({ day: '2026-11-22', count: 0 })]],
    [[use({ day: '2026-11-22', count: 1e12 })]],
    [Array.from({ length: 1_001 }, () => use({ day: '2026-11-22' }))],
  ])('are refused where they are none', async (uses) => {
    expect(await report(uses)).toMatchObject({ status: 400, body: { code: 'common.invalid' } })
  })
})

describe('a clock that was set back', () => {
  it('permits nothing, is said, and does not take the day back', async () => {
    await say('late@example.jp', give())
    const node = await world.app.gates.node(home)
    const day = node.today()
    const { instant } = world.clock
    world.clock.pass({ hours: -30 })
    try {
      await vi.waitFor(
        async () => expect(await refusal(`${base}/node`)).toEqual([503, 'gate.clock-set-back']),
        soon,
      )
      for (const path of ['snapshot', 'changes?after=0'])
        expect(await refusal(`${base}/${path}`)).toEqual([503, 'gate.clock-set-back'])
      expect(node.today()).toBe(day)
      const reply = await fetch(`${url}/access/v1/evaluation`, {
        method: 'POST',
        headers: { ...bearer(token), 'content-type': 'application/json' },
        body: JSON.stringify({ ...survey, resource: { ...survey.resource, id: 'late@example.jp' } }),
      })
      expect(reply.status).toBe(503)
      expect(world.lines.some((line) => line.includes('gate.clock-set-back'))).toBe(true)
    } finally {
      world.clock.instant = instant
    }
    await vi.waitFor(async () => expect((await get(`${base}/node`)).status).toBe(200), soon)
  })
})

describe('a server that stops', () => {
  it('ends its streams and does not wait for those who read them', async () => {
    const third = await createApplication({
      config: world.app.config,
      databaseUrl: world.database.url,
      clock: world.clock,
      log: createLog('debug', () => undefined),
      packs: join(world.app.config.dataFolder, 'packs'),
    })
    const stream = await Stream.open('after=0', token, await listening(third))
    await vi.waitFor(() => expect(stream.of('here').length).toBeGreaterThan(0), soon)
    await third.stop()
    await ended(stream)
  })
})
