// SPDX-License-Identifier: Apache-2.0
import { personKey } from '@yakusoku/core/gate'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { inOrganisation, listen } from '../database/index.ts'
import { listFacts } from '../ledger/index.ts'
import { lastPosition, personsAfter, personState, recordIn, type Said } from './index.ts'

const base = `/api/organisations/${home}/persons`
const hanako = 'Hanako.Minato@example.jp'

let world: TestApplication
let desk: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  desk = await world.operator('desk', 'desk')
})
afterAll(() => world.close())

const inHome = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(world.app.connection.db, home, work)
const say = (path: string, body: object) =>
  desk.browser.post(`${base}/${path}`, { person: hanako, channel: 'phone', ...body })
const keyOf = (identifier: string, organisation: string = home) =>
  inOrganisation(world.app.connection.db, organisation, async (tx) =>
    personKey(await world.app.vault.gateKey(tx, organisation), identifier),
  )
const following = (after: bigint, limit = 100) =>
  inHome((tx) => personsAfter(world.app.consent, tx, home, after, limit))

describe('what a person says', () => {
  it('stands from the commit on, as a fact with the hash of the words and without the person in clear', async () => {
    const given = await say('consents', {
      act: 'give',
      consent: 'feedback-surveys',
      evidence: 'Call 4711 of Hanako Minato',
    })
    expect([given.status, given.body]).toMatchObject([201, { state: { consents: ['feedback-surveys'] } }])
    const { fact } = given.body as unknown as { fact: string }
    const [row] = await world.query<{ entry: string }>('select entry from ledger.facts where id = $1', [fact])
    const entry = JSON.parse(row?.entry as string) as {
      type: string
      clear: Record<string, string>
      promises: string[]
    }
    expect(entry.type).toBe('consent.given')
    expect(entry.clear).toMatchObject({
      consent: 'feedback-surveys',
      channel: 'phone',
      language: 'ja',
      text: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(entry.promises.length).toBeGreaterThan(0)
    const kept = await world.query<{ all: string }>(
      `select (select string_agg(p::text, '') from consent.persons p) || $1 as all`,
      [row?.entry],
    )
    expect(kept[0]?.all.toLowerCase()).not.toMatch(/minato|4711/)
    expect(world.lines.join('\n').toLowerCase()).not.toContain('hanako')
  })

  it('is known under every writing of a mail address, and under no other', async () => {
    const known = await inHome(async (tx) =>
      personState(world.app.consent, tx, home, await keyOf('  hanako.minato@EXAMPLE.jp ')),
    )
    expect(known?.state?.consents).toEqual(['feedback-surveys'])
    expect(await keyOf(hanako)).toMatch(/^[0-9a-f]{32}$/)
    expect(await keyOf(hanako)).not.toBe(await keyOf(hanako, other))
    expect(await keyOf('minato@example.jp')).not.toBe(await keyOf(hanako))
  })

  it('gives way to what the person says next, each in its place in the order', async () => {
    const before = await inHome((tx) => lastPosition(tx, home))
    const steps: [string, object][] = [
      ['consents', { act: 'withdraw', consent: 'feedback-surveys' }],
      ['objections', { act: 'object', purpose: 'feedback-collection' }],
      ['restrictions', { act: 'restrict', categories: ['*'] }],
      ['suspensions', { act: 'suspend', what: 'provide' }],
      ['descriptions', { jurisdictions: ['DE', 'EU'], born: '2001-02-28', guardian: true }],
      ['events', { act: 'happened', event: 'completion' }],
      [
        'beyond',
        {
          act: 'agree',
          purpose: 'invoicing',
          category: world.app.policies.inForce(home).categories[0]?.id,
          words: 'May we?',
        },
      ],
    ]
    for (const [path, body] of steps) expect([path, (await say(path, body)).status]).toEqual([path, 201])
    const [last, ...others] = await following(before)
    expect(others).toEqual([])
    expect(last).toMatchObject({
      person: await keyOf(hanako),
      position: before + BigInt(steps.length),
      state: {
        consents: [],
        objections: ['feedback-collection'],
        restricted: ['*'],
        suspended: ['provide'],
        jurisdictions: ['DE', 'EU'],
        born: '2001-02-28',
        guardian: true,
        happened: ['completion'],
        beyond: [{ purpose: 'invoicing' }],
      },
    })
    const [row] = await world.query<{ state: object }>('select state from consent.persons')
    expect(JSON.stringify(row)).not.toContain('2001')
  })

  it('cannot be taken back twice, and changes nothing when refused', async () => {
    const before = await inHome((tx) => lastPosition(tx, home))
    const again = await say('consents', { act: 'withdraw', consent: 'feedback-surveys' })
    expect([again.status, again.body['code']]).toEqual([409, 'consent.does-not-stand'])
    const unknown = await say('consents', { act: 'give', consent: 'feedback-survey' })
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'consent.unknown'])
    expect(unknown.raw).toContain('feedback-surveys')
    expect(await inHome((tx) => lastPosition(tx, home))).toBe(before)
  })

  it.each([
    ['consents', { act: 'give' }],
    ['consents', { act: 'take', consent: 'feedback-surveys' }],
    ['objections', { act: 'object', purpose: 7 }],
    ['restrictions', { act: 'restrict', categories: [] }],
    ['suspensions', { act: 'suspend', what: 'everything' }],
    ['descriptions', {}],
    ['descriptions', { born: '2001-02-30' }],
    ['beyond', { act: 'agree', purpose: 'invoicing', category: 'x' }],
    ['consents', { act: 'give', consent: 'feedback-surveys', person: ' ' }],
    ['consents', { act: 'give', consent: 'feedback-surveys', channel: 'telepathy' }],
  ])('is refused with the field that is wrong: %s %j', async (path, body) => {
    const reply = await say(path, body)
    expect([reply.status, reply.body['code']]).toEqual([400, 'common.invalid'])
  })

  it('was not said tomorrow', async () => {
    const at = world.clock.now().add({ hours: 24 }).toString()
    const reply = await say('suspensions', { act: 'suspend', what: 'use', at })
    expect([reply.status, reply.body['code']]).toEqual([422, 'consent.in-future'])
  })
})

describe('who looks a person up', () => {
  it('sees what stands and how it came about, and is recorded', async () => {
    const reply = await desk.browser.post(`${base}/lookups`, { person: hanako })
    expect(reply.body).toMatchObject({
      known: true,
      state: { restricted: ['*'], born: '2001-02-28' },
      more: false,
    })
    const { history } = reply.body as unknown as {
      history: { type: string; evidence: string | null; by: string }[]
    }
    expect(history.at(-1)).toMatchObject({
      type: 'consent.given',
      evidence: 'Call 4711 of Hanako Minato',
      by: 'desk',
    })
    expect(history).toHaveLength(8)
    const [read] = await inHome((tx) => listFacts(tx, home, { type: 'consent.read', limit: 1 }))
    expect(read?.fact).toMatchObject({ actor: { kind: 'operator', id: desk.id }, clear: { known: true } })
  })

  it('is told that nothing is known of anybody else, and that is recorded too', async () => {
    const reply = await desk.browser.post(`${base}/lookups`, { person: 'K-000001' })
    expect(reply.body).toMatchObject({ known: false, position: null, history: [], state: { consents: [] } })
    const [read] = await inHome((tx) => listFacts(tx, home, { type: 'consent.read', limit: 1 }))
    expect(read?.fact).toMatchObject({ clear: { known: false } })
    expect(await world.query('select 1 from consent.persons')).toHaveLength(1)
  })

  it('does not see another organisation’s people', async () => {
    const theirs = await world.operator('theirs', 'desk', other)
    const reply = await theirs.browser.post(`/api/organisations/${other}/persons/lookups`, { person: hanako })
    expect(reply.body).toMatchObject({ known: false, history: [] })
    const seen = await inOrganisation(world.app.connection.db, other, (tx) =>
      personsAfter(world.app.consent, tx, other, 0n, 10),
    )
    expect(seen).toEqual([])
  })
})

describe('who follows the changes', () => {
  const said = (person: string): Said => ({
    person,
    channel: 'import',
    command: { type: 'suspend', what: 'use' },
  })
  const actor = { kind: 'system', id: 'test' }

  it('misses none of two that end in another order than they began', async () => {
    const before = await inHome((tx) => lastPosition(tx, home))
    let letSlowEnd = () => {}
    const held = new Promise<void>((resolve) => (letSlowEnd = resolve))
    let slowWrote = () => {}
    const wrote = new Promise<void>((resolve) => (slowWrote = resolve))
    const slow = inHome(async (tx) => {
      await recordIn(world.app.consent, tx, home, { said: said('K-1'), actor })
      slowWrote()
      await held
    })
    await wrote
    const quick = inHome((tx) => recordIn(world.app.consent, tx, home, { said: said('K-2'), actor }))
    expect(await following(before)).toEqual([])
    letSlowEnd()
    await Promise.all([slow, quick])
    const seen = await following(before)
    expect(seen.map(({ position }) => position)).toEqual([before + 1n, before + 2n])
    expect(seen.map(({ person }) => person)).toEqual([await keyOf('K-1'), await keyOf('K-2')])
  })

  it('gets everybody once though they read page by page while others write', async () => {
    const before = await inHome((tx) => lastPosition(tx, home))
    const names = Array.from({ length: 20 }, (_, index) => `L-${index}`)
    const writing = Promise.all(
      names.map((name) => inHome((tx) => recordIn(world.app.consent, tx, home, { said: said(name), actor }))),
    )
    const seen: string[] = []
    for (let position = before; seen.length < names.length;) {
      const page = await following(position, 3)
      seen.push(...page.map(({ person }) => person))
      position = page.at(-1)?.position ?? position
    }
    await writing
    expect(new Set(seen)).toEqual(new Set(await Promise.all(names.map((name) => keyOf(name)))))
  })

  it('is woken at the commit', async () => {
    let woken = () => {}
    const heard = new Promise<void>((resolve) => (woken = resolve))
    let ready = () => {}
    const listening = new Promise<void>((resolve) => (ready = resolve))
    const one = listen(world.app.connection.pool, ['yakusoku_consent'], (_channel, payload) =>
      payload === undefined ? ready() : payload === home ? woken() : undefined,
    )
    await listening
    await inHome((tx) => recordIn(world.app.consent, tx, home, { said: said('K-3'), actor }))
    await heard
    await one.stop()
  })
})

describe('an erased person', () => {
  it('is forgotten with the key, in the order that gates follow, and may come anew', async () => {
    const before = await inHome((tx) => lastPosition(tx, home))
    await inHome(async (tx) => {
      const person = (await world.app.vault.findPerson(tx, home, 'email', hanako)) as string
      await world.app.vault.erase(tx, home, person, world.clock.now().toString())
    })
    const key = await keyOf(hanako)
    expect(await following(before)).toEqual([{ person: key, state: undefined, position: before + 1n }])
    const reply = await desk.browser.post(`${base}/lookups`, { person: hanako })
    expect(reply.body).toMatchObject({ known: false, history: [], state: { born: null, restricted: [] } })
    const again = await say('consents', { act: 'give', consent: 'feedback-surveys' })
    expect(again.body).toMatchObject({
      state: { consents: ['feedback-surveys'], born: null, objections: [] },
    })
  })

  it('neither holds up nor is held up by whoever records something of them at the same moment', async () => {
    for (let round = 0; round < 30; round += 1) {
      const person = `race-${round}@example.jp`
      const speak = (what: string) =>
        desk.browser.post(`${base}/suspensions`, { person, channel: 'phone', act: 'suspend', what })
      await speak('provide')
      const id = (await inHome((tx) => world.app.vault.findPerson(tx, home, 'email', person))) as string
      const at = world.clock.now().toString()
      const erasing = inHome((tx) => world.app.vault.erase(tx, home, id, at))
      const [, said] = await Promise.all([erasing, sleep(round % 7).then(() => speak('use'))])
      expect([round, said.status]).toEqual([round, 201])
      const known = await inHome(async (tx) => personState(world.app.consent, tx, home, await keyOf(person)))
      // Either order is right: what was said first is forgotten, what was said afterwards is of a new person.
      expect(known?.state?.suspended ?? []).not.toContain('provide')
    }
  })
})
