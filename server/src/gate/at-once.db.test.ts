// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'

let world: TestApplication
let engineer: EnrolledOperator
let token: string
let port: number

const path = '/access/v1/evaluation'

beforeAll(async () => {
  world = await testApplication({ laws: true })
  engineer = await world.operator('engineer', 'engineer')
  const { body } = await engineer.browser.post(`/api/organisations/${home}/tokens`, {
    name: 'billing',
    scopes: ['gate:ask'],
    expiresAt: world.clock.now().add({ hours: 240 }).toString(),
  })
  token = String(body['secret'])
  await world.app.http.listen({ port: 0, host: '127.0.0.1' })
  port = (world.app.http.server.address() as AddressInfo).port
})
afterAll(() => world.close())

const invoice = {
  subject: { type: 'actor', id: 'billing-batch', properties: { roles: ['accounting'] } },
  action: { name: 'use' },
  resource: { type: 'invoices', id: 'taro@kaede.example.jp' },
  context: { purpose: 'invoicing' },
}

interface Sent {
  readonly method?: string
  readonly url?: string
  readonly headers?: Record<string, string>
  readonly payload: string
}

interface Reply {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

const headersOf = ({ headers }: Sent): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'x-request-id': 'abc',
  ...headers,
})

/** Over a socket, where the short way is. */
function overSocket(sent: Sent): Promise<Reply> {
  const { method = 'POST', url = path, payload } = sent
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path: url, headers: headersOf(sent) },
      (reply) => {
        let body = ''
        reply.setEncoding('utf8').on('data', (part: string) => (body += part))
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }))
      },
    )
    asked.on('error', reject)
    asked.end(payload)
  })
}

/** Through the server without a socket, which is the long way. */
async function longWay(sent: Sent): Promise<Reply> {
  const { method = 'POST', url = path, payload } = sent
  const reply = await world.app.http.inject({
    method: method as 'POST',
    url,
    headers: headersOf(sent),
    payload,
  })
  return { status: reply.statusCode, headers: reply.headers, body: reply.body }
}

const own = /[0-9a-f]{8}-[0-9a-f-]{27}/g
const told = ({ status, headers, body }: Reply) => ({
  status,
  body: body.replaceAll(own, 'ID'),
  type: headers['content-type'],
  length: String(headers['content-length']),
  id: String(headers['x-request-id']).replace(own, 'ID'),
})

const of = (body: unknown): string => JSON.stringify(body)
const organisation = `/organisations/${home}${path}`

const cases: Record<string, Sent> = {
  'a permit': { payload: of(invoice) },
  'a denial': { payload: of({ ...invoice, resource: { type: 'sensor-readings', id: '*' } }) },
  'a gap': { payload: of({ ...invoice, context: { purpose: 'invoicng' } }) },
  'a question only to know': {
    payload: of({ ...invoice, context: { purpose: 'invoicing', dry_run: true } }),
  },
  'by the organisation in the path': { url: organisation, payload: of(invoice) },
  'another organisation in the path': { url: `/organisations/nobody${path}`, payload: of(invoice) },
  'unknown members': { payload: of({ ...invoice, later: { nested: true } }) },
  'names of two alphabets': {
    payload: of({ ...invoice, resource: { type: 'invoices', id: '山田 ＡＢＣ 🎋' } }),
  },
  'no subject': { payload: of({ ...invoice, subject: undefined }) },
  'a name that is a number': { payload: of({ ...invoice, action: { name: 7 } }) },
  'no JSON': { payload: '{"subject":' },
  'no body': { payload: '' },
  'a list': { payload: '[]' },
  null: { payload: 'null' },
  'a member of the prototype': { payload: `{"__proto__":{"a":1},${of(invoice).slice(1)}` },
  'a member of the prototype, escaped': {
    payload: `{"\\u005F_proto_\\u005f":{"a":1},${of(invoice).slice(1)}`,
  },
  'another content type': { payload: of(invoice), headers: { 'content-type': 'text/plain' } },
  'the character set named': {
    payload: of(invoice),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  },
  'a wrong token': { payload: of(invoice), headers: { authorization: 'Bearer yks_nobody_knows' } },
  'no token': { payload: of(invoice), headers: { authorization: '' } },
  'a body above the short way': { payload: of({ ...invoice, padding: 'x'.repeat(100_000) }) },
  'another method': { method: 'PUT', payload: of(invoice) },
  'a query': { url: `${path}?a=1`, payload: of(invoice) },
}

describe('an evaluation over a socket', () => {
  it.each(Object.entries(cases))('is answered as on the long way: %s', async (_name, sent) => {
    // The long way first: it finds out who the token stands for, and opens the node.
    await longWay({ payload: of(invoice) })
    const long = await longWay(sent)
    expect(told(await overSocket(sent))).toEqual(told(long))
    // Without a remembered token the body is put back for the long way.
    world.clock.pass({ seconds: 6 })
    expect(told(await overSocket(sent))).toEqual(told(long))
  })

  it('is taken at once only where the token is remembered and the node is open', async () => {
    await longWay({ payload: of(invoice) })
    const asked = world.app.gates.askAtOnce.bind(world.app.gates)
    let count = 0
    world.app.gates.askAtOnce = (...given) => {
      count += 1
      return asked(...given)
    }
    await overSocket({ payload: of(invoice) })
    await overSocket({ url: organisation, payload: of(invoice) })
    expect(count).toBe(2)
    world.clock.pass({ seconds: 6 })
    await overSocket({ payload: of(invoice) })
    expect(count).toBe(2)
  })

  it('is counted, once on either way, and stands in the metrics', async () => {
    await world.app.gates.uses.write()
    const counted = async (): Promise<number> => {
      await world.app.gates.uses.write()
      const { body } = await engineer.browser.get(`/api/organisations/${home}/gate/uses?answer=permit`)
      return (body as unknown as { count: number }[]).reduce((sum, { count }) => sum + count, 0)
    }
    const before = await counted()
    for (let at = 0; at < 5; at += 1) await overSocket({ payload: of(invoice) })
    await longWay({ payload: of(invoice) })
    expect((await counted()) - before).toBe(6)
    const metrics = await world.app.http.inject('/metrics')
    expect(metrics.body).toMatch(/route="\/access\/v1\/evaluation",status="200"\} [1-9]/)
  })
})
