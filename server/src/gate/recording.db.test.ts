// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { gateSees, home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { DecisionView, GateReviewPage } from './contract.ts'

let world: TestApplication
let manager: EnrolledOperator
let token: string

const base = `/api/organisations/${home}`
const hanako = 'hanako.kaede@example.jp'

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  const made = await manager.browser.post(`${base}/tokens`, {
    name: 'claims',
    scopes: ['gate:ask'],
    expiresAt: world.clock
      .now()
      .add({ hours: 24 * 30 })
      .toString(),
  })
  token = String(made.body['secret'])
  const companies = {
    'insurer-a': { address: '東京都架空区一丁目2番3号', representative: '代表取締役 架空 花' },
    'insurer-b': {},
  }
  for (const [id, more] of Object.entries(companies))
    await done('standing/entries', {
      id,
      body: {
        kind: 'receiver',
        class: 'insurers',
        name: '架空保険株式会社',
        country: 'JP',
        contractUntil: '2099-03-31',
        assessedUntil: '2099-03-31',
        ...more,
      },
    })
  await done('persons/consents', {
    act: 'give',
    consent: 'insurance-and-payment',
    person: hanako,
    channel: 'paper',
  })
})
afterAll(() => world.close())

async function done(path: string, body: unknown): Promise<void> {
  const { status, raw } = await manager.browser.post(`${base}/${path}`, body)
  expect([status, raw]).toEqual([201, raw])
}

type Told = DecisionView & { readonly context: { readonly record?: string; readonly reason?: string } }

async function ask(change: object = {}, context: object = {}): Promise<Told> {
  const reply = await world.app.http.inject({
    method: 'POST',
    url: '/access/v1/evaluation',
    headers: { authorization: `Bearer ${token}` },
    payload: {
      subject: { type: 'actor', id: 'claims-batch', properties: { roles: ['accounting'] } },
      action: { name: 'provide' },
      resource: { type: 'contact-details', id: hanako },
      context: { purpose: 'insurance-claims', recipient: 'insurer-a', ...context },
      ...change,
    },
  })
  expect([reply.statusCode, reply.body]).toEqual([200, reply.body])
  return reply.json()
}

const records = async () =>
  (await manager.browser.get(`${base}/recipients/records?direction=provision`)).body as never as {
    records: { id: string; recipient: string; data: string[]; grounds: string[] }[]
  }

describe('a permit that the law wants recorded', () => {
  it('comes with its record, which names who got what of whom on which ground', async () => {
    await gateSees(world)
    const { decision, context } = await ask()
    expect([decision, context.reason]).toEqual([true, 'permitted'])
    const { body } = await manager.browser.get(`${base}/recipients/records/${context.record}`)
    expect(body).toMatchObject({
      recipient: 'insurers',
      data: ['contact-details'],
      grounds: ['provide-with-consent'],
      people: [{ kind: 'email', value: hanako }],
      details: { counterparty: { name: '架空保険株式会社' } },
    })
  })

  it('names the category of the policy, whatever key below it the caller wrote', async () => {
    const resource = { type: 'user.contact.email.of_hanako', id: hanako }
    const { decision, context } = await ask({ resource })
    expect([decision, context.reason]).toEqual([true, 'permitted'])
    const { body } = await manager.browser.get(`${base}/recipients/records/${context.record}`)
    expect(body).toMatchObject({ data: ['contact-details'] })
    const facts = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type like 'gate.%'`,
    )
    expect(facts.map(({ entry }) => entry.toString()).join()).not.toContain('hanako@')
    const permitted = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type = 'gate.permitted'`,
    )
    expect(permitted.map(({ entry }) => entry.toString()).join()).not.toContain('of_hanako')
  })

  it('is not given where the record cannot be made, and says what is missing', async () => {
    const { decision, context } = await ask({}, { recipient: 'insurer-b' })
    expect([decision, context.reason]).toEqual([false, 'not-recordable'])
    expect(context).toMatchObject({ remedy: { en: expect.stringContaining('representative') } })
    expect(JSON.stringify(context)).toContain('Rules Art.')
  })

  it('is not given about somebody known by a key only', async () => {
    const found = await world.app.http.inject({
      method: 'POST',
      url: '/access/v1/search/resource',
      headers: { authorization: `Bearer ${token}` },
      payload: {
        subject: { type: 'actor', id: 'claims-batch', properties: { roles: ['accounting'] } },
        action: { name: 'provide' },
        resource: { type: 'contact-details' },
        context: { purpose: 'insurance-claims', recipient: 'insurer-a' },
      },
    })
    const [one] = found.json().results
    expect(one.id).toMatch(/^key:[0-9a-f]{32}$/)
    expect((await ask({ resource: one })).context.reason).toBe('not-recordable')
    expect((await ask({ resource: one }, { dry_run: true })).decision).toBe(true)
  })

  it('is written once for each act, and never for a question asked only to know', async () => {
    const before = (await records()).records.length
    await ask({}, { dry_run: true })
    expect((await records()).records).toHaveLength(before)
    await ask()
    expect((await records()).records).toHaveLength(before + 1)
  })

  it('is denied from the moment the consent is withdrawn', async () => {
    await done('persons/consents', {
      act: 'withdraw',
      consent: 'insurance-and-payment',
      person: hanako,
      channel: 'phone',
    })
    await vi.waitFor(async () => expect((await ask()).context.reason).toMatch(/consent|no-ground/), 30_000)
  })
})

const reviews = async (state: string) => {
  const { body } = await manager.browser.get(`${base}/gate/reviews?state=${state}`)
  return (body as never as GateReviewPage).reviews
}

describe('break-glass', () => {
  it('permits at once, is a fact, and opens the review that the policy names', async () => {
    await done('standing/entries', {
      id: 'fire-brigade',
      body: { kind: 'receiver', class: 'emergency-responders', name: '架空消防署', country: 'JP' },
    })
    const resource = { type: 'floor-plans', id: '*' }
    const emergency = {
      purpose: 'safety-compliance',
      recipient: 'fire-brigade',
      ground: 'emergency-response',
    }
    await vi.waitFor(
      async () => expect((await ask({ resource }, emergency)).context.reason).toBe('permitted'),
      30_000,
    )
    const { body } = await manager.browser.get(`${base}/duties`)
    expect(JSON.stringify(body)).toContain('gate.review')
    const facts = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type = 'gate.permitted'`,
    )
    const text = facts.map(({ entry }) => entry.toString()).join()
    const registered = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type = 'standing.registered'`,
    )
    expect(registered.map(({ entry }) => entry.toString()).join()).not.toContain('架空 花')
    expect(text).toContain('emergency-response')
    expect(text).not.toMatch(/hanako|架空保険/)
  })

  it('is reviewed once, with what was found sealed, and its duty ends', async () => {
    const duties = async () =>
      (await manager.browser.get(`${base}/duties`)).body as never as {
        kind: string
        subject: { id: string }
      }[]
    const open = (await duties()).filter(({ kind }) => kind === 'gate.review')
    const [first] = open
    const path = `${base}/gate/reviews/${first?.subject.id}`
    const found = { outcome: 'justified', note: '架空 花さんの通報による出動。' }
    expect((await manager.browser.post(path, { ...found, note: ' ' })).status).toBe(400)
    expect((await manager.browser.post(path, found)).status).toBe(201)
    expect((await duties()).filter(({ kind }) => kind === 'gate.review')).toHaveLength(open.length - 1)
    expect((await manager.browser.post(path, found)).body).toMatchObject({ code: 'gate.reviewed-already' })
    const stranger = `${base}/gate/reviews/01a201a4-515d-7772-b976-96f1852d7800`
    expect((await manager.browser.post(stranger, found)).status).toBe(404)
    const [fact] = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type = 'gate.reviewed'`,
    )
    expect(String(fact?.entry)).toContain('justified')
    expect(String(fact?.entry)).not.toContain('架空 花')
  })

  it('is listed with what was asked while it waits, and with what was found once it is reviewed', async () => {
    const emergency = {
      purpose: 'safety-compliance',
      recipient: 'fire-brigade',
      ground: 'emergency-response',
      conditions: ['consent-difficult', '架空 花'],
    }
    await ask({ resource: { type: 'floor-plans', id: '*' } }, emergency)
    const [waiting, done] = [await reviews('open'), await reviews('closed')]
    expect(waiting.at(-1)).toMatchObject({
      act: 'provide',
      category: 'floor-plans',
      recipient: 'fire-brigade',
      ground: 'emergency-response',
      conditions: ['consent-difficult'],
      actor: { id: 'claims-batch', name: null },
      askedBy: { kind: 'token' },
      state: 'open',
      own: false,
      reviewed: null,
    })
    expect(done).toMatchObject([
      {
        state: 'closed',
        reviewed: { outcome: 'justified', document: false, by: { id: manager.id, name: expect.any(String) } },
      },
    ])
    const note = await manager.browser.get(`${base}/gate/reviews/${done[0]?.use}/note`)
    expect(note.body).toEqual({ note: '架空 花さんの通報による出動。', document: null })
    expect((await manager.browser.get(`${base}/gate/reviews/${waiting[0]?.use}/note`)).status).toBe(404)
  })

  it('is not reviewed by whoever made it', async () => {
    const subject = { type: 'actor', id: manager.id, properties: { roles: ['accounting'] } }
    await ask(
      { subject, resource: { type: 'floor-plans', id: '*' } },
      { purpose: 'safety-compliance', recipient: 'fire-brigade', ground: 'emergency-response' },
    )
    const own = (await reviews('open')).find((one) => one.own)
    expect(own?.actor).toEqual({ id: manager.id, name: expect.stringMatching(/./) })
    const refused = await manager.browser.post(`${base}/gate/reviews/${own?.use}`, {
      outcome: 'justified',
      note: '自ら見直す。',
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'gate.own-use' } })
  })
})
