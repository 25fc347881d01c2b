// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { DecisionView, Explanation } from './contract.ts'

let world: TestApplication
let engineer: EnrolledOperator
let manager: EnrolledOperator
let token: string
let strangers: string

const api = '/access/v1'
const standing = `/api/organisations/${home}/standing/entries`

beforeAll(async () => {
  world = await testApplication({ laws: true })
  engineer = await world.operator('engineer', 'engineer')
  manager = await world.operator('manager', 'privacy-manager')
  token = await tokenOf(engineer, home)
  strangers = await tokenOf(await world.operator('stranger', 'engineer', other), other)
})
afterAll(() => world.close())

async function tokenOf(by: EnrolledOperator, organisation: string): Promise<string> {
  const { body } = await by.browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'billing',
    scopes: ['gate:ask'],
    expiresAt: world.clock
      .now()
      .add({ hours: 24 * 30 })
      .toString(),
  })
  return String(body['secret'])
}

interface Reply {
  readonly status: number
  readonly raw: string
  readonly headers: Record<string, unknown>
  readonly body: unknown
}

async function call(path: string, payload: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const reply = await world.app.http.inject({
    method: 'POST',
    url: path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
  const json = reply.headers['content-type']?.toString().includes('json') === true
  return {
    status: reply.statusCode,
    raw: reply.body,
    headers: reply.headers,
    body: json ? reply.json() : reply.body,
  }
}

const invoice = {
  subject: { type: 'actor', id: 'billing-batch', properties: { roles: ['accounting'] } },
  action: { name: 'use' },
  resource: { type: 'invoices', id: 'taro@kaede.example.jp' },
  context: { purpose: 'invoicing' },
}
const plans = {
  subject: { type: 'actor', id: 'sato', properties: { roles: ['client-staff'] } },
  action: { name: 'read' },
  resource: { type: 'floor-plans', id: '*' },
  context: { purpose: 'special-projects' },
}

type Reason = Exclude<DecisionView['context'], { error: unknown }>

async function evaluate(body: unknown): Promise<{ decision: boolean; context: Reason }> {
  const reply = await call(`${api}/evaluation`, body)
  expect([reply.status, reply.raw]).toEqual([200, reply.raw])
  return reply.body as never
}

describe('an access evaluation', () => {
  it('permits a use for a declared purpose and names the promise', async () => {
    const { decision, context } = await evaluate(invoice)
    expect(decision).toBe(true)
    expect(context).toMatchObject({ answer: 'permit', reason: 'permitted', obligations: [] })
    expect(context.promises[0]).toBe('CLN-3.20')
  })

  it('denies what the purpose does not use, and says what would make it a yes', async () => {
    const { decision, context } = await evaluate({
      ...invoice,
      resource: { type: 'sensor-readings', id: '*' },
    })
    expect(decision).toBe(false)
    expect(context).toMatchObject({ answer: 'deny', reason: 'beyond-purpose' })
    expect(context.promises).toContain('CLN-3.0')
    expect(context.remedy?.ja).toContain('目的')
  })

  it('tells what is not declared apart, with the nearest known name', async () => {
    const { decision, context } = await evaluate({ ...invoice, context: { purpose: 'invoicng' } })
    expect([decision, context.answer, context.reason]).toEqual([false, 'gap', 'unknown-purpose'])
    expect(context.remedy?.en).toContain('Did you mean invoicing?')
  })

  it('shows restricted data to people cleared by name only, from the moment they are', async () => {
    expect((await evaluate(plans)).context).toMatchObject({
      reason: 'not-cleared',
      promises: expect.arrayContaining(['CLN-2.9']),
    })
    const body = { kind: 'clearance', actor: 'sato', category: 'floor-plans', document: '身元確認 2026-11' }
    const entry = { body }
    const cleared = await manager.browser.post(standing, entry)
    expect([cleared.status, cleared.raw]).toEqual([201, cleared.raw])
    await vi.waitFor(async () => expect((await evaluate(plans)).decision).toBe(true), 30_000)
    expect((await evaluate({ ...plans, subject: { ...plans.subject, id: 'suzuki' } })).decision).toBe(false)
  })

  it('stops looking up tokens of an address that makes them up, and goes on answering a known one', async () => {
    await evaluate(invoice)
    const attacker = { 'x-forwarded-for': '203.0.113.7' }
    const statuses = new Map<number, number>()
    for (let guess = 0; guess < 1_210; guess += 1) {
      const { status } = await call(`${api}/evaluation`, invoice, {
        ...attacker,
        authorization: `Bearer yks_${home}_${guess}`,
      })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses]).toEqual([
      [401, 1_200],
      [429, 10],
    ])
    expect((await call(`${api}/evaluation`, invoice)).status).toBe(200)
    expect((await call(`${api}/evaluation`, invoice, attacker)).status).toBe(200)
  })

  it('sends an answer given before as it was, and one with its record as JSON too', async () => {
    const [first, second] = [
      await call(`${api}/evaluation`, invoice),
      await call(`${api}/evaluation`, invoice),
    ]
    expect(second.raw).toBe(first.raw)
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  it('gives the request id back, and ignores members it does not know', async () => {
    const sent = { ...invoice, futureField: { nested: true } }
    const reply = await call(`${api}/evaluation`, sent, { 'x-request-id': 'ask-1' })
    expect([reply.status, reply.headers['x-request-id']]).toEqual([200, 'ask-1'])
    expect(reply.body).toMatchObject({ decision: true })
  })

  it('answers 400 for whatever is no question', async () => {
    const { subject, action, resource } = invoice
    for (const body of [
      { action, resource },
      { subject, resource },
      { subject, action },
      { subject: { id: 'a' }, action, resource },
      { subject: { type: 'actor' }, action, resource },
      { subject, action: {}, resource },
      { subject, action: { name: 123 }, resource },
      { subject, action, resource: { type: 'invoices' } },
      { subject, action, resource: { id: '*' } },
      { subject: 'alice', action, resource },
    ])
      expect([(await call(`${api}/evaluation`, body)).status, body]).toEqual([400, body])
  })

  it('answers 400 to what is no JSON, with a text and without a stack', async () => {
    for (const [payload, type] of [
      ['{"subject":', 'application/json'],
      ['', 'application/json'],
      ['subject=alice', 'text/plain'],
    ] as const) {
      const reply = await call(`${api}/evaluation`, payload, { 'content-type': type })
      expect([reply.status, payload]).toEqual([400, payload])
      expect(reply.headers['content-type']).toContain('text/plain')
      expect(reply.raw).not.toMatch(/\n|node_modules/)
    }
  })

  it('takes null for what a caller leaves out', async () => {
    const { subject, action, resource, context } = invoice
    const written = { action: { ...action, properties: null }, resource: { ...resource, properties: null } }
    expect((await evaluate({ subject, ...written, context })).decision).toBe(true)
    expect(
      (await evaluate({ subject: { ...subject, properties: null }, ...written, context: null })).decision,
    ).toBe(false)
    const many = {
      subject,
      action,
      context,
      resource: null,
      options: null,
      evaluations: [{ subject: null, action: null, resource, context: null }],
    }
    const { body } = await call(`${api}/evaluations`, many)
    expect(body).toMatchObject({ evaluations: [{ decision: true }] })
    const single = await call(`${api}/evaluations`, { ...invoice, evaluations: null, options: {} })
    expect(single.body).toMatchObject({ decision: true })
    const found = await call(`${api}/search/action`, { subject, resource, context, page: null })
    expect([found.status, found.body]).toMatchObject([200, { page: { next_token: '' } }])
  })

  it('lets nobody ask who may not, and nobody about another organisation', async () => {
    const named = `/organisations/${home}/access/v1/evaluation`
    expect((await call(`${api}/evaluation`, invoice, { authorization: '' })).status).toBe(401)
    expect((await call(`${api}/evaluation`, invoice, { authorization: `Bearer ${token}x` })).status).toBe(401)
    const cookie = { authorization: '', cookie: engineer.browser.cookie }
    expect((await call(`${api}/evaluation`, invoice, cookie)).status).toBe(401)
    expect((await call(named, invoice, { authorization: `Bearer ${strangers}` })).status).toBe(404)
    expect((await call('/organisations/nobody/access/v1/evaluation', invoice)).status).toBe(404)
    expect((await call(named, invoice)).status).toBe(200)
  })
})

describe('access evaluations', () => {
  const evaluations = [
    { resource: invoice.resource },
    { resource: { type: 'sensor-readings', id: '*' } },
    { resource: { type: 'billing-details', id: '*' } },
  ]
  const { subject, action, context } = invoice
  const ask = async (body: unknown) => (await call(`${api}/evaluations`, body)).body
  const decisions = async (body: unknown) =>
    ((await ask(body)) as unknown as { evaluations: DecisionView[] }).evaluations.map(
      ({ decision }) => decision,
    )

  it('fill in the defaults and answer in order', async () => {
    expect(await decisions({ subject, action, context, evaluations })).toEqual([true, false, true])
  })

  it('end at the first denial or the first permit where that is asked', async () => {
    const ending = (evaluations_semantic: string) => ({
      subject,
      action,
      context,
      evaluations,
      options: { evaluations_semantic },
    })
    expect(await decisions(ending('deny_on_first_deny'))).toEqual([true, false])
    expect(await decisions(ending('permit_on_first_permit'))).toEqual([true])
  })

  it('deny one that lacks something and answer the others', async () => {
    const answers = (await ask({ subject, action, context, evaluations: [evaluations[0], {}] })) as never as {
      evaluations: DecisionView[]
    }
    expect(answers.evaluations).toMatchObject([
      { decision: true },
      { decision: false, context: { error: { status: 400 } } },
    ])
  })

  it('are one evaluation where none is listed', async () => {
    expect(await ask(invoice)).toMatchObject({ decision: true })
    expect(await ask({ ...invoice, evaluations: [] })).toMatchObject({ decision: true })
    expect((await call(`${api}/evaluations`, { subject })).status).toBe(400)
  })

  it('take ten thousand questions in one box, and no more', async () => {
    const many = (length: number) => ({
      subject,
      action,
      context,
      evaluations: Array.from({ length }, () => ({ resource: invoice.resource })),
    })
    expect((await decisions(many(10_000))).filter(Boolean)).toHaveLength(10_000)
    expect((await call(`${api}/evaluations`, many(10_001))).status).toBe(400)
  })
})

describe('a search', () => {
  const search = async (what: string, body: unknown) => {
    const reply = await call(`${api}/search/${what}`, body)
    expect([reply.status, reply.raw]).toEqual([200, reply.raw])
    return reply.body as { results: { id?: string; name?: string }[]; page: { next_token: string } }
  }
  const { subject, action, resource, context } = invoice

  it('lists the acts, the roles and the categories that are permitted', async () => {
    const acts = await search('action', { subject, resource, context })
    expect(acts.results.map(({ name }) => name)).toEqual([
      'collect',
      'use',
      'take-out',
      'copy',
      'read',
      'disclose',
    ])
    const roles = await search('subject', { subject: { type: 'role' }, action, resource, context })
    expect(roles.results).toEqual([{ type: 'role', id: 'accounting' }])
    const categories = await search('resource', { subject, action, resource: { type: 'category' }, context })
    expect(categories.results).toContainEqual({ type: 'category', id: 'invoices' })
    expect(categories.results).not.toContainEqual({ type: 'category', id: 'sensor-readings' })
  })

  it('gives pages and goes on from their token', async () => {
    const body = { subject, action, resource: { type: 'category' }, context }
    const all = (await search('resource', body)).results
    const first = await search('resource', { ...body, page: { limit: 2 } })
    const found = [...first.results]
    for (let token = first.page.next_token; token !== '';) {
      const next = await search('resource', { ...body, page: { token } })
      expect(next.results.length).toBeLessThanOrEqual(2)
      found.push(...next.results)
      token = next.page.next_token
    }
    expect(found).toEqual(all)
    expect((await call(`${api}/search/resource`, { ...body, page: { token: 'x' } })).status).toBe(400)
  })

  it('finds nothing, and no error, for a type or a name it does not know', async () => {
    expect(
      (await search('subject', { subject: { type: 'spaceship' }, action, resource, context })).results,
    ).toEqual([])
    const nobody = { type: 'actor', id: 'nonexistent' }
    expect((await search('action', { subject: nobody, resource, context })).results).toEqual([])
  })
})

describe('the metadata', () => {
  it('says where the decision point is', async () => {
    const { body } = await world.browser().get('/.well-known/authzen-configuration')
    expect(body).toMatchObject({
      policy_decision_point: 'http://localhost',
      access_evaluation_endpoint: 'http://localhost/access/v1/evaluation',
    })
    const tenant = await world.browser().get(`/.well-known/authzen-configuration/organisations/${home}`)
    expect(tenant.body).toMatchObject({ policy_decision_point: `http://localhost/organisations/${home}` })
  })
})

describe('what was asked', () => {
  const base = `/api/organisations/${home}/gate`

  it('is counted with its reason, without persons or made-up names, and is a fact', async () => {
    await evaluate({ ...invoice, context: { purpose: 'mail hanako@kaede.example.jp 090-1234-5678' } })
    await vi.waitFor(async () => {
      const { body } = await engineer.browser.get(`${base}/uses`)
      const uses = body as never as { reason: string; purpose: string; count: number; actor: string }[]
      expect(uses).toContainEqual(
        expect.objectContaining({ reason: 'unknown-purpose', purpose: '…', count: 1 }),
      )
      expect(uses).toContainEqual(
        expect.objectContaining({ reason: 'permitted', purpose: 'invoicing', actor: 'billing-batch' }),
      )
    }, 30_000)
    const facts = await world.query<{ entry: Buffer }>(
      `select entry from ledger.facts where type = 'gate.decided'`,
    )
    const text = facts.map(({ entry }) => entry.toString()).join()
    expect(text).toContain('"purpose":"invoicing"')
    expect(text).not.toMatch(/hanako|taro|1234/)
  })

  it('is explained step by step, which is no use of data; of an operator it is a reading of how a person stands', async () => {
    const readings = () =>
      world.query<{ entry: Buffer }>(`select entry from ledger.facts where type = 'consent.read' order by id`)
    const before = await readings()
    const { body } = await engineer.browser.post(`${base}/explain`, plans)
    const { decision, steps } = body as never as Explanation
    expect(decision).toBe(true)
    expect(steps.length).toBeGreaterThan(10)
    const denied = await engineer.browser.post(`${base}/explain`, { ...plans, action: { name: 'provide' } })
    expect(denied.body).toMatchObject({ answer: 'gap', reason: 'recipient-missing' })
    const resource = { ...plans.resource, id: 'K-777777' }
    await engineer.browser.post(`${base}/explain`, { ...plans, resource })
    const read = (await readings()).slice(before.length).map(({ entry }) => JSON.parse(entry.toString()))
    expect(read).toMatchObject([{ actor: { kind: 'operator', id: engineer.id }, clear: { known: false } }])
  })

  it('is read by days', async () => {
    const today = world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate()
    const [day, before] = [String(today), String(today.subtract({ days: 1 }))]
    const of = async (query: string) => (await engineer.browser.get(`${base}/uses?${query}`)).body
    expect(await of(`since=${day}&until=${day}`)).not.toEqual([])
    expect(await of(`until=${before}`)).toEqual([])
  })

  it('may be made of what the policy declares and of registered receivers', async () => {
    const body = { kind: 'receiver', class: 'equipment-vendors', name: '架空機器株式会社' }
    const registered = await manager.browser.post(standing, { id: 'kaku-kiki', body })
    expect([registered.status, registered.raw]).toEqual([201, registered.raw])
    const { body: choices } = await engineer.browser.get(`${base}/choices`)
    expect(choices).toMatchObject({
      purposes: expect.arrayContaining([expect.objectContaining({ id: 'invoicing' })]),
      categories: expect.arrayContaining([expect.objectContaining({ id: 'floor-plans' })]),
      receivers: [{ id: 'kaku-kiki', name: { ja: '架空機器株式会社' } }],
      clients: [],
      others: expect.arrayContaining([expect.objectContaining({ id: 'system:deny-by-default' })]),
    })
  })
})
