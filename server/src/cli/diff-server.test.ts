// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ownPacks } from './check-folders.ts'
import { diffCommand, type DiffArguments } from './diff.ts'

const base = mkdtempSync(join(tmpdir(), 'yakusoku-diff-server-'))
const [older, newer, tokenFile] = ['old', 'new', 'token'].map((name) => join(base, name)) as [
  string,
  string,
  string,
]
const seen: IncomingMessage[] = []
let status = 200
let body: string | undefined

const counted = (categories: readonly string[]) => ({
  categories,
  unknown: [],
  people: { count: 1200, precision: 'at-least' },
  records: { count: 3400, precision: 'about' },
  systems: [{ source: 'crm', state: 'away', reason: 'down', records: 0 }],
})
/** Stands for a server: what it is asked is looked at, what it answers is chosen by the test. */
const server = createServer((request, response) => {
  seen.push(request)
  const asked = new URL(request.url ?? '', 'http://localhost').searchParams.getAll('category')
  response.writeHead(status, status === 302 ? { location: 'http://localhost:9/' } : {})
  response.end(body ?? JSON.stringify(counted(asked)))
})
let address = ''

beforeAll(async () => {
  for (const folder of [older, newer]) cpSync(join(ownPacks, 'cleaning'), folder, { recursive: true })
  const changed = join(newer, 'pack.yaml')
  const text = readFileSync(changed, 'utf8')
  writeFileSync(
    changed,
    text.replace('rule: P2Y, categories: [call-logs]', 'rule: P3Y, categories: [call-logs]'),
  )
  writeFileSync(tokenFile, 'yks_cleaning_secret\n')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  seen.length = 0
  status = 200
  body = undefined
  vi.unstubAllEnvs()
})
afterAll(() => {
  server.close()
  rmSync(base, { recursive: true })
})

async function run(options: DiffArguments) {
  let out = ''
  let told = ''
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const code = await diffCommand([older, newer], { lang: 'en', ...options }, (text) => (out += text))
  stderr.mockRestore()
  return { code, out, told }
}

describe('yakusoku diff with a server', () => {
  test('tells the people and records of each change and of all, as far as the server could count', async () => {
    const { code, out } = await run({ server: address, tokenFile })
    expect(code).toBe(0)
    expect(out).toContain('CLN-6.7  weakened  Periods')
    expect(out).toContain('  retention:call-logs: at least 1,200 people, about 3,400 records')
    expect(out).toContain('  in all: at least 1,200 people, about 3,400 records')
    expect(out).toContain('  not read: crm (down)')
    const japanese = await run({ server: address, tokenFile, lang: 'ja' })
    expect(japanese.out).toContain('  全体: 1,200人以上、約 3,400件')
    expect(japanese.out).not.toContain('people')
  })

  test('asks once for the same kinds of data, with the token of the file, of the organisation named', async () => {
    await run({ server: `${address}/`, tokenFile })
    expect(seen.map(({ url }) => url)).toEqual([
      '/api/organisations/cleaning/catalog/counts?category=call-logs',
    ])
    expect(seen[0]?.headers.authorization).toBe('Bearer yks_cleaning_secret')
    await run({ server: address, tokenFile, organisation: 'kaede' })
    expect(seen[1]?.url).toContain('/organisations/kaede/')
  })

  test('takes the token from the environment, and prints JSON for programs', async () => {
    vi.stubEnv('YAKUSOKU_TOKEN', 'yks_cleaning_other')
    const { out } = await run({ server: address, json: true })
    expect(seen[0]?.headers.authorization).toBe('Bearer yks_cleaning_other')
    expect(JSON.parse(out)).toMatchObject({
      format: 1,
      touched: {
        all: { people: { count: 1200, precision: 'at-least' } },
        byCategory: { 'call-logs': { records: { count: 3400 } } },
        elements: [{ categories: ['call-logs'] }],
      },
    })
  })

  test('asks nobody without a server, and nothing where nothing differs', async () => {
    expect((await run({})).out).not.toContain('touched')
    let out = ''
    await diffCommand([older, older], { lang: 'en', server: address, tokenFile }, (text) => (out += text))
    expect(out).toContain('in all: 0 people, 0 records')
    expect(seen).toEqual([])
  })

  test.each([
    [401, 'does not know this token'],
    [403, 'sources:read'],
    [404, 'no organisation cleaning for this token'],
    [429, 'too often'],
    [500, 'status 500'],
    [302, 'does not answer as a server of Yakusoku'],
  ])('says what to do where the server answers %i', async (answer, words) => {
    status = answer
    const { code, out, told } = await run({ server: address, tokenFile })
    expect([code, out]).toEqual([2, ''])
    expect(told).toContain(words)
    expect(told).not.toContain('secret')
    expect(seen).toHaveLength(1)
  })

  test('warns where the token would leave this machine unencrypted', async () => {
    const far = await run({ server: 'http://server.invalid', tokenFile })
    expect([far.code, far.told.includes('Use https')]).toEqual([2, true])
    expect((await run({ server: address, tokenFile })).told).toBe('')
  })

  test('says so where the address, the token or what answers is none', async () => {
    expect((await run({ server: 'http://127.0.0.1:1', tokenFile })).told).toContain('does not answer')
    expect((await run({ server: 'localhost', tokenFile })).told).toContain('this is no address')
    vi.stubEnv('YAKUSOKU_TOKEN', undefined)
    expect((await run({ server: address })).told).toContain('--token-file FILE, or YAKUSOKU_TOKEN')
    expect((await run({ server: address, tokenFile: join(base, 'none') })).told).toContain('no API token')
    body = '<html></html>'
    expect(await run({ server: address, tokenFile })).toMatchObject({ code: 2, out: '' })
    body = '{}'
    expect(await run({ server: address, tokenFile })).toMatchObject({ code: 2, out: '' })
  })
})
