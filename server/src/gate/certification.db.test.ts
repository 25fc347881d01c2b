// SPDX-License-Identifier: Apache-2.0
// The certification scenario of OpenID AuthZEN Authorization API 1.0 (levels Basic, Batch, Search and Discovery, Core and
// Properties), over HTTP, in the words of the scenario.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateSees, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { RECORDS_PACK, RECORDS_REGISTERED } from './certification.case.ts'
import { alice, bob, of, record, sender, type Sender } from './certification-sender.case.ts'

const organisation = 'records'
const admin = { ...bob, properties: { role: 'admin' } }
let world: TestApplication
let address: string
let token: string
let send: Sender

beforeAll(async () => {
  world = await testApplication({ packs: { [organisation]: RECORDS_PACK } })
  const { browser } = await world.operator('manager', 'privacy-manager', organisation)
  for (const entry of RECORDS_REGISTERED) {
    const { status, raw } = await browser.post(`/api/organisations/${organisation}/standing/entries`, entry)
    expect([status, raw]).toEqual([201, raw])
  }
  const { body } = await browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'enforcement point',
    scopes: ['gate:ask'],
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  token = String(body['secret'])
  address = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
  send = sender(`${address}/access/v1`, token)
  await gateSees(world, organisation)
})
afterAll(() => world.close())

describe('one decision (Basic)', () => {
  it('follows the fixture by identifiers alone', async () => {
    expect(await send.decides(of(alice, 'read', record(1)))).toBe(true)
    expect(await send.decides(of(alice, 'write', record(1)))).toBe(true)
    expect(await send.decides(of(bob, 'read', record(1)))).toBe(true)
    expect(await send.decides(of(bob, 'write', record(1)))).toBe(false)
  })

  it('follows the properties of resource, subject and action', async () => {
    expect(await send.decides(of(alice, 'write', record(2, 'archived')))).toBe(false)
    expect(await send.decides(of(alice, 'write', record(1, 'archived')))).toBe(false)
    expect(await send.decides(of(admin, 'write', record(2, 'archived')))).toBe(true)
    const deleting = (soft: boolean) => ({
      ...of(alice, '', record(1)),
      action: { name: 'delete', properties: { soft } },
    })
    expect(await send.decides(deleting(true))).toBe(true)
    expect(await send.decides(deleting(false))).toBe(false)
  })

  it('is the same with a context, with other properties, with members nobody knows, and every time', async () => {
    const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' }
    expect(await send.decides(of(alice, 'read', record(1), { context }))).toBe(true)
    const more = {
      subject: { ...alice, properties: { department: 'Sales', role: 'manager' } },
      action: { name: 'read', properties: { method: 'GET' } },
      resource: { ...record(1), properties: { status: 'active', owner: 'bob' } },
    }
    expect(await send.decides(more)).toBe(true)
    expect(
      await send.decides(of(alice, 'read', record(1), { foo: 'bar', futureField: { nested: true } })),
    ).toBe(true)
    for (let time = 0; time < 5; time += 1)
      expect(await send.decides(of(bob, 'write', record(1)))).toBe(false)
  })

  it('does not believe a registered subject to have a role that is not registered', async () => {
    const claims = { ...alice, properties: { role: 'admin', roles: ['admin'] } }
    expect(await send.decides(of(claims, 'write', record(2, 'archived')))).toBe(false)
  })

  const wrong: [string, unknown][] = [
    ['no subject', { ...of(alice, 'read', record(1)), subject: undefined }],
    ['no action', { ...of(alice, 'read', record(1)), action: undefined }],
    ['no resource', { ...of(alice, 'read', record(1)), resource: undefined }],
    ['a subject without type', of({ id: 'alice' }, 'read', record(1))],
    ['a subject without id', of({ type: 'user' }, 'read', record(1))],
    ['an action without name', { ...of(alice, 'read', record(1)), action: {} }],
    ['a resource without type', of(alice, 'read', { id: 'record-1' })],
    ['a resource without id', of(alice, 'read', { type: 'record' })],
    ['a subject that is text', { ...of(alice, 'read', record(1)), subject: 'alice' }],
    ['an action name that is a number', { ...of(alice, 'read', record(1)), action: { name: 123 } }],
    ['properties that are a list', of({ ...alice, properties: [] }, 'read', record(1))],
    ['a context that is text', of(alice, 'read', record(1), { context: 'now' })],
    ['a list', []],
    ['null', 'null'],
    ['text', '"alice"'],
    ['no JSON', '{"subject": {'],
    ['nothing', ''],
  ]

  it.each(wrong)('is refused as a bad request: %s', async (_name, sent) => {
    for (const path of ['evaluation', 'evaluations']) {
      const { status, text, headers } = await send.post(path, sent)
      expect([path, status]).toEqual([path, 400])
      expect(headers.get('content-type')).toContain('text/plain')
      expect(text.length).toBeGreaterThan(5)
    }
  })

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('is refused as a bad request: content of type %s', async (type) => {
    const sent = JSON.stringify(of(alice, 'read', record(1)))
    expect((await send.post('evaluation', sent, { 'content-type': type })).status).toBe(400)
  })

  it('takes JSON that says its encoding, ids in any script, and long ones', async () => {
    const type = { 'content-type': 'application/json; charset=utf-8' }
    expect((await send.post('evaluation', of(alice, 'read', record(1)), type)).body.decision).toBe(true)
    for (const id of ['楓 太郎', 'x'.repeat(1_000), '‮🦉', 'a\u0000b', '__proto__'])
      for (const one of [of({ type: 'user', id }, 'read', record(1)), of(alice, 'read', { type: id, id })])
        expect(await send.decides(one)).toBe(false)
  })

  it('gives the request id back, on an error too', async () => {
    for (const id of ['bfe9eb29-ab87-4ca3-be83-a1d5d8305716', 'x'.repeat(1_000)])
      for (const sent of [of(alice, 'read', record(1)), '{'])
        expect(
          (await send.post('evaluation', sent, { 'x-request-id': id })).headers.get('x-request-id'),
        ).toBe(id)
    expect((await send.post('evaluation', of(alice, 'read', record(1)))).status).toBe(200)
  })

  it('needs a token that may ask, and says how to send it', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic YTpi', 'Bearer ']) {
      const { status, headers } = await send.post('evaluation', of(alice, 'read', record(1)), {
        authorization,
      })
      expect([authorization, status]).toEqual([authorization, 401])
      expect(headers.get('www-authenticate')).toMatch(/^Bearer\b/)
      expect(headers.get('content-type')).toContain('text/plain')
    }
    // Who may not ask learns nothing of what is wrong with the question.
    expect((await send.post('evaluation', '{', { authorization: 'Bearer wrong' })).status).toBe(401)
  })

  it('is asked by POST, at its address', async () => {
    const authorization = `Bearer ${token}`
    const statusOf = async (path: string, method: string) =>
      (await fetch(`${address}/access/v1/${path}`, { method, headers: { authorization } })).status
    expect(await statusOf('evaluation', 'GET')).toBeGreaterThanOrEqual(404)
    expect(await statusOf('nothing', 'POST')).toBe(404)
  })
})

describe('many decisions (Batch)', () => {
  it('come in the order of the questions, with defaults filled in', async () => {
    const two = [{ resource: record(1) }, { resource: record(2) }]
    const read = { subject: alice, action: { name: 'read' } }
    expect(await send.all({ ...read, evaluations: two })).toEqual([true, true])
    const actions = [{ action: { name: 'read' } }, { action: { name: 'write' } }]
    expect(await send.all({ subject: bob, resource: record(1), evaluations: actions })).toEqual([true, false])
    expect(
      await send.all({ evaluations: [of(alice, 'read', record(1)), of(bob, 'write', record(1))] }),
    ).toEqual([true, false])
    const context = { time: '2025-06-27T19:00-07:00', source: 'batch-override' }
    expect(
      await send.all({
        ...read,
        context: { time: '2025-06-27T18:03-07:00' },
        evaluations: [{ resource: record(1) }, { resource: record(2), context }],
      }),
    ).toHaveLength(2)
  })

  it('follow the properties of each', async () => {
    const write = { subject: alice, action: { name: 'write' } }
    const records = [{ resource: record(1, 'active') }, { resource: record(2, 'archived') }]
    expect(await send.all({ ...write, evaluations: records })).toEqual([true, false])
    const subjects = [{ subject: alice }, { subject: admin }]
    const archived = { action: { name: 'write' }, resource: record(2, 'archived') }
    expect(await send.all({ ...archived, evaluations: subjects })).toEqual([false, true])
  })

  it('replace a default whole, but for what identifies it', async () => {
    const evaluations = [
      { resource: { id: 'record-1', properties: { status: 'active' } } },
      { resource: record(2, 'archived') },
    ]
    const write = { subject: alice, action: { name: 'write' } }
    expect(await send.all({ ...write, resource: { type: 'record' }, evaluations })).toEqual([true, false])
    const archived = { type: 'record', id: 'record-9', properties: { status: 'archived' } }
    expect(
      await send.all({ ...write, resource: archived, evaluations: [{}, { resource: record(1) }] }),
    ).toEqual([false, true])
  })

  it.each([
    ['execute_all', [true, false, true]],
    ['deny_on_first_deny', [true, false]],
    ['permit_on_first_permit', [true]],
  ] as const)('end as the semantic says: %s', async (evaluations_semantic, expected) => {
    const evaluations = [
      { action: { name: 'read' } },
      { action: { name: 'destroy' } },
      { action: { name: 'write' } },
    ]
    const options = { evaluations_semantic, another_option: 'value' }
    expect(await send.all({ subject: alice, resource: record(1), evaluations, options })).toEqual(expected)
  })

  it('deny what lacks something or is of a wrong type, and answer the others', async () => {
    const read = { subject: alice, action: { name: 'read' } }
    const evaluations = [
      { resource: record(1) },
      {},
      { resource: 'record-1' },
      'record-1',
      null,
      { resource: record(1) },
    ]
    const { body } = await send.post('evaluations', { ...read, evaluations })
    const found = body.evaluations as {
      decision: unknown
      context: { error?: { status: number; message: string } }
    }[]
    expect(found.map(({ decision }) => decision)).toEqual([true, false, false, false, false, true])
    for (const { context } of found.slice(1, 5)) expect(context.error?.status).toBe(400)
    expect(found[1]?.context.error?.message).toContain('resource')
    const options = { evaluations_semantic: 'deny_on_first_deny' }
    expect(await send.all({ ...read, evaluations, options })).toEqual([true, false])
  })

  it('are one decision where none are listed', async () => {
    const one = of(alice, 'read', record(1))
    expect((await send.post('evaluations', one)).body.decision).toBe(true)
    expect((await send.post('evaluations', { ...one, evaluations: [] })).body.decision).toBe(true)
    expect((await send.post('evaluations', { ...one, evaluations: {} })).status).toBe(400)
    expect(
      (
        await send.post('evaluations', {
          ...one,
          evaluations: [{}],
          options: { evaluations_semantic: 'any' },
        })
      ).status,
    ).toBe(400)
  })
})

describe('a search (Search)', () => {
  const whoReads = { subject: { type: 'user' }, action: { name: 'read' }, resource: record(1) }

  it('finds the subjects of a type', async () => {
    expect((await send.search('subject', whoReads)).results).toEqual([alice, bob])
    expect((await send.search('subject', { ...whoReads, context: { time: 'now' } })).results).toEqual([
      alice,
      bob,
    ])
    const ignored = { ...whoReads, subject: { type: 'user', id: 'nobody' } }
    expect((await send.search('subject', ignored)).results).toEqual([alice, bob])
    const writing = { ...whoReads, action: { name: 'write' }, resource: record(2, 'archived') }
    expect((await send.search('subject', writing)).results).toEqual([bob])
  })

  it('finds the resources of a type', async () => {
    const sent = { subject: alice, action: { name: 'read' }, resource: { type: 'record' } }
    const both = [record(1), record(2)]
    expect((await send.search('resource', sent)).results).toEqual(both)
    const ignored = { ...sent, resource: { type: 'record', id: 'record-7' } }
    expect((await send.search('resource', ignored)).results).toEqual(both)
    const writing = { subject: admin, action: { name: 'write' }, resource: { type: 'record' } }
    expect((await send.search('resource', writing)).results).toEqual([record(2)])
  })

  it('finds the actions', async () => {
    const names = async (sent: object) => (await send.search('action', sent)).results
    expect(await names({ subject: alice, resource: record(1) })).toEqual([
      { name: 'read' },
      { name: 'write' },
    ])
    const archived = { subject: admin, resource: record(2, 'archived') }
    expect(await names({ ...archived, context: {} })).toEqual([{ name: 'read' }, { name: 'write' }])
  })

  it('finds only what an evaluation then permits', async () => {
    for (const subject of [alice, bob])
      for (const resource of [record(1), record(2)])
        for (const found of (await send.search('action', { subject, resource })).results)
          expect(await send.decides({ subject, resource, action: found })).toBe(true)
  })

  it('comes in pages, whose token goes with the same question only', async () => {
    const first = await send.search('subject', {
      ...whoReads,
      page: { limit: 1, properties: { sort: 'id' } },
    })
    expect([first.results, first.page]).toEqual([[alice], { count: 1, next_token: expect.any(String) }])
    const { next_token } = first.page
    expect(next_token).not.toBe('')
    const rest = await send.search('subject', { ...whoReads, page: { token: next_token } })
    expect([rest.results, rest.page]).toEqual([[bob], { count: 1, next_token: '' }])
    const { subject, action, resource } = whoReads
    const reordered = { page: { token: next_token, limit: 1 }, resource, action, subject }
    expect((await send.search('subject', reordered)).results).toEqual([bob])
    for (const changed of [
      { ...whoReads, action: { name: 'write' }, page: { token: next_token } },
      { ...whoReads, page: { token: next_token, limit: 2 } },
      { ...whoReads, page: { token: 'made up' } },
      { ...whoReads, page: { limit: -1 } },
    ])
      expect((await send.post('search/subject', changed)).status).toBe(400)
    const none = await send.search('subject', { ...whoReads, page: { limit: 0 } })
    expect([none.results, none.page.next_token === '']).toEqual([[], false])
  })

  it('finds nothing, and no error, for whom or what nobody knows', async () => {
    const nothing = async (what: string, sent: object) => {
      const { results, page } = await send.search(what, sent)
      expect([results, page.next_token]).toEqual([[], ''])
    }
    await nothing('action', { subject: { type: 'user', id: 'nonexistent-user' }, resource: record(1) })
    await nothing('action', { subject: { type: 'robot', id: 'alice' }, resource: record(1) })
    await nothing('subject', { ...whoReads, subject: { type: 'spaceship' } })
    await nothing('subject', { ...whoReads, resource: { type: 'spaceship', id: '1' } })
    await nothing('resource', { subject: alice, action: { name: 'read' }, resource: { type: 'spaceship' } })
    await nothing('resource', { subject: alice, action: { name: 'fly' }, resource: { type: 'record' } })
  })

  it('is refused as a bad request where something is missing', async () => {
    const { subject, action, resource } = whoReads
    for (const [what, sent] of [
      ['subject', { subject, resource }],
      ['subject', { subject: {}, action, resource }],
      ['subject', { subject, action, resource: { type: 'record' } }],
      ['resource', { action, resource: { type: 'record' } }],
      ['resource', { subject, action, resource: { type: 'record' } }],
      ['resource', { subject: alice, action, resource: {} }],
      ['action', { subject: alice }],
      ['action', { subject: { type: 'user' }, resource }],
    ] as const)
      expect([what, sent, (await send.post(`search/${what}`, sent)).status]).toEqual([what, sent, 400])
    expect((await send.post('search/subject', whoReads, { authorization: '' })).status).toBe(401)
  })
})

describe('the metadata (Discovery)', () => {
  it('lies where the specification puts it, and names every endpoint', async () => {
    for (const at of ['', `/organisations/${organisation}`]) {
      const reply = await fetch(`${address}/.well-known/authzen-configuration${at}`)
      expect([reply.status, reply.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('application/json'),
      ])
      expect(reply.headers.get('cache-control')).toContain('max-age=')
      const point = `http://localhost${at}`
      expect(await reply.json()).toEqual({
        policy_decision_point: point,
        access_evaluation_endpoint: `${point}/access/v1/evaluation`,
        access_evaluations_endpoint: `${point}/access/v1/evaluations`,
        search_subject_endpoint: `${point}/access/v1/search/subject`,
        search_resource_endpoint: `${point}/access/v1/search/resource`,
        search_action_endpoint: `${point}/access/v1/search/action`,
      })
    }
  })

  it('leads to endpoints that answer', async () => {
    const at = `/organisations/${organisation}/access/v1`
    const paths = ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action']
    for (const path of paths) {
      const reply = await fetch(`${address}${at}/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(of(alice, 'read', record(1))),
      })
      expect([path, reply.status]).toEqual([path, 200])
      expect(reply.headers.get('content-type')).toContain('application/json')
    }
  })
})

describe('an actor that is taken away', () => {
  it('has no role at once, whatever a caller claims', async () => {
    const { browser } = await world.operator('deputy', 'privacy-manager', organisation)
    const claims = { ...alice, properties: { roles: ['editor'] } }
    expect(await send.decides(of(claims, 'read', record(1)))).toBe(true)
    const ended = await browser.post(
      `/api/organisations/${organisation}/standing/entries/actor:user:alice/end`,
      { reason: 'left' },
    )
    expect(ended.status).toBe(200)
    await gateSees(world, organisation)
    expect(await send.decides(of(claims, 'read', record(1)))).toBe(false)
    const { results } = await send.search('subject', {
      subject: { type: 'user' },
      action: { name: 'read' },
      resource: record(1),
    })
    expect(results).toEqual([bob])
  })
})
