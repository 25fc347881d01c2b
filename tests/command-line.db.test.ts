// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from './support/database.ts'

const cli = fileURLToPath(new URL('../server/src/cli.ts', import.meta.url))

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

  const run = (...words: string[]) =>
    new Promise<Ended>((resolve) => {
      const env = {
        ...process.env,
        DATABASE_URL: database.url.replace('@/', '@localhost/'),
        YAKUSOKU_DATA: folder,
        YAKUSOKU_DEMONSTRATION: 'off',
        LC_ALL: 'C',
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
    expect(out).toMatch(/^http:\/\/localhost:8420\/console\/join\?token=[\w-]{43}\n$/)
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

  it('rotates the master key and an organisation’s key, and everything still opens', async () => {
    expect((await run('keys', 'rotate')).out).toContain('under master key')
    expect((await run('keys', 'rotate', ...cleaning)).code).toBe(0)
    expect((await run('ledger', 'export', ...cleaning, '--out', join(folder, 'after.txt'))).code).toBe(0)
  })
})
