// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { registerMap } from './map.ts'

let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yakusoku-map-'))
  const database = new DatabaseSync(at('shop.db'))
  database.exec(`create table customers (id integer primary key, full_name text, email text, x1 text);
    create table orders (id integer primary key, customer_id integer, memo text);`)
  const customer = database.prepare('insert into customers values (?, ?, ?, ?)')
  const order = database.prepare('insert into orders values (?, ?, ?)')
  for (let i = 1; i <= 20; i += 1) {
    customer.run(i, 'Zelda Secret', `zelda${i}@mail.example`, `090-8888-00${10 + i}`)
    order.run(i, i, 'plain')
  }
  database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command as it is registered, in this process, and gives what it wrote. */
const run = async (language: 'C' | 'ja_JP.UTF-8', ...words: string[]) => {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text)
      return true
    }),
  )
  vi.stubEnv('LC_ALL', language)
  const program = new Command('yakusoku')
  registerMap(program)
  try {
    await program.parseAsync(['map', ...words], { from: 'user' })
    return { status: process.exitCode, ...written }
  } finally {
    process.exitCode = undefined
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}

const packs = fileURLToPath(new URL('../../../packs', import.meta.url))

describe('yakusoku map', () => {
  it('says what was found and what to confirm first, in the language of the terminal, without a value', async () => {
    const english = await run('C', `sqlite:${at('shop.db')}`)
    expect(english.status).toBe(0)
    expect(english.stderr).toContain('2 tables, 7 columns')
    expect(english.stderr).toMatch(
      /references inferred, not declared \(1\)\n +orders\.customer_id {2}0\.9\d leads to customers\.id/,
    )
    const japanese = await run('ja_JP.UTF-8', `sqlite:${at('shop.db')}`)
    expect(japanese.stderr).toContain('先に確認するもの')
    for (const { stdout, stderr } of [english, japanese])
      expect(stdout + stderr).not.toMatch(/zelda|secret|8888/i)
  })

  it('gives the same to programs, with the categories of a pack', async () => {
    const { status, stdout } = await run(
      'C',
      `sqlite:${at('shop.db')}`,
      '--json',
      '--pack',
      join(packs, 'cleaning'),
    )
    expect(status).toBe(0)
    const found = JSON.parse(stdout) as {
      fields: { field: string; pack?: { id: string }; kind?: string }[]
      map: string
    }
    expect(found.fields.find(({ field }) => field === 'email')).toMatchObject({
      kind: 'email',
      pack: { id: 'contact-details' },
    })
    expect(found.fields.find(({ field }) => field === 'x1')).toMatchObject({ kind: 'phone' })
    expect(found.map).toContain('pack category "contact-details"')
    expect(stdout).not.toMatch(/zelda|8888/i)
  })

  it('reads no value when told so', async () => {
    const { stdout } = await run('C', `sqlite:${at('shop.db')}`, '--json', '--no-values')
    const { fields } = JSON.parse(stdout) as { fields: { field: string; categories: string[] }[] }
    expect(fields.find(({ field }) => field === 'email')?.categories).toEqual(['user.contact.email'])
    expect(fields.find(({ field }) => field === 'x1')?.categories).toEqual(['system.operations'])
  })

  it('refuses wrong options before it asks the database, each with what to do', async () => {
    const wrong = [
      await run('C', 'sqlite:/nowhere.db', '--sample', 'many'),
      await run('C', 'sqlite:/nowhere.db', '--sample', '0'),
      await run('C', 'sqlite:/nowhere.db', '--pack', at('nothing')),
      await run('C', 'sqlite:/nowhere.db', '--key', 'a b'),
    ]
    expect(wrong.map(({ status }) => status)).toEqual([2, 2, 2, 2])
    expect(wrong[0]?.stderr).toContain('--no-values')
    expect(wrong[2]?.stderr).toContain('no such folder')
    expect((await run('C', 'sqlite:/nowhere.db')).status).toBe(3)
  })

  it('writes a new file, and leaves one that exists alone', async () => {
    expect((await run('C', `sqlite:${at('shop.db')}`, '--out', at('m.yml'))).stdout).toBe('')
    const before = readFileSync(at('m.yml'), 'utf8')
    expect(before).toContain('fides_key: shop')
    expect((await run('C', `sqlite:${at('shop.db')}`, '--out', at('m.yml'))).status).toBe(2)
    expect(readFileSync(at('m.yml'), 'utf8')).toBe(before)
  })
})
