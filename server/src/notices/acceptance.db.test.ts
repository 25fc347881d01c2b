// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  home,
  other,
  people,
  receive,
  testApplication,
  type TestApplication,
} from '../../../tests/support/application.ts'
import { dayIn, nextVersion, publishNext } from '../../../tests/support/notices.ts'
import type { Applicable } from './contract.ts'

let world: TestApplication
let desk: EnrolledOperator
let first: string
const base = `/api/organisations/${home}/acceptances`
const taro = { kind: 'email', value: people.taro.email }
const customer = { kind: 'customer_id', value: 'K-0042' }

beforeAll(async () => {
  world = await testApplication()
  desk = await world.operator('desk', 'desk')
  first = world.app.policies.versions(home)[0]?.version as string
  await publishNext(world, nextVersion('1.1.0', dayIn(world, 30)))
})
afterAll(() => world.close())

const post = (path: string, body: object) => desk.browser.post(`${base}/${path}`, body)
const applicable = async (person: object, day?: string) =>
  (await post('applicable', { person, ...(day === undefined ? {} : { day }) })).body as unknown as Applicable
const count = async (type: string) =>
  (await world.query<{ n: number }>('select count(*)::int as n from ledger.facts where type = $1', [type]))[0]
    ?.n

describe('an acknowledgement', () => {
  it('is a fact once: who (sealed), which version, by which channel, when', async () => {
    const given = { person: taro, channel: 'contract' }
    expect((await post('acknowledgements', given)).body).toEqual({ version: first, recorded: true })
    expect((await post('acknowledgements', given)).body).toEqual({ version: first, recorded: false })
    const facts = await world.query<{ entry: string }>(
      "select entry from ledger.facts where type = 'notices.acknowledged' order by id",
    )
    expect(facts).toHaveLength(1)
    const fact = JSON.parse(facts[0]?.entry as string)
    expect(fact).toMatchObject({ clear: { version: first, channel: 'contract' }, promises: ['CLN-1.2'] })
    expect(fact.person).toBeTruthy()
    expect(facts[0]?.entry).not.toContain('taro')
  })

  it('names a version that was published, and a time that has come', async () => {
    const unknown = await post('acknowledgements', { person: taro, channel: 'x', version: '9.9.9' })
    expect(unknown.body).toMatchObject({ code: 'notices.unknown-version' })
    const later = world.clock.now().add({ hours: 1 }).toString()
    const ahead = await post('acknowledgements', { person: taro, channel: 'x', at: later })
    expect(ahead.body).toMatchObject({ code: 'notices.not-in-force' })
    expect((await post('acknowledgements', { person: taro, channel: 'Not A Channel' })).status).toBe(400)
  })

  it('comes with a request sent in by the form, which names the version', async () => {
    await receive(world, 'hana')
    const { evidence } = await applicable({ kind: 'email', value: people.hana.email })
    expect(evidence).toMatchObject([{ version: first, kind: 'acknowledged', channel: 'request-form' }])
  })
})

describe('a program', () => {
  it('records with a token of that scope, and reads nobody with it', async () => {
    const manager = await world.operator('manager', 'privacy-manager')
    const { body } = await manager.browser.post(`/api/organisations/${home}/tokens`, {
      name: 'website',
      scopes: ['acceptances:record'],
      expiresAt: world.clock.now().add({ hours: 24 }).toString(),
    })
    const headers = { authorization: `Bearer ${(body as { secret: string }).secret}`, origin: undefined }
    const call = (path: string, given: object) =>
      world.browser().call('POST', `${base}/${path}`, given, headers)
    const person = { kind: 'email', value: 'new@kaede.example.jp' }
    const made = await call('acknowledgements', { person, channel: 'website' })
    expect(made.body).toEqual({ version: first, recorded: true })
    expect((await call('applicable', { person })).status).toBe(403)
  })
})

describe('continued use', () => {
  const use = (person: object, at?: string) => ({ person, ...(at === undefined ? {} : { at }) })

  it('accepts the version in force then, once a person and version, in one batch or several', async () => {
    world.clock.pass({ hours: 24 * 31 })
    const before = world.clock
      .now()
      .subtract({ hours: 24 * 5 })
      .toString()
    const uses = [use(customer), use(customer), use(taro, before), use({ ...customer, value: ' k-0042 ' })]
    const recorded = await post('uses', { channel: 'service', uses })
    expect(recorded.body).toMatchObject({ withoutAcceptance: 0 })
    expect((recorded.body as { accepted: number }).accepted).toBeGreaterThanOrEqual(2)
    const again = await post('uses', { channel: 'service', uses })
    expect(again.body).toMatchObject({ accepted: 0, knownBefore: 4 })
  })

  it('accepts nothing before the first version, and a day before it had none', async () => {
    const day = dayIn(world, -3_000)
    const uses = [use({ kind: 'customer_id', value: 'early' }, `${day}T00:00:00Z`)]
    const recorded = await post('uses', { channel: 'service', uses })
    expect(recorded.body).toEqual({ accepted: 0, knownBefore: 0, withoutAcceptance: 1 })
    for (const [path, body] of [
      ['applicable', { person: customer, day }],
      ['acknowledgements', { person: customer, channel: 'contract', at: `${day}T00:00:00Z` }],
    ] as const)
      expect((await post(path, body)).body).toMatchObject({ code: 'notices.none-in-force', day })
  })

  it('accepts a version from midnight of its day in the organisation’s zone on', async () => {
    const late = { kind: 'customer_id', value: 'late' }
    const before = dayIn(world, -2)
    for (const at of [`${before}T14:59:59Z`, `${before}T15:00:00Z`])
      expect((await post('uses', { channel: 'service', uses: [use(late, at)] })).body).toMatchObject({
        accepted: 1,
      })
    expect((await applicable(late)).evidence).toMatchObject([
      { version: first, at: `${before}T14:59:59.000Z` },
      { version: '1.1.0', at: `${before}T15:00:00.000Z` },
    ])
  })

  it('keeps to one fact where two batches come at once', async () => {
    const uses = Array.from({ length: 300 }, (_, n) => use({ kind: 'customer_id', value: `C-${n}` }))
    const facts = (await count('notices.used')) as number
    const both = await Promise.all([
      post('uses', { channel: 'service', uses }),
      post('uses', { channel: 'service', uses: uses.toReversed() }),
    ])
    const accepted = both.map(({ body }) => (body as { accepted: number }).accepted)
    expect(accepted.reduce((sum, one) => sum + one, 0)).toBe(300)
    expect(await count('notices.used')).toBe(facts + 300)
  })

  it('is refused beyond 1,000 and for nothing', async () => {
    const uses = Array.from({ length: 1_001 }, () => use(customer))
    expect((await post('uses', { channel: 'service', uses })).status).toBe(400)
    expect((await post('uses', { channel: 'service', uses: [] })).status).toBe(400)
  })
})

describe('the version that applied', () => {
  it('is told by day, with the facts that show it, and the asking is a fact', async () => {
    const reads = (await count('notices.read')) as number
    const today = await applicable(customer)
    expect(today).toMatchObject({ version: '1.1.0', because: 'used', known: true })
    expect(today.evidence).toMatchObject([{ version: '1.1.0', kind: 'used', channel: 'service' }])
    expect(today.published.fact).not.toBeNull()
    const then = await applicable(taro, dayIn(world, -31))
    expect(then).toMatchObject({ version: first, because: 'acknowledged' })
    expect(await count('notices.read')).toBe(reads + 2)
  })

  it('is the one in force for whoever did nothing, and then nobody’s data was read', async () => {
    const reads = await count('notices.read')
    const nobody = await applicable({ kind: 'email', value: 'nobody@example.jp' })
    expect(nobody).toMatchObject({ version: '1.1.0', because: 'in-force', known: false, evidence: [] })
    expect(await count('notices.read')).toBe(reads)
  })

  it('is unknown to another organisation, which knows the same person as somebody else', async () => {
    const stranger = await world.operator('stranger', 'privacy-manager', other)
    const theirs = `/api/organisations/${other}/acceptances/applicable`
    expect((await stranger.browser.post(theirs, { person: taro })).body).toMatchObject({ evidence: [] })
    expect((await stranger.browser.post(`${base}/applicable`, { person: taro })).status).toBe(404)
    const overview = await stranger.browser.get(`/api/organisations/${other}/notices`)
    expect(overview.body).toMatchObject({ notices: [], acceptances: [] })
  })
})
