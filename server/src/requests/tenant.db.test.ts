// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answered,
  home,
  other,
  people,
  receive,
  testApplication,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { registeredRoutes, type RegisteredRoute } from '../http/index.ts'

let world: TestApplication
let stranger: EnrolledOperator
let request: Awaited<ReturnType<typeof answered>>
let ids: Record<string, string>
beforeAll(async () => {
  world = await testApplication()
  const manager = await world.operator('manager', 'privacy-manager')
  stranger = await world.operator('stranger', 'privacy-manager', other)
  request = await answered(world, manager, 'taro')
  const made = await manager.browser.post(`/api/organisations/${home}/tokens`, {
    name: 'one',
    scopes: ['ledger:read'],
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  const [fact] = await world.query<{ id: string }>(
    "select id from ledger.facts where organisation_id = $1 and type = 'requests.answered'",
    [home],
  )
  const apiToken = (made.body as { token: { id: string } }).token.id
  ids = { request: request.id, fact: fact?.id as string, operator: manager.id, token: apiToken }
})
afterAll(() => world.close())

/** A body that every route takes, so that nothing is refused for its form before its place is looked at. */
const body = (url: string) => ({
  ...request,
  files: {},
  reason: 'x',
  version: '9.9.9',
  // Drafts count their saves; requests have a text for it.
  ...(url.includes('/policy/') && { revision: 1 }),
  ...(url.includes('/inventory/') && { revision: 1, cells: {} }),
  ...(url.includes('/takeouts/') && { day: '2026-11-01', by: 'x' }),
  ...(url.includes('/reviews/') && { outcome: 'justified', note: 'x' }),
  ...(url.includes('/standing/') && { body: { kind: 'filing', ground: 'x', document: 'x' } }),
  text: 'x',
  facts: [request.id],
  code: '123456',
  exclusions: [],
  ground: 'harm',
  explanation: 'x',
  roles: ['desk'],
  name: 'x',
  email: 'x@elsewhere.example.jp',
  language: 'ja',
  kind: 'disclosure',
  scopes: ['ledger:read'],
  expiresAt: world.clock.now().add({ hours: 1 }).toString(),
})

const tenantRoutes = () =>
  registeredRoutes(world.app.http).filter(
    ({ url, method }) => url.includes(':organisation') && method !== 'HEAD',
  )

let calls = 0
async function send({ method, url }: RegisteredRoute, organisation: string, id: string) {
  calls += 1
  const { cookie } = stranger.browser
  const address = url
    .replace(':organisation', organisation)
    .replace(':id', id)
    .replace(':talk', id)
    .replace(':use', id)
    .replace(':token', request.token)
    .replace(':key', 'shop')
    .replace(':document', 'letter')
    .replace('*', '0/000.p/1')
  return world.app.http.inject({
    method: method as 'GET',
    url: address,
    remoteAddress: `10.7.${calls >> 8}.${calls & 255}`,
    headers: { cookie, host: 'localhost', origin: 'http://localhost' },
    ...(method === 'GET' ? {} : { payload: body(url) }),
  })
}

describe('another organisation', () => {
  it('is as absent as one that does not exist, on every route for operators', async () => {
    const routes = tenantRoutes().filter(({ url }) => url.startsWith('/api/organisations/'))
    expect(routes.length).toBeGreaterThan(20)
    for (const route of routes) {
      const [theirs, nobodys] = await Promise.all([
        send(route, home, ids['request'] as string),
        send(route, 'nowhere', ids['request'] as string),
      ])
      expect([route, theirs.statusCode, theirs.json().code]).toEqual([route, 404, 'common.not-found'])
      expect({ ...theirs.json(), instance: '' }).toEqual({ ...nobodys.json(), instance: '' })
    }
  })

  it('lends none of its ids, numbers, secrets or links to one’s own organisation, on any route', async () => {
    const formOnly = 'GET /privacy/:organisation/follow'
    const routes = tenantRoutes().filter(
      ({ method, url }) => /:id|:use|:token|\/follow/.test(url) && `${method} ${url}` !== formOnly,
    )
    expect(routes.length).toBeGreaterThan(20)
    for (const route of routes)
      for (const [kind, id] of Object.entries(ids)) {
        const reply = await send(route, other, id)
        expect([route, kind, reply.statusCode]).toEqual([route, kind, 404])
        expect(reply.body).not.toContain(people.taro.name)
      }
  })

  it('does not see the work, people or ledger of its neighbour', async () => {
    const base = `/api/organisations/${other}`
    const board = await stranger.browser.get(`${base}/requests`)
    expect(board.body).toMatchObject({ requests: [], counts: {} })
    const today = await stranger.browser.get(`${base}/today`)
    expect(today.body).toMatchObject({ requests: {} })
    const own = (today.body as unknown as { duties: { kind: string }[] }).duties
    expect(own.filter(({ kind }) => kind !== 'programme.carry-out')).toEqual([])
    const facts = await stranger.browser.get(`${base}/ledger/facts`)
    expect(facts.raw).not.toContain(request.id)
    expect(facts.raw).not.toContain('requests.')
  })

  it('knows the same address as another person', async () => {
    const theirs = await receive(world, 'taro', {}, other)
    const persons = await world.query<{ person_id: string }>(
      'select distinct person_id from requests.requests where id = any($1)',
      [[request.id, theirs.id]],
    )
    expect(persons).toHaveLength(2)
  })
})
