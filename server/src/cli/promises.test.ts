// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { promisesCommand, type PromiseLine, type PromisesArguments } from './promises.ts'

async function run(options: PromisesArguments) {
  let out = ''
  const code = await promisesCommand({ lang: 'en', ...options }, (text) => void (out += text))
  return { code, out }
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
      file: 'tests/promises/cleaning.test.ts',
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
    const server = createServer((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer good' ? 200 : 401
      response.end(JSON.stringify([view]))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const asked = { server: url, pack: 'processor' }
    const { code, out } = await run({ ...asked, token: 'good' })
    expect(code).toBe(0)
    expect(out).toContain('held: It operates\n  evidence: policies.published')
    expect((await run({ ...asked, token: 'bad' })).code).toBe(2)
    expect((await run({ server: url, token: 'good' })).code).toBe(2)
    server.close()
    server.closeAllConnections()
    expect((await run({ ...asked, token: 'good' })).code).toBe(2)
  })
})
