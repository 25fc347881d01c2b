// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NOTHING } from '@yakusoku/core/gate'
import { EUROPE, HOME, NUMBERS, SHOP, shopWith } from '../../core/src/gate/sample.case.ts'
import { follow } from './follow.ts'
import type { FollowOptions, Gate, GateEvent } from './gate.ts'
import type { Question } from './question.ts'
import { FakeServer, TOKEN } from './server.case.ts'

const laws = [HOME, EUROPE, NUMBERS]
const news: Question = {
  act: 'use',
  actor: { id: 'mailer', roles: ['clerk'] },
  category: 'contact',
  purpose: 'news',
}
const hana = 'hana@example.com'
const agreed = { consents: ['news-consent'] }

let server: FakeServer
let events: GateEvent[]
const gates: Gate[] = []

beforeEach(async () => {
  events = []
  server = await new FakeServer(SHOP, laws).start()
  server.person(hana, agreed)
})

afterEach(async () => {
  await Promise.all(gates.splice(0).map((gate) => gate.close()))
  await server.stop()
})

async function followed(options: Partial<FollowOptions> = {}): Promise<Gate> {
  const onEvent = (event: GateEvent): void => void events.push(event)
  const gate = await follow({ url: server.url, organisation: 'shop', token: TOKEN, onEvent, ...options })
  gates.push(gate)
  return gate
}

const kinds = (): string[] => events.map(({ kind }) => kind)
const snapshots = (): number => server.asked.filter((path) => path.endsWith('/snapshot')).length
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 20_000 })
const answer = (gate: Gate, person = hana): string => gate.decide(news, person).answer
/** What is thrown by asking now. */
function refusal(gate: Gate): unknown {
  try {
    gate.decide(news, hana)
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('a gate in this process', () => {
  it('knows what the server knows, and each change of it', async () => {
    const gate = await followed()
    expect([answer(gate), answer(gate, 'ren@example.com'), gate.decide(news).answer]).toEqual([
      'permit',
      'deny',
      'deny',
    ])
    server.person(hana, {})
    await soon(() => answer(gate)).toBe('deny')
    server.person('ren@example.com', agreed)
    await soon(() => answer(gate, 'Ren@Example.com ')).toBe('permit')
    expect(gate.position).toBe('3')
    expect(kinds()).toEqual(['ready'])
    expect(snapshots()).toBe(1)
  })

  it('takes a prepared question along through changes of persons, policy and standing', async () => {
    const gate = await followed()
    const ask = gate.prepare(news)
    expect([ask(hana).answer, ask(gate.keyOf(hana)).answer, ask('nobody').answer]).toEqual([
      'permit',
      'permit',
      'deny',
    ])
    server.person(hana, { ...agreed, objections: ['news'] })
    await soon(() => ask(hana).reason).toBe('objected')
    server.person(hana, agreed)
    await soon(() => ask(hana).answer).toBe('permit')
    server.policy({ ...shopWith({ purposes: [] }), version: '2.0.0' })
    await soon(() => ask(hana).reason).toBe('unknown-purpose')
    expect(gate.version).toBe('2.0.0')
    server.policy(SHOP)
    await soon(() => ask(hana).answer).toBe('permit')
    server.standing({ ...NOTHING, newPurposes: { news: { related: false } } })
    await soon(() => ask(hana).answer).toBe('deny')
  })

  it('decides on the server’s day, whatever day this machine has', async () => {
    server.day = '2026-03-31'
    const gate = await followed()
    expect([gate.day, gate.decide(news, hana).reason]).toEqual(['2026-03-31', 'not-in-force'])
    server.day = '2026-04-01'
    await soon(() => answer(gate)).toBe('permit')
  })

  it('decides nothing once the latest state has not been known for too long, and goes on when it is', async () => {
    const gate = await followed({ limit: 1_500 })
    expect(gate.lag()).toBeLessThan(1_500)
    server.weather.silent = true
    await soon(() => refusal(gate)).toBe('gate.behind')
    expect(() => gate.prepare(news)).toThrow(/decides nothing/)
    await soon(kinds).toContain('behind')
    server.weather.silent = false
    await soon(() => refusal(gate) ?? answer(gate)).toBe('permit')
  })

  it('counts how far the server itself is behind', async () => {
    const gate = await followed({ limit: 3_000 })
    server.weather.behind = 60_000
    await soon(() => refusal(gate)).toBe('gate.behind')
    expect(gate.lag()).toBeGreaterThanOrEqual(60_000)
  })

  it('takes a clock set back or forward for no news', async () => {
    const gate = await followed({ limit: 60_000 })
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now - 86_400_000)
    try {
      expect(gate.lag()).toBeGreaterThanOrEqual(0)
      expect(answer(gate)).toBe('permit')
      // A machine that slept: the steady clock may have stood still.
      server.weather.silent = true
      clock.mockReturnValue(Date.now() + 2 * 86_400_000)
      expect(refusal(gate)).toBe('gate.behind')
    } finally {
      clock.mockRestore()
    }
  })

  it('decides nothing after it was closed', async () => {
    const gate = await followed()
    await gate.close()
    expect(refusal(gate)).toBe('gate.closed')
    await soon(() => server.streams).toBe(0)
    await expect(gate.ask(news, hana)).rejects.toMatchObject({ code: 'gate.closed' })
  })
})

describe('bad weather', () => {
  it('is a snapshot cut short: fetched again, and never decided by', async () => {
    server.weather.cut = 2_000
    const opening = followed()
    await soon(snapshots).toBeGreaterThan(1)
    server.weather.cut = undefined
    expect(answer(await opening)).toBe('permit')
    expect(events.find(({ kind }) => kind === 'reconnecting')).toMatchObject({
      why: expect.stringContaining('cut short') as string,
    })
  })

  it('is a server that has nothing whole to give: told at last, with why', async () => {
    server.weather.cut = 2_000
    await expect(followed({ patience: 2_000 })).rejects.toMatchObject({
      code: 'gate.unreachable',
      message: expect.stringContaining('cut short') as string,
    })
  })

  it('is a snapshot that does not go on: left after a while, and fetched again', async () => {
    server.weather.stall = true
    const opening = followed()
    await soon(snapshots).toBeGreaterThan(0)
    server.weather.stall = false
    expect(answer(await opening)).toBe('permit')
  })

  it('is a server that leads elsewhere: the token does not follow', async () => {
    server.weather.status = 302
    await expect(followed({ patience: 300 })).rejects.toMatchObject({ code: 'gate.unreachable', status: 302 })
  })

  it('is a log that fails: the gate goes on', async () => {
    const onEvent = () => {
      throw new Error('no place to write')
    }
    const gate = await followed({ onEvent })
    server.hangUp()
    server.person(hana, {})
    await soon(() => answer(gate)).toBe('deny')
  })

  it('is a change that is skipped: noticed, and everything fetched anew', async () => {
    const gate = await followed()
    server.weather.swallow = true
    server.person(hana, {})
    await soon(() => answer(gate)).toBe('deny')
    expect(events).toContainEqual({ kind: 'refetched', why: 'a change was skipped' })
    expect(snapshots()).toBe(2)
  })

  it('keeps the old answers while it fetches anew, until they are too old', async () => {
    const gate = await followed({ limit: 4_000 })
    server.weather.cut = 2_000
    server.weather.swallow = true
    server.person(hana, {})
    await soon(snapshots).toBeGreaterThan(1)
    expect(answer(gate)).toBe('permit')
    await soon(() => refusal(gate)).toBe('gate.behind')
    server.weather.cut = undefined
    await soon(() => refusal(gate) ?? answer(gate)).toBe('deny')
  })

  it('is a server restored from a backup: what it knows is taken once nothing is decided any more', async () => {
    server.person('ren@example.com', {})
    const gate = await followed({ limit: 3_000 })
    server.restore(1)
    await soon(() => events).toContainEqual({
      kind: 'reconnecting',
      why: 'the server knows less than this gate',
    })
    expect(gate.position).toBe('2')
    await soon(() => gate.position).toBe('1')
    await soon(() => refusal(gate) ?? answer(gate)).toBe('permit')
  })

  it('is a stream that ends, and a server that starts again', async () => {
    const gate = await followed()
    server.hangUp()
    server.person(hana, {})
    await soon(() => answer(gate)).toBe('deny')
    await server.stop()
    server.person(hana, agreed)
    await server.start()
    await soon(() => answer(gate)).toBe('permit')
    expect(snapshots()).toBe(1)
  })

  it.each([
    'no json',
    '{"kind":"here"}',
    '{"kind":"everything-is-fine"}',
    '{"kind":"persons","after":"1","position":"0","persons":[]}',
  ])('is a line that is no message: %s', async (line) => {
    const gate = await followed()
    server.line(line)
    await soon(kinds).toContain('reconnecting')
    server.person(hana, {})
    await soon(() => answer(gate)).toBe('deny')
  })

  it('is a server with an older policy behind the same address: never taken', async () => {
    server.policy(SHOP, 7)
    const gate = await followed({ limit: 1_000 })
    const older = { ...shopWith({ purposes: [] }), version: '0.9.0' }
    server.policy(older, 6)
    await soon(kinds).toContain('reconnecting')
    expect(gate.version).toBe(SHOP.version)
    await soon(() => refusal(gate)).toBe('gate.behind')
    server.policy(SHOP, 7)
    await soon(() => refusal(gate) ?? answer(gate)).toBe('permit')
  })

  it.each([
    [401, 'gate.token'],
    [403, 'gate.scope'],
    [404, 'gate.unknown-organisation'],
  ])('is status %i: it ends at once, with what to do', async (status, code) => {
    const gate = await followed()
    server.weather.status = status
    await expect(followed()).rejects.toMatchObject({ code, remedy: { ja: /\S/, en: /\S/ } })
    server.hangUp()
    await soon(() => refusal(gate)).toBe(code)
    expect(kinds().at(-1)).toBe('stopped')
  })

  it.each(['another', '', 'secret\nx-header: 1', 'トークン'])(
    'is a wrong token, which no error shows: %j',
    async (token) => {
      const error: unknown = await followed({ token }).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'gate.token' })
      expect(JSON.stringify([String(error), events])).not.toContain('secret')
    },
  )

  it('is the state of another organisation', async () => {
    server.weather.organisation = 'mill'
    await expect(followed()).rejects.toMatchObject({ code: 'gate.other-organisation' })
  })

  it('is a server that is not there', async () => {
    await server.stop()
    await expect(followed({ patience: 500 })).rejects.toMatchObject({ code: 'gate.unreachable' })
    await server.start()
  })
})

describe('a gate without a stream', () => {
  it('knows what it last fetched, and is behind when it has not for too long', async () => {
    const gate = await followed({ stream: false, limit: 500 })
    expect([answer(gate), server.streams]).toEqual(['permit', 0])
    server.person(hana, {})
    expect(answer(gate)).toBe('permit')
    await gate.catchUp()
    expect(answer(gate)).toBe('deny')
    await soon(() => refusal(gate)).toBe('gate.behind')
    await gate.catchUp()
    expect(answer(gate)).toBe('deny')
    expect(snapshots()).toBe(1)
  })

  it('says that it could not catch up', async () => {
    const gate = await followed({ stream: false })
    server.weather.status = 503
    await expect(gate.catchUp()).rejects.toMatchObject({ code: 'gate.unreachable' })
    server.weather.status = undefined
    server.weather.silent = true
    await expect(gate.catchUp()).rejects.toMatchObject({ code: 'gate.unreachable' })
  })
})
