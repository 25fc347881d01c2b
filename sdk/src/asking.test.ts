// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import { follow } from './follow.ts'
import type { FollowOptions, Gate, GateEvent } from './gate.ts'
import type { Question } from './question.ts'
import { FakeServer, TOKEN } from './server.case.ts'

const news: Question = {
  act: 'use',
  actor: { id: 'mailer', roles: ['clerk'] },
  category: 'contact',
  purpose: 'news',
}
const hana = 'hana@example.com'

let server: FakeServer
let events: GateEvent[]
const gates: Gate[] = []

beforeEach(async () => {
  events = []
  server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
  server.person(hana, { consents: ['news-consent'] })
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

const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 20_000 })
const answer = (gate: Gate): string => gate.decide(news, hana).answer

describe('what was asked', () => {
  const counted = (): number[] => server.uses.map(({ count }) => count as number)

  it('is counted for the server’s log, without persons', async () => {
    const gate = await followed()
    const ask = gate.prepare(news)
    for (let at = 0; at < 5; at += 1) ask(hana)
    gate.decide(news, 'ren@example.com')
    gate.decide(news, hana, { dryRun: true })
    gate.prepare(news, { dryRun: true })(hana)
    await gate.close()
    expect(server.uses).toEqual([
      expect.objectContaining({ answer: 'deny', reason: 'no-consent', count: 1 }) as unknown,
      {
        day: '2026-11-22',
        answer: 'permit',
        reason: 'permitted',
        act: 'use',
        category: 'contact',
        purpose: 'news',
        roles: ['clerk'],
        actor: 'mailer',
        promises: ['SHP-2'],
        count: 5,
      },
    ])
  })

  it('is counted on while the server cannot be told', async () => {
    const gate = await followed({ stream: false })
    answer(gate)
    server.weather.status = 503
    await gate.catchUp().catch(() => undefined)
    answer(gate)
    server.weather.status = undefined
    await gate.catchUp()
    expect(counted()).toEqual([2])
  })

  it('is given up where the server cannot read it, and told', async () => {
    const gate = await followed({ stream: false })
    answer(gate)
    server.weather.uses = 422
    await gate.catchUp()
    server.weather.uses = undefined
    await gate.catchUp()
    expect(counted()).toEqual([])
    expect(events.at(-1)).toMatchObject({ kind: 'uses-not-sent', lost: 1 })
  })

  it('is sent every second', async () => {
    answer(await followed())
    await soon(counted).toEqual([1])
  })
})

describe('asking', () => {
  const taking: Question = {
    act: 'take-out',
    actor: { id: 'sato', roles: ['clerk'] },
    category: 'contact',
    purpose: 'delivery',
    ground: 'errand',
    document: 'E-17',
  }

  it('has the server decide what must be written down, and nothing else', async () => {
    const gate = await followed()
    expect(gate.decide(taking, hana).obligations).toEqual([{ kind: 'log', act: 'take-out' }])
    expect((await gate.ask(news, hana)).answer).toBe('permit')
    expect((await gate.ask(taking, hana, { dryRun: true })).answer).toBe('permit')
    expect(server.evaluations).toEqual([])
    expect(await gate.ask(taking, hana)).toMatchObject({
      answer: 'permit',
      record: expect.any(String) as string,
    })
    expect(server.evaluations).toEqual([
      {
        subject: { type: 'program', id: 'sato', properties: { roles: ['clerk'] } },
        action: { name: 'take-out' },
        resource: { type: 'contact', id: hana },
        context: { purpose: 'delivery', ground: 'errand', document: 'E-17' },
      },
    ])
  })

  it('permits nothing that could not be written down', async () => {
    const gate = await followed()
    server.weather.status = 503
    await expect(gate.ask(taking, hana)).rejects.toMatchObject({ code: 'gate.unreachable' })
    server.weather.status = 403
    await expect(gate.ask(taking, hana)).rejects.toMatchObject({ code: 'gate.scope' })
  })
})
