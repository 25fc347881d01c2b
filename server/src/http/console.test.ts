// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../kernel/index.ts'
import { createHttp, registerConsole, type Http } from './index.ts'

describe('the console that is served', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-console-'))
  let http: Http
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), 'first build')
    writeFileSync(join(folder, 'assets', 'a.js'), 'let a')
    writeFileSync(join(folder, 'assets', 'a.js.gz'), gzipSync('let a'))
    http = await createHttp({ log: createLog('error') })
    await registerConsole(http, folder)
  })
  afterAll(async () => {
    await http.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('sends a script compressed to who takes it so, and plain to who does not', async () => {
    const url = '/console/assets/a.js'
    const packed = await http.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    expect([packed.headers['content-encoding'], packed.headers['content-type']]).toEqual([
      'gzip',
      'application/javascript; charset=utf-8',
    ])
    expect(gunzipSync(packed.rawPayload).toString()).toBe('let a')
    const plain = await http.inject(url)
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'let a'])
  })

  it('names the files of a console that was built anew without a new start', async () => {
    expect((await http.inject('/console/cleaning/today')).body).toBe('first build')
    writeFileSync(join(folder, 'index.html'), 'second build')
    expect((await http.inject('/console/cleaning/today')).body).toBe('second build')
  })
})
