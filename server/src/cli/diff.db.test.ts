// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { ownPacks } from './check-folders.ts'
import { diffCommand } from './diff.ts'

let world: TestApplication
let server: string
let secrets: Record<'whole' | 'narrow', string>
const base = mkdtempSync(join(tmpdir(), 'yakusoku-diff-db-'))
const [older, newer] = [join(base, 'old'), join(base, 'new')]

beforeAll(async () => {
  for (const folder of [older, newer]) cpSync(join(ownPacks, home), folder, { recursive: true })
  const file = join(newer, 'pack.yaml')
  // Contact details are no longer taken by the website.
  const text = readFileSync(file, 'utf8').replace(
    '{ id: contact-details, channels: [agreement, client-contact, website], ',
    '{ id: contact-details, channels: [agreement, client-contact], ',
  )
  writeFileSync(file, text)
  world = await testApplication()
  server = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
  const { browser } = await world.operator('engineer', 'engineer')
  const make = async (scopes: readonly string[]) => {
    const expiresAt = world.clock.now().add({ hours: 24 }).toString()
    const reply = await browser.post(`/api/organisations/${home}/tokens`, { name: 'diff', scopes, expiresAt })
    expect(reply.status, reply.raw).toBe(201)
    return reply.body['secret'] as string
  }
  secrets = { whole: await make(['sources:read']), narrow: await make(['promises:read']) }
})
afterAll(async () => {
  await world.close()
  rmSync(base, { recursive: true })
})

async function run(token: string, organisation: string = home) {
  const tokenFile = join(base, 'token')
  writeFileSync(tokenFile, `${token}\n`)
  let [out, told] = ['', '']
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const options = { lang: 'en', server, organisation, tokenFile }
  const code = await diffCommand([older, newer], options, (text) => (out += text))
  stderr.mockRestore()
  return { code, out, told }
}

describe('yakusoku diff against a running server', () => {
  it('tells how many people and records a change of contact details touches', async () => {
    const { code, out, told } = await run(secrets.whole)
    expect([code, told]).toEqual([0, ''])
    expect(out).toContain('  category:contact-details: 3 people, 5 records')
    expect(out).toContain('  in all: 3 people, 5 records')
  })

  it('is refused with another token, without the scope, and for another organisation', async () => {
    expect((await run(`yks_${home}_${'A'.repeat(43)}`)).told).toContain('does not know this token')
    expect((await run(secrets.narrow)).told).toContain('sources:read')
    for (const name of [other, 'nobody'])
      expect(await run(secrets.whole, name)).toMatchObject({
        code: 2,
        out: '',
        told: expect.stringContaining(`no organisation ${name} for this token`) as string,
      })
  })
})
