// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { promisesCommand, type PromiseLine, type PromisesArguments } from './promises.ts'

afterEach(() => void vi.unstubAllEnvs())

async function run(options: PromisesArguments) {
  let out = ''
  let told = ''
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const code = await promisesCommand({ lang: 'en', ...options }, (text) => void (out += text))
  stderr.mockRestore()
  return { code, out, told }
}

const listed = (out: string) => (JSON.parse(out) as { promises: PromiseLine[] }).promises

describe('yakusoku promises', () => {
  it('lists all promises of the mission, each once, with what keeps it and its test', async () => {
    const { code, out } = await run({ json: true })
    const all = listed(out)
    expect(code).toBe(0)
    expect(new Set(all.map(({ id }) => id)).size).toBe(346)
    for (const { id, keptBy, pack } of all)
      expect([id, pack, keptBy.length > 0]).toEqual([id, expect.any(String), true])
    const tested = all.find(({ id }) => id === 'CLN-2.4')
    expect(tested?.test).toMatchObject({
      file: expect.stringMatching(/^tests\/promises\/cleaning/),
      name: expect.stringMatching(/^CLN-2\.4 /),
    })
  })

  it('says of a promise without a test that it has none yet, in both languages', async () => {
    expect((await run({ pack: 'processor' })).out).toContain('PRC-13.4')
    expect((await run({ pack: 'processor' })).out).toContain('test: no test yet')
    expect((await run({ pack: 'processor', lang: 'ja' })).out).toContain('試験: まだ試験がありません')
    expect((await run({ pack: 'nobody' })).code).toBe(2)
    expect((await run({ lang: 'de' })).code).toBe(2)
  })

  it('adds the state that a server tells, and says when it refuses or is away', async () => {
    const view = {
      id: 'PRC-1.1',
      mode: 'enforced',
      sentence: { ja: '文', en: 'A sentence' },
      keptBy: ['system:defined-terms'],
      state: 'held',
      reason: { ja: '動いています', en: 'It operates' },
      lastEvidence: { fact: 'f', type: 'policies.published', time: '2026-11-20T00:00:00Z' },
    }
    let answer = JSON.stringify([view])
    const server = createServer((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer good' ? 200 : 401
      response.end(answer)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const base = mkdtempSync(join(tmpdir(), 'yakusoku-promises-'))
    const tokenFile = join(base, 'token')
    writeFileSync(tokenFile, 'good\n')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const asked = { server: url, pack: 'processor' }
    const { code, out } = await run({ ...asked, tokenFile })
    expect(code).toBe(0)
    expect(out).toContain('held: It operates\n  evidence: policies.published')
    expect(await run({ server: url, tokenFile })).toMatchObject({
      code: 2,
      told: expect.stringContaining('--server needs --pack'),
    })
    expect(await run(asked)).toMatchObject({ code: 2, told: expect.stringContaining('--token-file FILE') })
    vi.stubEnv('YAKUSOKU_TOKEN', 'bad')
    expect(await run(asked)).toMatchObject({
      code: 2,
      told: expect.stringContaining('does not know this token'),
    })
    vi.stubEnv('YAKUSOKU_TOKEN', 'good')
    expect((await run(asked)).code).toBe(0)
    for (answer of ['{}', '[null]', '[{"id":"PRC-1.1","state":"fine"}]', 'hello'])
      expect(await run(asked)).toMatchObject({ code: 2, told: expect.stringContaining('does not answer') })
    server.close()
    server.closeAllConnections()
    expect(await run(asked)).toMatchObject({ code: 2, told: expect.stringContaining('does not answer') })
    rmSync(base, { recursive: true })
  })
})
