// SPDX-License-Identifier: Apache-2.0
// The chapter on the gate, typed as written: each curl example against a server, each command on its files.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StateSchema } from '@yakusoku/core/gate'
import { codeOf, example } from './docs/pages.ts'
import { typed } from './docs/shell.ts'
import { home, testApplication, type TestApplication } from './support/application.ts'

const page = 'docs/guide/en/gate.md'
const folder = mkdtempSync(join(tmpdir(), 'yakusoku-guide-gate-'))
let world: TestApplication
let token: string
let address: string

beforeAll(async () => {
  world = await testApplication({ laws: true })
  const { browser } = await world.operator('manager', 'privacy-manager')
  const { body } = await browser.post(`/api/organisations/${home}/tokens`, {
    name: 'guide',
    scopes: ['gate:ask', 'gate:read'],
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  token = String(body['secret'])
  address = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the commands of an example print, which each answer in JSON. */
async function answers(name: string): Promise<unknown[]> {
  const script = example(page, name)
    .replaceAll('http://localhost:8420', address)
    .replaceAll('curl -s ', String.raw`curl -s --fail-with-body -w '\n' `)
  const printed = await typed(script, { TOKEN: token })
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

describe('the chapter on the gate', () => {
  it.each(['ask', 'deny', 'many', 'roles', 'explain'])('prints what the server answers: %s', async (name) => {
    expect(await answers(name)).toMatchObject([JSON.parse(example(page, `${name}-answer`))])
  })

  it('searches for the acts and the categories that are permitted, a page at a time', async () => {
    expect(await answers('acts')).toMatchObject([{ results: expect.arrayContaining([{ name: 'use' }]) }])
    const next = expect.stringMatching(/^\d+$/)
    expect(await answers('categories')).toMatchObject([{ page: { count: 2, next_token: next } }])
  })

  it('finds the endpoints that it names', async () => {
    const [own, named] = (await answers('metadata')) as Record<string, string>[]
    expect(own?.['access_evaluation_endpoint']).toBe('http://localhost/access/v1/evaluation')
    expect(named?.['access_evaluation_endpoint']).toContain(`/organisations/${home}/access/v1/evaluation`)
  })

  it('reads what was asked and how the node stands', async () => {
    const [uses, node] = await answers('uses')
    expect(uses).toBeInstanceOf(Array)
    expect(node).toMatchObject({ ready: true })
  })

  it('decides and explains from files as it says', async () => {
    const here = (name: string) => example(page, name).replaceAll('/tmp/yakusoku-', `${folder}/`)
    const decided = (await typed(here('decide'))).trim().split('\n')
    expect(decided.map((line) => (JSON.parse(line) as { decision: boolean }).decision)).toEqual([true, false])
    // `explain` ends with 1 for a denial, and so would the script.
    expect(await typed(`{ ${here('explain-file')} } || test $? = 1`)).toMatch(/^DENY: /)
  })

  it('shows every member of the state file, and no other', () => {
    const state: unknown = JSON.parse(example(page, 'state'))
    const { standing, persons } = StateSchema.parse(state)
    const [whole] = Object.values(persons)
    // Every member stands there with something in it, so that parsing added and dropped nothing.
    expect(StateSchema.parse(state)).toEqual(state)
    expect(Object.keys(standing).toSorted()).toEqual(Object.keys(StateSchema.parse({}).standing).toSorted())
    const none = StateSchema.parse({ persons: { nobody: {} } }).persons['nobody'] ?? {}
    expect(Object.keys(whole ?? {})).toEqual(expect.arrayContaining(Object.keys(none)))
    writeFileSync(join(folder, 'whole.json'), JSON.stringify(state))
    for (const member of [...Object.keys(standing), ...Object.keys(whole ?? {})])
      expect(codeOf(page)).toContain(member)
  })
})
