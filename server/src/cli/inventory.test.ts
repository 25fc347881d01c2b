// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { exportCommand, type ExportArguments } from './inventory.ts'

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const base = mkdtempSync(join(tmpdir(), 'yakusoku-export-'))
const [tokenFile, out] = [join(base, 'token'), join(base, 'inventory.xlsx')]
const seen: IncomingMessage[] = []
let answer: { status: number; type: string; body: string }
const server = createServer((request, response) => {
  seen.push(request)
  response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
})
let address = ''

beforeAll(async () => {
  writeFileSync(tokenFile, 'yks_cleaning_secret\n')
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  seen.length = 0
  rmSync(out, { force: true })
})
afterAll(() => {
  server.close()
  rmSync(base, { recursive: true })
})

async function run(given: Partial<typeof answer>, options: Partial<ExportArguments> = {}) {
  answer = { status: 200, type, body: 'PK\u0003\u0004 a workbook', ...given }
  let told = ''
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const asked = { server: address, organisation: 'cleaning', tokenFile, out, lang: 'en', ...options }
  const code = await exportCommand(asked)
  stderr.mockRestore()
  return { code, told }
}

describe('yakusoku inventory export', () => {
  it('writes the workbook of the server to a new file, in the language asked for', async () => {
    const { code, told } = await run({}, { lang: 'ja' })
    expect([code, told]).toEqual([0, `取扱い中の項目を ${out} に書き出しました。\n`])
    expect(readFileSync(out, 'utf8')).toBe(answer.body)
    expect(seen.map(({ url }) => url)).toEqual(['/api/organisations/cleaning/inventory/export?lang=ja'])
    expect(seen[0]?.headers.authorization).toBe('Bearer yks_cleaning_secret')
  })

  it('asks nobody where the file exists, and leaves it as it is', async () => {
    writeFileSync(out, 'mine')
    const { code, told } = await run({})
    expect([code, seen.length, readFileSync(out, 'utf8')]).toEqual([2, 0, 'mine'])
    expect(told).toContain('is left alone')
  })

  it.each([
    [{ status: 403 }, 'inventory:read'],
    [{ status: 404 }, 'no organisation cleaning'],
    [{ type: 'text/html', body: '<html></html>' }, 'does not answer as a server of Yakusoku'],
    [{ body: '<html></html>' }, 'does not answer as a server of Yakusoku'],
  ])('writes nothing and says what to do where the server answers %o', async (given, words) => {
    const { code, told } = await run(given)
    expect([code, existsSync(out)]).toEqual([2, false])
    expect(told).toContain(words)
    expect(told).not.toContain('secret')
  })

  it('says so where the file cannot be written, or the language is none', async () => {
    expect((await run({}, { out: join(base, 'none', 'a.xlsx') })).told).toContain(
      'cannot be written (ENOENT)',
    )
    expect(await run({}, { lang: 'fr' })).toMatchObject({ code: 2, told: expect.stringContaining('ja, en') })
  })
})
