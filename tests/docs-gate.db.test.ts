// SPDX-License-Identifier: Apache-2.0
// The chapter on the gate, typed as written: each curl example against a server, each command on its files.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_EVALUATIONS, StateFileSchema, WordSchema } from '@yakusoku/core/authzen'
import { ACTS, readMessage, readSnapshot, StateSchema } from '@yakusoku/core/gate'
import { takeOutMedia } from '../server/src/contract.ts'
import { codeOf, example } from './docs/pages.ts'
import { typed } from './docs/shell.ts'
import type { EnrolledOperator } from './support/accounts.ts'
import { home, testApplication, type TestApplication } from './support/application.ts'
import { whyNot } from './support/available.ts'
import { read } from './tidy/sources.ts'

const page = 'docs/guide/en/gate.md'
const folder = mkdtempSync(join(tmpdir(), 'yakusoku-guide-gate-'))
let world: TestApplication
let manager: EnrolledOperator
let token: string
let address: string

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  token = await tokenWith(['gate:ask', 'gate:read'])
  address = await world.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

async function tokenWith(scopes: readonly string[]): Promise<string> {
  const { body } = await manager.browser.post(`/api/organisations/${home}/tokens`, {
    name: 'guide',
    scopes,
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  return String(body['secret'])
}

/** The status of a question that is asked with these headers. */
async function statusOf(path: string, body: string, authorization = `Bearer ${token}`): Promise<number> {
  const headers = { authorization, 'content-type': 'application/json' }
  return (await world.app.http.inject({ method: 'POST', url: path, headers, payload: body })).statusCode
}

/** What the commands of an example print, which each answer in JSON. */
async function answers(name: string, by = token): Promise<unknown[]> {
  const script = example(page, name)
    .replaceAll('http://localhost:8420', address)
    .replaceAll('curl -s ', String.raw`curl -s --fail-with-body -w '\n' `)
  const printed = await typed(script, { TOKEN: by })
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
}

const missing = whyNot('curl')

describe('the chapter on the gate', () => {
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing)
  })

  it.each(['ask', 'deny', 'many', 'roles', 'explain'])('prints what the server answers: %s', async (name) => {
    expect(await answers(name)).toMatchObject([JSON.parse(example(page, `${name}-answer`))])
  })

  it('logs a take-out, lists it, records its return and exports the log', async () => {
    const [told] = (await answers('take-out')) as { context: { record: string } }[]
    expect(told).toMatchObject(JSON.parse(example(page, 'take-out-answer')) as object)
    const record = String(told?.context.record)
    const script = example(page, 'take-out-return').replaceAll('http://localhost:8420', address)
    const scopes = ['takeouts:read', 'takeouts:write']
    const printed = await typed(
      script.replaceAll('curl -s ', String.raw`curl -s --fail-with-body -w '\n' `),
      {
        TOKEN: await tokenWith(scopes),
        TAKE_OUT: record,
      },
    )
    const [listed = '', returned = '', ...log] = printed.split('\n')
    expect(JSON.parse(listed)).toMatchObject({ takeOuts: [{ id: record, count: 1_240, state: 'out' }] })
    expect(JSON.parse(returned)).toHaveProperty('fact')
    expect(log.join('\n')).toContain('Second plant of the printer')
    for (const medium of takeOutMedia) expect(codeOf(page)).toContain(medium)
  })

  it('registers actors and words, and answers a gateway in its own', async () => {
    const registrar = await tokenWith(['standing:write', 'standing:clear'])
    const entries = await answers('words', registrar)
    expect(entries).toMatchObject(Array.from({ length: 4 }, () => ({ stands: true })))
    expect(JSON.stringify(entries)).not.toContain('sato@')
    for (const name of ['gateway', 'who'])
      await vi.waitFor(
        async () => expect(await answers(name)).toMatchObject([JSON.parse(example(page, `${name}-answer`))]),
        30_000,
      )
  })

  it('searches for the acts and the categories that are permitted, a page at a time', async () => {
    expect(await answers('acts')).toMatchObject([{ results: expect.arrayContaining([{ name: 'use' }]) }])
    const next = expect.stringMatching(/^2-2-[0-9a-f]{16}$/)
    expect(await answers('categories')).toMatchObject([{ page: { count: 2, next_token: next } }])
  })

  it('fetches a snapshot and what changes, and counts what was answered elsewhere', async () => {
    const script = example(page, 'follow')
      .replaceAll('http://localhost:8420', address)
      .replaceAll('/tmp/yakusoku-', `${folder}/`)
    const lines = (await typed(script, { TOKEN: await tokenWith(['gate:follow']) })).trim().split('\n')
    const kinds = lines.map((line) => {
      const read = readMessage(line)
      return read.ok ? read.value.kind : read.problem.code
    })
    expect([kinds[0], kinds.at(-1)]).toEqual(['policy', 'here'])
    const reader = readSnapshot()
    reader.take(readFileSync(join(folder, 'snapshot')))
    expect(reader.finish()).toMatchObject({ ok: true, value: { head: { organisation: home } } })
    expect(await answers('report')).toEqual([JSON.parse(example(page, 'report-answer'))])
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

  it('lists the statuses that errors have', async () => {
    const evaluation = '/access/v1/evaluation'
    const question = /-d '([^']+)'/.exec(example(page, 'ask'))?.[1] ?? ''
    const reader = await tokenWith(['gate:read'])
    expect(await statusOf(evaluation, question)).toBe(200)
    const found = [
      await statusOf(evaluation, '{}'),
      await statusOf(evaluation, question, 'Bearer wrong'),
      await statusOf(evaluation, question, `Bearer ${reader}`),
      await statusOf(`/organisations/nobody${evaluation}`, question),
      await statusOf('/access/v1/evaluations', ' '.repeat(16 * 1_048_576) + question),
    ]
    expect(found).toEqual([400, 401, 403, 404, 413])
    for (const status of [...found, 429, 503]) expect(read(page)).toContain(`| ${status} |`)
  })

  it('tells the limits that the gate has', () => {
    const text = read(page)
    expect(text).toContain(`Up to ${MOST_EVALUATIONS.toLocaleString('en')} questions`)
    expect(text).toContain('for 5 seconds')
    expect(read('server/src/gate/node.ts')).toContain('mostBehindMilliseconds = 5_000')
    expect(read('server/src/gate/authzen-routes.ts')).toContain('bodyLimit = 16 * 1_048_576')
  })

  it('names whatever a word can say and mean', () => {
    const { says, means } = WordSchema.shape
    const members = [...Object.keys(says.shape), ...Object.keys(means.shape)]
    expect(members.length).toBeGreaterThan(12)
    for (const member of members) expect(codeOf(page)).toContain(member)
  })

  it('names every act and every obligation', () => {
    for (const act of ACTS) expect(codeOf(page)).toContain(act)
    const kinds = read('core/src/gate/obligations.ts').matchAll(/readonly kind: '([a-z-]+)'/g)
    const named = [...kinds].map(([, kind]) => kind)
    expect(named.length).toBeGreaterThan(4)
    for (const kind of named) expect(read(page)).toContain(`| \`${kind}\` |`)
  })

  it('decides and explains from files as it says', async () => {
    const here = (name: string) => example(page, name).replaceAll('/tmp/yakusoku-', `${folder}/`)
    const decided = (await typed(here('decide'))).trim().split('\n')
    expect(decided.map((line) => (JSON.parse(line) as { decision: boolean }).decision)).toEqual([true, false])
    // `explain` ends with 1 for a denial, and so would the script.
    expect(await typed(`{ ${here('explain-file')} } || test $? = 1`)).toMatch(/^DENY: /)
    // `--against` ends with 1 where something differs.
    const changed = await typed(`{ ${here('against')} } || test $? = 1`)
    const reason = 'role-not-allowed'
    expect(changed.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))).toMatchObject([
      { line: 1, before: { decision: true }, after: { decision: false, context: { reason } } },
      { line: 2, before: { context: { reason: 'no-consent' } }, after: { context: { reason } } },
    ])
  })

  it('shows every member of the state file, and no other', () => {
    const state: unknown = JSON.parse(example(page, 'state'))
    const { standing, persons } = StateFileSchema.parse(state)
    const [whole] = Object.values(persons)
    // Every member stands there with something in it, so that parsing added and dropped nothing.
    expect(StateFileSchema.parse(state)).toEqual(state)
    expect(Object.keys(standing).toSorted()).toEqual(Object.keys(StateSchema.parse({}).standing).toSorted())
    const none = StateSchema.parse({ persons: { nobody: {} } }).persons['nobody'] ?? {}
    expect(Object.keys(whole ?? {})).toEqual(expect.arrayContaining(Object.keys(none)))
    writeFileSync(join(folder, 'whole.json'), JSON.stringify(state))
    for (const member of [...Object.keys(standing), ...Object.keys(whole ?? {})])
      expect(codeOf(page)).toContain(member)
  })
})
