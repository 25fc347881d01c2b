// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CompactRange,
  parseSignedCheckpoint,
  parseVkey,
  tileAt,
  tilePath,
  verifyNote,
} from '@yakusoku/core/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { createApplication, type Application } from './application.ts'
import { inOrganisation } from './database/index.ts'
import { registeredRoutes } from './http/index.ts'
import { createLog, systemClock } from './kernel/index.ts'
import { state } from './ledger/index.ts'

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

  it('give anybody the signed head and the hashes it is made of, and the facts to nobody who may not read them', async () => {
    await application.ledger.sequence('cleaning')
    const ask = (path: string) => application.http.inject(`/ledger/${path}`)
    const checkpoint = await ask('cleaning/checkpoint')
    expect(checkpoint.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    })
    const { verificationKey } = await inOrganisation(application.connection.db, 'cleaning', (tx) =>
      state(tx, 'cleaning'),
    )
    const [head, key] = [parseSignedCheckpoint(checkpoint.body), parseVkey(verificationKey)]
    if (!head.ok || !key.ok) return expect.fail('the head or its key cannot be read')
    const { note, size, root } = head.value
    expect([verifyNote(note, key.value), size > 0]).toEqual([true, true])
    const range = new CompactRange()
    for (let index = 0; range.size < size; index += 1) {
      const tile = await ask(`cleaning/${tilePath(tileAt(0, index, size) ?? expect.fail('no tile'))}`)
      expect(tile.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      })
      for (let at = 0; at < tile.rawPayload.length; at += 32)
        range.append(new Uint8Array(tile.rawPayload.subarray(at, at + 32)))
    }
    expect([range.size, Buffer.from(range.root())]).toEqual([size, Buffer.from(root)])
    expect((await ask('cleaning/tile/entries/000.p/1')).statusCode).toBe(401)
    const nowhere = ['nobody/checkpoint', 'nobody/tile/0/000.p/1', 'cleaning/tile/0/900', 'cleaning/tile/0/1']
    for (const path of nowhere) expect([path, (await ask(path)).statusCode]).toEqual([path, 404])
  })

  it('tell browsers to stay with https, where people come by it', async () => {
    const { headers } = await application.http.inject('/')
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })
})
