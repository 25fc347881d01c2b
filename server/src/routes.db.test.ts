// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { createApplication, type Application } from './application.ts'
import { registeredRoutes } from './http/index.ts'
import { createLog, systemClock } from './kernel/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-routes-'))

describe('the routes of a whole server', () => {
  let database: TestDatabase
  let application: Application
  beforeAll(async () => {
    database = await testDatabase()
    application = await createApplication({
      config: {
        dataFolder: folder,
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'https://privacy.example.jp',
        databaseUrl: database.url,
        smtpUrl: undefined,
        demonstration: true,
        logLevel: 'error',
      },
      databaseUrl: database.url,
      clock: systemClock,
      log: createLog('error', () => undefined),
    })
    await application.http.ready()
  })
  afterAll(async () => {
    await application.stop()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('that are about an organisation ask everybody to sign in, before anything else is looked at', async () => {
    const guarded = registeredRoutes(application.http).filter(({ url }) =>
      url.startsWith('/api/organisations/'),
    )
    expect(guarded.length).toBeGreaterThan(20)
    const open: unknown[] = []
    for (const { method, url } of guarded) {
      const path = url.replace(':organisation', 'cleaning').replaceAll(/:\w+|\*/g, 'x')
      const reply = await application.http.inject({ method: method as 'GET', url: path })
      if (reply.statusCode !== 401) open.push([method, url, reply.statusCode])
    }
    expect(open).toEqual([])
  })

  it('show the outbox of the demonstration only to who sits at the machine and came by its own name', async () => {
    const url = '/demonstration/outbox'
    const ask = async (remoteAddress: string, host: string) =>
      (await application.http.inject({ url, remoteAddress, headers: { host } })).statusCode
    for (const host of ['localhost:8420', '127.0.0.1:8420', '[::1]:8420', 'privacy.example.jp'])
      expect([host, await ask('127.0.0.1', host)]).toEqual([host, 200])
    for (const host of ['rebound.evil.example:8420', '192.0.2.1', 'localhost.evil.example'])
      expect([host, await ask('127.0.0.1', host)]).toEqual([host, 404])
    const headers = { host: 'rebound.evil.example:8420', 'x-forwarded-host': 'localhost:8420' }
    expect((await application.http.inject({ url, remoteAddress: '127.0.0.1', headers })).statusCode).toBe(404)
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1'])
      expect([address, await ask(address, 'localhost')]).toEqual([address, 404])
  })

  it('tell browsers to stay with https, where people come by it', async () => {
    const { headers } = await application.http.inject('/')
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })
})
