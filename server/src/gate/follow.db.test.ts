// SPDX-License-Identifier: Apache-2.0
import { personKey } from '@yakusoku/core/gate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home } from '../../../tests/support/application.ts'
import {
  base,
  followedWorld,
  soon,
  type Command,
  type FollowedWorld,
} from '../../../tests/support/following.ts'

let world: FollowedWorld
let second: Awaited<ReturnType<FollowedWorld['another']>>

beforeAll(async () => {
  world = await followedWorld()
  second = await world.another()
})
afterAll(() => world.close())

const keyOf = (person: string) =>
  world.inHome(async (tx) => personKey(await world.app.vault.gateKey(tx, home), person))

const withdraw: Command = { type: 'withdraw', consent: 'website-measurement' }

describe('a snapshot', () => {
  it('fills a gate elsewhere with everybody, whatever is known of them, and is a recorded reading', async () => {
    const kinds: Command[] = [
      world.give(),
      { type: 'object', purpose: 'feedback-collection' },
      { type: 'restrict', categories: ['*'] },
      { type: 'suspend', what: 'provide' },
      { type: 'describe', jurisdictions: ['DE', 'EU'], born: '2012-02-29', guardian: true },
      { type: 'happened', event: 'completion' },
      { type: 'agree-beyond', purpose: 'invoicing', category: 'contact-details', words: 'May we?' },
    ]
    for (let at = 0; at < 128; at += 1)
      await world.say(`K-${at}`, ...kinds.filter((_, nth) => (at >> nth) & 1 || nth === at % kinds.length))
    const { gate, head, end } = await world.snapshot()
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
    await world.say('fresh', world.give())
    const { gate } = await world.snapshot(second.url)
    expect(gate.person(await keyOf('fresh'))?.consents).toEqual(['website-measurement'])
  })
})

describe('the stream of changes', () => {
  it('tells a withdrawal that two servers see too, each for itself', async () => {
    const before = await world.snapshot()
    await world.say('hanako@example.jp', world.give())
    const key = await keyOf('hanako@example.jp')
    const query = `after=${before.end.position}&policy=${before.head.policy.revision}`
    const [one, two] = [await world.follow(query), await world.follow(query, world.token, second.url)]
    await vi.waitFor(() => {
      for (const stream of [one, two]) expect(stream.state(key)?.consents).toEqual(['website-measurement'])
    }, soon)
    for (const server of [world.url, second.url])
      await vi.waitFor(
        async () =>
          expect(await world.decides('hanako@example.jp', server)).toMatchObject({ decision: true }),
        soon,
      )
    await world.say('hanako@example.jp', withdraw)
    await vi.waitFor(() => {
      for (const stream of [one, two]) expect(stream.state(key)?.consents).toEqual([])
    }, soon)
    for (const server of [world.url, second.url])
      await vi.waitFor(
        async () =>
          expect(await world.decides('hanako@example.jp', server)).toMatchObject({
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
    const all = await world.follow('after=0&wait=0')
    await all.end()
    expect(all.messages.map(({ kind }) => kind)).toEqual(['policy', 'persons', 'here'])
    const { position } = all.of('here')[0]!
    const nothing = await world.follow(
      `after=${position}&policy=${all.of('policy')[0]!.revision}&wait=0`,
      world.token,
      second.url,
    )
    await nothing.end()
    expect(nothing.messages.map(({ kind }) => kind)).toEqual(['standing', 'here'])
  })

  it('tells of a person who was erased that nothing is known any more', async () => {
    await world.say('gone@example.jp', world.give())
    const key = await keyOf('gone@example.jp')
    const stream = await world.follow('after=0')
    await vi.waitFor(() => expect(stream.state(key)).toBeTruthy(), soon)
    await world.inHome(async (tx) => {
      const person = await world.app.vault.personFor(tx, home, 'email', 'gone@example.jp')
      await world.app.vault.erase(tx, home, person, world.clock.now().toString())
    })
    await vi.waitFor(() => expect(stream.state(key)).toBeNull(), soon)
    expect((await world.snapshot()).gate.person(key)).toBeUndefined()
  })

  it('tells how the organisation stands as it changes', async () => {
    const stream = await world.follow('after=0')
    const body = { kind: 'clearance', actor: 'suzuki', category: 'floor-plans', document: '身元確認 2026-11' }
    const registered = await world.manager.browser.post(`/api/organisations/${home}/standing/entries`, {
      body,
    })
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
    expect(await world.refusal(`${base}/changes?${query}`)).toEqual([400, 'common.invalid'])
  })

  it('refuses a position that it has not reached, so that the snapshot is fetched again', async () => {
    expect(await world.refusal(`${base}/changes?after=9223372036854775807`)).toEqual([
      409,
      'gate.not-reached',
    ])
  })
})

describe('a policy published on one server', () => {
  it('is looked for at once by another that somebody asks who has it already', async () => {
    second.app.policies.unwatch()
    await (await second.app.gates.node(home)).follow()
    const pack = world.app.policies.inForce(home)
    const { head } = await world.snapshot()
    await world.app.policies.publish({ ...pack, version: '9.0.0', effective: head.day }, 'test')
    await world.app.policies.load()
    const stream = await world.follow(`after=0&policy=${head.policy.revision}`)
    await vi.waitFor(() => expect(stream.of('policy').at(-1)).toMatchObject({ version: '9.0.0' }), soon)
    const { revision } = stream.of('policy').at(-1)!
    expect(revision).toBeGreaterThan(head.policy.revision)
    expect((await second.app.gates.node(home)).version()).toBe(pack.version)
    const elsewhere = await world.follow(`after=0&policy=${revision}&wait=0`, world.token, second.url)
    await elsewhere.end()
    expect(elsewhere.of('policy')).toEqual([])
    expect((await second.app.gates.node(home)).version()).toBe('9.0.0')
    expect(await world.refusal(`${base}/changes?after=0&policy=${revision + 1}`)).toEqual([
      503,
      'gate.older-policy',
    ])
  })
})

describe('a server that stops', () => {
  it('ends its streams and does not wait for those who read them', async () => {
    const { app, url } = await world.another()
    const stream = await world.follow('after=0', world.token, url)
    await stream.here()
    await app.http.close()
    await stream.end()
  })
})
