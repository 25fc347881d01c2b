// SPDX-License-Identifier: Apache-2.0
// The library in a program's own process, beside two servers on one database.
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { OUTWARD } from '@yakusoku/core/gate'
import { follow, type Gate, type GateEvent, type Question } from '../sdk/src/index.ts'
import { createApplication, type Application } from '../server/src/application.ts'
import { createLog } from '../server/src/kernel/index.ts'
import type { EnrolledOperator } from './support/accounts.ts'
import { home, other, testApplication, type TestApplication } from './support/application.ts'

const soon = { timeout: 30_000, interval: 20 }
const actor = { id: 'web-shop', roles: ['systems-manager'] }
const survey: Question = { act: 'use', actor, category: 'web-usage', purpose: 'website-measurement' }

let world: TestApplication
let manager: EnrolledOperator
let token: string
let second: Application
let urls: string[]
const gates: Gate[] = []

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  token = (await tokenWith(['gate:follow', 'gate:ask', 'gate:read'])).secret
  const { config } = world.app
  second = await createApplication({
    config,
    databaseUrl: world.database.url,
    clock: world.clock,
    log: createLog('debug', () => undefined),
    packs: join(config.dataFolder, 'packs'),
  })
  second.gates.start()
  urls = [await listening(world.app), await listening(second)]
})

afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.close()))
  await second.stop()
  await world.close()
})

async function listening({ http }: Application): Promise<string> {
  await http.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
}

async function tokenWith(scopes: readonly string[]): Promise<{ secret: string; id: string }> {
  const { body } = await manager.browser.post(`/api/organisations/${home}/tokens`, {
    name: 'library',
    scopes,
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  const { secret, token: made } = body as unknown as { secret: string; token: { id: string } }
  return { secret, id: made.id }
}

async function followed(
  url = urls[0] as string,
  by = token,
  events: GateEvent[] = [],
  limit?: number,
): Promise<Gate> {
  const onEvent = (event: GateEvent): void => void events.push(event)
  const gate = await follow({ url, organisation: home, token: by, onEvent, limit })
  gates.push(gate)
  return gate
}

const consent = (act: 'give' | 'withdraw', person: string) =>
  manager.browser.post(`/api/organisations/${home}/persons/consents`, {
    person,
    channel: 'app',
    act,
    consent: 'website-measurement',
  })

/** What a server answers over HTTP, without the decision itself. */
async function told(url: string, questions: readonly Question[], person: string): Promise<object[]> {
  const evaluations = questions.map(({ act, actor: { id, roles }, category, ...context }) => ({
    subject: { type: 'program', id, properties: { roles } },
    action: { name: act },
    resource: { type: category, id: person },
    context: { ...context, dry_run: true },
  }))
  const response = await fetch(`${url}/access/v1/evaluations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ evaluations }),
  })
  const { evaluations: answers } = (await response.json()) as { evaluations: { context: object }[] }
  return answers.map(({ context }) => context)
}

const answersOver = async (person: string): Promise<unknown[]> =>
  (await Promise.all(urls.map((url) => told(url, [survey], person)))).map(
    ([context]) => (context as { answer?: unknown }).answer,
  )

describe('the library beside two servers', () => {
  it('sees a withdrawal as they do, whichever of them it follows', async () => {
    const both = [await followed(urls[0]), await followed(urls[1])]
    const everywhere = async () => [
      ...both.map((gate) => gate.decide(survey, 'hanako@example.jp').answer),
      ...(await answersOver('hanako@example.jp')),
    ]
    expect((await consent('give', 'Hanako@example.jp')).status).toBeLessThan(300)
    await vi.waitFor(async () => expect(new Set(await everywhere())).toEqual(new Set(['permit'])), soon)
    expect((await consent('withdraw', 'hanako@example.jp')).status).toBeLessThan(300)
    await vi.waitFor(async () => expect(new Set(await everywhere())).toEqual(new Set(['deny'])), soon)
  })

  it('gives the server’s answer to every use and provision that the policy could be asked about', async () => {
    // It computes for longer, on a busy machine, than a gate may be behind.
    const gate = await followed(urls[0], token, [], 120_000)
    const { categories, purposes, recipients } = world.app.policies.inForce(home)
    const roles = [...new Set(purposes.flatMap((purpose) => purpose.roles))]
    const asked = purposes.flatMap(({ id: purpose }) =>
      categories.flatMap(({ id: category }): Question[] => {
        const use = { actor: { id: 'batch', roles }, category, purpose }
        const recipient = recipients.find((one) => one.purposes.includes(purpose))?.id
        const ground = recipients.find(({ id }) => id === recipient)?.grounds[0]
        const way = { recipient, ground, document: 'D-1' }
        return [{ act: 'use', ...use }, ...OUTWARD.map((act) => ({ act, ...use, ...way }))]
      }),
    )
    expect(asked.length).toBeGreaterThan(1_000)
    for (const person of ['hanako@example.jp', 'K-1'])
      for (let at = 0; at < asked.length; at += 300) {
        const some = asked.slice(at, at + 300)
        const here = some.map((question) => {
          const { steps: _, ...answer } = gate.decide(question, person, { dryRun: true })
          return JSON.parse(JSON.stringify(answer)) as object
        })
        expect(await told(urls[0] as string, some, person)).toEqual(here)
      }
  })

  it('decides of an actor under another name as the server does, whatever roles the program claims', async () => {
    const gate = await followed()
    const register = `/api/organisations/${home}/standing/entries`
    const body = { kind: 'actor', type: 'user', actor: 'e-77', roles: ['client-staff'] }
    const entry = { body: { ...body, also: ['Kato@kaede.example'] } }
    expect((await manager.browser.post(register, entry)).status).toBe(201)
    const kato = { type: 'user', id: 'kato@kaede.example', roles: ['accounting'] }
    const asked = { act: 'use', actor: kato, category: 'invoices', purpose: 'invoicing' }
    const here = () => gate.decide(asked, 'K-1', { dryRun: true }).reason
    await vi.waitFor(() => expect(here()).toBe('role-not-allowed'), soon)
    const { type, id, roles } = kato
    const sent = {
      subject: { type, id, properties: { roles } },
      action: { name: 'use' },
      resource: { type: 'invoices', id: 'K-1' },
      context: { purpose: 'invoicing', dry_run: true },
    }
    const response = await fetch(`${urls[0] as string}/access/v1/evaluation`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    })
    expect(await response.json()).toMatchObject({ context: { reason: 'role-not-allowed' } })
  })

  it('has the server write what must be written before it tells a permit', async () => {
    const gate = await followed()
    const taking: Question = {
      act: 'take-out',
      actor: { id: 'billing-batch', roles: ['accounting'] },
      category: 'invoices',
      purpose: 'invoicing',
    }
    const looked = gate.decide(taking, 'K-1')
    expect(looked).toMatchObject({ answer: 'permit', obligations: [{ kind: 'log' }] })
    expect((await gate.ask(taking, 'K-1')).answer).toBe('deny')
    const takeOut = {
      count: 3,
      medium: 'laptop',
      destination: 'A second office',
      return_by: world.clock.now().add({ hours: 48 }).toString().slice(0, 10),
    }
    const answer = await gate.ask(taking, 'K-1', { takeOut })
    expect(answer).toMatchObject({ answer: 'permit', record: expect.any(String) as string })
  })

  it('adds its answers to those the server counts', async () => {
    const gate = await followed()
    const ask = gate.prepare({ ...survey, actor: { id: 'counting-shop', roles: actor.roles } })
    for (let at = 0; at < 1_000; at += 1) ask(`K-${at}`)
    await gate.close()
    await vi.waitFor(async () => {
      const { body } = await manager.browser.get(`/api/organisations/${home}/gate/uses?answer=deny`)
      expect(body).toContainEqual(
        expect.objectContaining({ actor: 'counting-shop', purpose: 'website-measurement', count: 1_000 }),
      )
    }, soon)
  })

  it('catches up without a stream', async () => {
    const gate = await follow({ url: urls[1] as string, organisation: home, token, stream: false })
    await consent('give', 'edge@example.jp')
    await gate.catchUp()
    expect(gate.decide(survey, 'edge@example.jp').answer).toBe('permit')
    await gate.close()
  })
})

describe('who may follow', () => {
  it('has a token of the organisation, with the scope for it', async () => {
    const url = urls[0] as string
    const asking = (await tokenWith(['gate:ask'])).secret
    const opened = (organisation: string, by: string) => follow({ url, organisation, token: by })
    await expect(opened(home, 'yks_none')).rejects.toMatchObject({ code: 'gate.token' })
    await expect(opened(home, asking)).rejects.toMatchObject({ code: 'gate.scope' })
    await expect(opened(other, token)).rejects.toMatchObject({ code: 'gate.unknown-organisation' })
    await expect(opened('nowhere', token)).rejects.toMatchObject({ code: 'gate.unknown-organisation' })
  })

  it('decides nothing more once the token is revoked', async () => {
    const { secret, id } = await tokenWith(['gate:follow'])
    const events: GateEvent[] = []
    const gate = await followed(urls[0], secret, events)
    expect(gate.decide(survey).answer).toBe('deny')
    await manager.browser.call('DELETE', `/api/organisations/${home}/tokens/${id}`)
    await vi.waitFor(() => expect(() => gate.decide(survey)).toThrow(/does not know the token/), soon)
    expect(events.at(-1)).toMatchObject({ kind: 'stopped', error: { code: 'gate.token' } })
  })
})
