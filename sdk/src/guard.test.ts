// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import * as onExpress from './express.ts'
import * as onFastify from './fastify.ts'
import { follow } from './follow.ts'
import type { Gate } from './gate.ts'
import type { Asked } from './guard.ts'
import * as onHono from './hono.ts'
import { FakeServer, TOKEN } from './server.case.ts'

let server: FakeServer
let gate: Gate
const ends: (() => unknown)[] = []

/** What a request for somebody's mail address asks. */
const reading = (person: string): Asked => {
  if (person === 'broken') throw new Error('no question can be made of this')
  return {
    question: {
      act: person === 'taken' ? 'take-out' : 'use',
      actor: { id: 'desk', roles: ['clerk'] },
      category: 'contact',
      purpose: 'news',
    },
    person,
  }
}

const addressOf = async (listening: Server): Promise<string> => {
  if (!listening.listening) await once(listening, 'listening')
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
}

const apps: Record<string, () => Promise<string>> = {
  async express() {
    const app = express()
    app.get(
      '/mail/:person',
      onExpress.gated<{ person: string }>(gate, ({ params }) => reading(params.person)),
      (_, response) => void response.json(onExpress.answerOf(response)?.obligations),
    )
    app.use(
      ((_error, _request, response, _next) => void response.status(500).end()) as express.ErrorRequestHandler,
    )
    const listening = app.listen(0, '127.0.0.1')
    ends.push(() => listening.close())
    return addressOf(listening)
  },
  async fastify() {
    const app = fastify()
    app.get<{ Params: { person: string } }>(
      '/mail/:person',
      { preHandler: onFastify.gated(gate, ({ params }) => reading(params.person)) },
      (request) => Promise.resolve(onFastify.answerOf(request)?.obligations),
    )
    ends.push(() => app.close())
    await app.listen({ port: 0, host: '127.0.0.1' })
    return addressOf(app.server)
  },
  async hono() {
    const app = new Hono().onError((_, context) => context.body(null, 500))
    app.get(
      '/mail/:person',
      onHono.gated(gate, (context) => reading(context.req.param('person') ?? '')),
      (context) => context.json(context.get('answer').obligations),
    )
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
    ends.push(() => listening.close())
    return addressOf(listening)
  },
}

beforeAll(async () => {
  server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
  server.person('hana', { consents: ['news-consent'] })
  gate = await follow({ url: server.url, organisation: 'shop', token: TOKEN, limit: 1_000 })
})

afterAll(async () => {
  await Promise.all(ends.map((end) => end()))
  await gate.close()
  await server.stop()
})

describe.each(Object.keys(apps))('a route of %s', (name) => {
  let url = ''
  const get = async (path: string, language = 'en') =>
    fetch(`${url}${path}`, { headers: { 'accept-language': language } })

  beforeAll(async () => {
    url = (await apps[name]?.()) ?? ''
  })
  beforeEach(() => {
    server.weather.silent = false
    return gate.catchUp()
  })

  it('goes on where it is permitted, with its obligations', async () => {
    const response = await get('/mail/hana')
    expect([response.status, await response.json()]).toEqual([
      200,
      [{ kind: 'only-fields', fields: ['user.contact.email'] }],
    ])
  })

  it('ends with the reason and what would make it a yes, in the language asked for', async () => {
    const response = await get('/mail/ren', 'de, en;q=0.8, ja;q=0.2')
    expect([response.status, response.headers.get('content-language')]).toEqual([403, 'en'])
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json\b/)
    expect(await response.json()).toEqual({
      type: 'urn:yakusoku:gate:no-consent',
      title: 'The consent of the person that the purpose “news” needs does not stand.',
      status: 403,
      detail: 'Obtain the consent: news-consent',
      code: 'no-consent',
      promises: ['SHP-2'],
    })
    expect(await (await get('/mail/ren', 'ja-JP, en;q=0.8')).json()).toMatchObject({
      detail: '同意を得てください: news-consent',
    })
  })

  it('ends with 503 while the gate decides nothing', async () => {
    server.weather.silent = true
    await expect.poll(async () => (await get('/mail/hana')).status, { timeout: 20_000 }).toBe(503)
    const response = await get('/mail/hana')
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({ code: 'gate.behind', status: 503, promises: [] })
  })

  it('leaves what is wrong in the program to the program', async () => {
    expect((await get('/mail/broken')).status).toBe(500)
  })
})
