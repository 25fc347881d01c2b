// SPDX-License-Identifier: Apache-2.0
// The chapter on the library, run as written: its examples are one program, and each line says what it prints.
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { example } from './docs/pages.ts'
import { home, testApplication, type TestApplication } from './support/application.ts'
import { read, root } from './tidy/sources.ts'

const page = 'docs/guide/en/sdk.md'
const folder = join(root, 'tests', '.tmp', 'guide-sdk')
const run = promisify(execFile)
let world: TestApplication
let address: string

beforeAll(async () => {
  world = await testApplication({ laws: true })
  address = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
  mkdirSync(folder, { recursive: true })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A database as the chapter takes it for granted: Node's own SQLite with one row. */
const database = `
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
interface Database { sites: { customer: string; invoice: string; sensor: string }; countries: { code: string } }
const file = new DatabaseSync(':memory:')
file.exec("create table sites (customer, invoice, sensor); insert into sites values ('K-20418', '2026-11', 'door')")
const prepare = (text: string) => {
  const one = file.prepare(text)
  return { reader: true, all: (values: never[]) => one.all(...values) }
}
const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: { close() {}, prepare } as never }) })
`

async function token(): Promise<string> {
  const manager = await world.operator('manager', 'privacy-manager')
  const { body } = await manager.browser.post(`/api/organisations/${home}/tokens`, {
    name: 'guide',
    scopes: ['gate:follow', 'gate:ask'],
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  return String(body['secret'])
}

describe('the chapter on the library', () => {
  const names = [...read(page).matchAll(/<!-- example: ([\w-]+) -->/g)].map(([, name]) => name as string)

  it('prints what it says', async () => {
    const code = names.map((name) => example(page, name)).join('\n')
    const program = (database + code)
      .replaceAll('http://localhost:8420', address)
      .replaceAll("'@yakusoku/sdk'", "'../../../sdk/src/index.ts'")
      .replaceAll(/'@yakusoku\/sdk\/(\w+)'/g, "'../../../sdk/src/$1.ts'")
    writeFileSync(join(folder, 'program.ts'), program)
    const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', 'program.ts'], {
      cwd: folder,
      env: { ...process.env, TOKEN: await token() },
      timeout: 50_000,
    })
    const said = [...code.matchAll(/ \/\/ → (.+)$/gm)].map(([, line]) => line)
    expect(stdout.trimEnd().split('\n')).toEqual(said)
    expect(said.length).toBeGreaterThan(8)
  })

  it('names every error that the library throws, and no other', () => {
    const thrown = readFileSync(join(root, 'sdk/src/refusal.ts'), 'utf8').matchAll(/^ {2}\| '([\w.-]+)'$/gm)
    const codes = new Set([...thrown].map(([, code]) => code))
    const named = [...read(page).matchAll(/`((?:gate|fields|query)\.[a-z-]+)`/g)].map(([, code]) => code)
    expect(new Set(named)).toEqual(codes)
    expect(codes.size).toBeGreaterThan(5)
  })
})
