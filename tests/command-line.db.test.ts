// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from './support/database.ts'

const cli = fileURLToPath(new URL('../server/src/cli.ts', import.meta.url))

/** What `init` must know of an organisation. */
const shop = {
  id: 'shop',
  'name-ja': 'みさき生活支援株式会社',
  'name-en': 'Misaki Home Help Co., Ltd.',
  'address-ja': '東京都みさき区本町一丁目1番1号',
  'address-en': '1-1-1 Honcho, Misaki-ku, Tokyo',
  'representative-ja': '代表取締役 岬 望',
  'representative-en': 'Nozomi Misaki, President',
  'manager-ja': '岬 翼',
  'manager-en': 'Tsubasa Misaki',
  mail: 'privacy@misaki.example',
  phone: '03-0000-0900',
  website: 'https://misaki.example',
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

describe('the command line of whoever runs the server', () => {
  let database: TestDatabase
  let folder: string
  beforeAll(async () => {
    database = await testDatabase('empty')
    folder = mkdtempSync(join(tmpdir(), 'yakusoku-cli-'))
  })
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (...words: string[]) => runWith({}, ...words)
  const runWith = (more: Readonly<Record<string, string>>, ...words: string[]) =>
    new Promise<Ended>((resolve) => {
      const env = {
        ...process.env,
        DATABASE_URL: database.url.replace('@/', '@localhost/'),
        YAKUSOKU_DATA: folder,
        YAKUSOKU_DEMONSTRATION: 'off',
        LC_ALL: 'C',
        ...more,
      }
      const flags = ['--disable-warning=ExperimentalWarning', cli, ...words]
      execFile(process.execPath, flags, { env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      })
    })
  const cleaning = ['--organisation', 'cleaning']
  const add = (...more: string[]) =>
    run('operator', 'add', 'mori@example.jp', '--name', 'Mori Aki', ...cleaning, ...more)

  it('refuses a role there is not, and names those there are', async () => {
    const { code, err } = await add('--role', 'boss')
    expect(code).toBe(1)
    expect(err).toContain('no such role: boss; there are privacy-manager, desk')
  })

  it('refuses a mail address nobody could sign in by', async () => {
    const words = ['operator', 'add', 'mori', '--name', 'Mori Aki', '--role', 'desk']
    expect(await run(...words)).toMatchObject({
      code: 1,
      err: expect.stringContaining('“mori” must be a mail'),
    })
  })

  it('exports nothing from a folder on which no server was ever started', async () => {
    const { code, err } = await run('ledger', 'export', ...cleaning)
    expect(code).toBe(1)
    expect(err).toContain(`no server was ever started on ${folder}: name its folder with YAKUSOKU_DATA`)
  })

  it('says how to add an operator who is not there', async () => {
    const { code, err } = await run('operator', 'link', 'mori@example.jp')
    expect(code).toBe(1)
    expect(err).toContain(
      'npx yakusoku operator add mori@example.jp --organisation ORGANISATION --name NAME --role ROLE',
    )
  })

  it('adds the first operator of an installation without a demonstration and makes the link to join by', async () => {
    const { code, out } = await add('--role', 'privacy-manager', 'desk')
    expect(code).toBe(0)
    expect(out).toMatch(/^http:\/\/localhost:8420\/console\/join#token=[\w-]{43}\n$/)
  })

  it('exports a ledger that verifies, and never writes over a file', async () => {
    const file = join(folder, 'ledger.txt')
    expect(await run('ledger', 'export', ...cleaning, '--out', file)).toMatchObject({ code: 0 })
    expect((await run('verify', file)).out).toContain('No tampering and no damage was found')
    const again = await run('ledger', 'export', ...cleaning, '--out', file)
    expect(again).toMatchObject({ code: 1 })
    expect(again.err).toContain('is never overwritten')
  })

  it('names the organisations when one is asked for that is not there', async () => {
    const { code, err } = await run('ledger', 'export', '--organisation', 'nobody')
    expect(code).toBe(1)
    expect(err).toMatch(/there are: cleaning\b/)
  })

  it('asks which organisation is meant where there are several', async () => {
    const { code, err } = await run('ledger', 'export')
    expect(code).toBe(1)
    expect(err).toContain('name an organisation with --organisation')
  })

  it('serves a pack that was started with init, and says what to do where there is none', async () => {
    const own = join(folder, 'own')
    const mine = { YAKUSOKU_PACKS: own }
    expect((await runWith(mine, 'ledger', 'export')).err).toContain('the folder of packs cannot be read')
    mkdirSync(own)
    expect((await runWith(mine, 'ledger', 'export')).err).toContain(`npx yakusoku init ${own}`)
    const answers = Object.entries(shop).flatMap(([name, value]) => [`--${name}`, value])
    const started = await run('init', join(own, 'shop'), '--yes', '--from', 'homecare', ...answers)
    expect(started).toMatchObject({ code: 0 })
    const exported = await runWith(mine, 'ledger', 'export', '--organisation', 'shop')
    expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('/shop') })
  })

  it('rotates the master key and an organisation’s key, and everything still opens', async () => {
    expect((await run('keys', 'rotate')).out).toContain('under master key')
    expect((await run('keys', 'rotate', ...cleaning)).code).toBe(0)
    expect((await run('ledger', 'export', ...cleaning, '--out', join(folder, 'after.txt'))).code).toBe(0)
  })
})
