// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../kernel/index.ts'
import { createHttp, registerHealth, type Http } from './index.ts'

const lines: string[] = []
const log = createLog('debug', (line) => void lines.push(line))
const page = { accept: 'text/html' }

describe('the server', () => {
  let http: Http
  const everybody = Promise.withResolvers<void>()
  let [asked, looked] = [0, 0]
  beforeAll(async () => {
    http = await createHttp({ log })
    const measures = [
      { name: 'known_number', help: 'h', read: async () => 7 },
      { name: 'unknown_number', help: 'h', read: () => Promise.reject(new Error('the database is away')) },
    ]
    const ready = async () => {
      looked += 1
      await everybody.promise
      throw new Error('away')
    }
    http.addHook('preHandler', ({ url }, _reply, done) => {
      done()
      if (url === '/ready' && (asked += 1) === 20) everybody.resolve()
    })
    registerHealth(http, { ready, measures })
    http.get('/api/thing', async () => ({ name: '佐藤 花' }))
    http.get('/api/broken', async () => {
      throw new Error('secret of 佐藤 花')
    })
    http.get('/thing', async () => 'thing')
  })
  afterAll(() => http.close())

  it.each(['//', '///', '/nowhere', '//evil.example/x', `/${'a/'.repeat(900)}`])(
    'answers %s with a page that says it is not there',
    async (url) => {
      const reply = await http.inject({ url, headers: page })
      expect([reply.statusCode, reply.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
      expect(reply.body).toContain('アドレスを確認してください')
      expect(reply.body).not.toContain('href="//')
    },
  )

  it.each(['/%ZZ', '/api/%E3%81', '/%ZZ?lang=en'])(
    'answers the malformed address %s as a problem',
    async (url) => {
      const reply = await http.inject({ url, headers: page })
      expect([reply.statusCode, reply.headers['content-type']]).toEqual([400, 'application/problem+json'])
      expect(reply.json()).toMatchObject({ code: 'common.invalid', errors: [{ at: 'url' }] })
    },
  )

  it('lets no cache keep what the API answers, however the address is written', async () => {
    for (const url of ['/api/thing', '/%61pi/thing'])
      expect((await http.inject(url)).headers['cache-control']).toBe('no-store')
    expect((await http.inject('/thing')).headers['cache-control']).toBeUndefined()
  })

  it('tells nobody why it broke, and the log no value', async () => {
    const reply = await http.inject('/api/broken')
    expect([reply.statusCode, reply.json()['code']]).toEqual([500, 'common.internal'])
    expect(lines.join('')).toContain(String(reply.headers['x-request-id']))
    expect(reply.body + lines.join('')).not.toMatch(/secret|佐藤/)
  })

  it('gives the numbers it knows where another cannot be had', async () => {
    const reply = await http.inject('/metrics')
    expect(reply.statusCode).toBe(200)
    expect(reply.body).toMatch(/^known_number 7$/m)
    expect(reply.body).toMatch(/^unknown_number Nan$/m)
    expect((await http.inject('/health')).statusCode).toBe(200)
  })

  it('looks once whether it can work for all who ask at the same time, and anew for who asks later', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => http.inject('/ready')))
    expect(new Set(replies.map(({ statusCode }) => statusCode))).toEqual(new Set([503]))
    expect(looked).toBe(1)
    expect((await http.inject('/ready')).statusCode).toBe(503)
    expect(looked).toBe(2)
  })

  it('waits for no request for ever', () => {
    expect(http.server.requestTimeout).toBe(60_000)
  })
})

it('asks browsers to stay with https only where people come by it', async () => {
  for (const [https, expected] of [
    [true, 'max-age=31536000'],
    [false, undefined],
  ] as const) {
    const http = await createHttp({ log, https })
    const { headers } = await http.inject('/')
    expect(headers['strict-transport-security']).toBe(expected)
    expect(headers['content-security-policy']).toMatch(
      /default-src 'self';.*font-src 'self';.*script-src 'self'/,
    )
    await http.close()
  }
})
