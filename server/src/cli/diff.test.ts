// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { ownPacks } from './check-folders.ts'
import { diffCommand, type DiffArguments } from './diff.ts'

const base = mkdtempSync(join(tmpdir(), 'yakusoku-diff-'))
const [older, newer] = [join(base, 'old'), join(base, 'new')]
for (const folder of [older, newer]) cpSync(join(ownPacks, 'cleaning'), folder, { recursive: true })
const changed = join(newer, 'pack.yaml')
writeFileSync(
  changed,
  readFileSync(changed, 'utf8').replace(
    'rule: P2Y, categories: [call-logs]',
    'rule: P3Y, categories: [call-logs]',
  ),
)
afterAll(() => rmSync(base, { recursive: true }))

async function run(folders: readonly [string, string], options: DiffArguments = { lang: 'en' }) {
  let out = ''
  let told = ''
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const code = await diffCommand(folders, options, (text) => (out += text))
  stderr.mockRestore()
  return { code, out, told }
}

describe('yakusoku diff', () => {
  test('tells what weakened, whom to tell and by when, in either language', async () => {
    const english = await run([older, newer])
    expect(english.code).toBe(0)
    expect(english.out).toContain('CLN-6.7  weakened  Periods')
    expect(english.out).toContain('rule: P2Y → P3Y  [weakened]')
    expect(english.out).toContain('Contact persons of clients, Inquirers (by 2026-03-02)')
    const japanese = await run([older, newer], { lang: 'ja' })
    expect(japanese.out).toContain('CLN-6.7  緩和  保存期間')
    expect(japanese.out).toContain('（2026-03-02 までに）')
    expect(japanese.out).not.toContain('weakened')
  })

  test('prints the whole difference as JSON', async () => {
    const parsed = JSON.parse((await run([older, newer], { json: true })).out) as Record<string, unknown>
    expect(parsed).toMatchObject({
      format: 1,
      promises: [{ id: 'CLN-6.7', what: 'weakened', because: ['retention:call-logs'] }],
      kinds: ['service'],
    })
  })

  test('ends with 1 for a difference only where asked', async () => {
    expect((await run([older, newer], { exitCode: true })).code).toBe(1)
    expect((await run([older, older], { exitCode: true })).code).toBe(0)
    expect((await run([older, older])).out).toContain('There is no difference.')
  })

  test('says so where nobody has to be told and no consent is needed', async () => {
    const reshelved = join(base, 'reshelved')
    cpSync(older, reshelved, { recursive: true })
    const file = join(reshelved, 'pack.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('en: Osaka branch', 'en: Osaka main branch'))
    expect((await run([older, reshelved])).out).toContain('Nobody has to be told')
    expect((await run([older, newer])).out).not.toContain('Nobody has to be told')
  })

  test('says what cannot be compared, and why', async () => {
    const nowhere = await run([older, join(base, 'nowhere')])
    expect(nowhere).toMatchObject({ code: 2, out: '' })
    expect(nowhere.told).toContain('there is no such folder')
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('kind: organisation', 'kind: organization'))
    const broken = await run([older, newer])
    expect(broken.code).toBe(2)
    expect(broken.told).toMatch(/pack\.yaml:5:\d+ .*organization/)
    expect(broken.told).toContain('yakusoku check')
    expect((await run([older, newer], { lang: 'fr' })).code).toBe(2)
  })
})
