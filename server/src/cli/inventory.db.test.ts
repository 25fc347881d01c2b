// SPDX-License-Identifier: Apache-2.0
import exceljs from 'exceljs'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { exportCommand } from './inventory.ts'

let world: TestApplication
let server: string
const base = mkdtempSync(join(tmpdir(), 'yakusoku-export-db-'))

beforeAll(async () => {
  world = await testApplication()
  server = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await world.close()
  rmSync(base, { recursive: true })
})

describe('yakusoku inventory export against a running server', () => {
  it('writes what the console exports, with a token that may read the inventory and no more', async () => {
    const { browser } = await world.operator('manager', 'privacy-manager')
    const entry = { cells: { item: '鍵の貸出簿', place: '本社の金庫' } }
    const added = await browser.post(`/api/organisations/${home}/inventory/entries`, entry)
    expect(added.status, added.raw).toBe(200)
    const make = async (scope: string) => {
      const expiresAt = world.clock.now().add({ hours: 24 }).toString()
      const reply = await browser.post(`/api/organisations/${home}/tokens`, {
        name: 'export',
        scopes: [scope],
        expiresAt,
      })
      expect(reply.status, reply.raw).toBe(201)
      return reply.body['secret'] as string
    }
    const [tokenFile, out] = [join(base, 'token'), join(base, 'out.xlsx')]
    const told: string[] = []
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)
    const run = async (scope: string) => {
      writeFileSync(tokenFile, await make(scope))
      return exportCommand({ server, organisation: home, tokenFile, out, lang: 'ja' })
    }
    expect(await run('promises:read')).toBe(2)
    expect(told.at(-1)).toContain('inventory:read')
    expect(await run('inventory:read')).toBe(0)
    stderr.mockRestore()
    const book = new exceljs.Workbook()
    await book.xlsx.readFile(out)
    const texts = book.worksheets[0]?.getRow(2).values as unknown[]
    expect(texts).toContain('鍵の貸出簿')
  })
})
