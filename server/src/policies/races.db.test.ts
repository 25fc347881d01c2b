// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  drafting,
  publicationWorld,
  publishAs,
  samplePack,
  type PublicationWorld,
} from '../../../tests/support/publication.ts'
import { inOrganisation } from '../database/index.ts'
import { listFacts } from '../ledger/index.ts'
import type { VersionSummary } from './contract.ts'

let world: PublicationWorld
let writer: EnrolledOperator
let approver: EnrolledOperator
let second: EnrolledOperator
beforeAll(async () => {
  world = await publicationWorld()
  writer = await world.operator('writer', ['privacy-manager'])
  approver = await world.operator('approver', ['approver'])
  second = await world.operator('second', ['approver'])
})
afterAll(() => world.close())

const base = '/api/organisations/sample/policy'
const { act, begin, save } = drafting
const factTypes = async (subject: string) => {
  const found = await inOrganisation(world.app.connection.db, 'sample', (tx) =>
    listFacts(tx, 'sample', { subject, limit: 50 }),
  )
  return found.map(({ fact }) => fact.type).reverse()
}
const standing = async () =>
  ((await writer.browser.get(`${base}/versions`)).body as unknown as VersionSummary[])
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ version }) => version)
const submitted = async (version: string, effective: string, change?: (yaml: string) => string) => {
  const { id } = await begin(writer.browser, { 'pack.yaml': world.next(version, effective, change) })
  expect((await act(writer.browser, id, 'submit', { revision: 1 })).status).toBe(200)
  return id
}
const codes = (replies: readonly { status: number; body: Record<string, unknown> }[]) =>
  replies.map(({ status, body }) => (status === 200 ? 'done' : String(body['code']))).sort()

describe('two who act at once', () => {
  it('approve and send back: one is heard, the other told', async () => {
    const id = await submitted('1.1.0', world.day(1))
    const replies = await Promise.all([
      act(approver.browser, id, 'approve', { revision: 1 }),
      act(second.browser, id, 'approve', { revision: 1 }),
    ])
    expect(codes(replies)).toEqual(['done', 'policies.wrong-state'])
    expect(await factTypes(id)).toEqual(['policies.submitted', 'policies.approved'])
    const sent = await act(second.browser, id, 'send-back', { revision: 1, reason: 'x' })
    expect(sent.status).toBe(200)
  })

  it('submit and save: what is decided about is what was submitted', async () => {
    const { id } = await begin(writer.browser, { 'pack.yaml': world.next('1.1.0', world.day(1)) })
    const files = { 'policy.en.md': `${samplePack['policy.en.md']}\n` }
    const replies = await Promise.all([
      act(writer.browser, id, 'submit', { revision: 1 }),
      save(writer.browser, id, { revision: 1, files }),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(codes(replies)[1]).toMatch(/policies\.(wrong-state|changed-meanwhile)/)
  })

  it('publish the same draft: it is published once, with one fact', async () => {
    const id = await submitted('1.1.0', world.day())
    await act(approver.browser, id, 'approve', { revision: 1 })
    const publish = () => act(writer.browser, id, 'publish', { revision: 1, version: '1.1.0' })
    expect(codes(await Promise.all([publish(), publish(), publish()]))).toEqual([
      'done',
      'policies.wrong-state',
      'policies.wrong-state',
    ])
    expect(await factTypes('1.1.0')).toEqual(['policies.published'])
    expect(await standing()).toEqual(['1.1.0', '1.0.0'])
  })
})

describe('a draft approved beside one version', () => {
  it('is not published over another: that would take back, unseen, what it changed', async () => {
    const change = (name: string) => (yaml: string) => yaml.replace('en: Delivery }', `en: ${name} }`)
    const [one, two] = [
      await submitted('1.2.0', world.day(), change('First')),
      await submitted('1.3.0', world.day(), change('Second')),
    ]
    for (const id of [one, two])
      expect((await act(approver.browser, id, 'approve', { revision: 1, beside: '1.1.0' })).status).toBe(200)
    const publish = (id: string, version: string) =>
      act(writer.browser, id, 'publish', { revision: 1, version })
    const both = await Promise.all([publish(one, '1.2.0'), publish(two, '1.3.0')])
    expect(codes(both)).toEqual(['done', 'policies.other-base'])
    const [late, number] = both[0]?.status === 200 ? [two, '1.3.0'] : [one, '1.2.0']
    const now = world.app.policies.inForce('sample').version
    const refused = await publish(late, number)
    expect(refused.body).toMatchObject({ code: 'policies.other-base', seen: '1.1.0', version: now })
    if (number === '1.2.0') return
    await act(writer.browser, late, 'recall', { revision: 1 })
    await act(writer.browser, late, 'submit', { revision: 1 })
    const blind = await act(approver.browser, late, 'approve', { revision: 1, beside: '1.1.0' })
    expect(blind.body['code']).toBe('policies.other-base')
    expect((await act(approver.browser, late, 'approve', { revision: 1, beside: now })).status).toBe(200)
    expect((await publish(late, number)).status).toBe(200)
  })
})

describe('a version that another follows', () => {
  it('is withdrawn after it: what the later one told people, it told beside this one', async () => {
    const both = [writer.browser, approver.browser] as const
    for (const [version, days] of [
      ['2.0.0', 10],
      ['2.1.0', 20],
    ] as const)
      expect((await publishAs(both, world.next(version, world.day(days)), version)).status).toBe(200)
    const withdraw = (version: string) =>
      approver.browser.post(`${base}/versions/${version}/withdraw`, { reason: 'x' })
    expect((await withdraw('2.0.0')).body).toMatchObject({ code: 'policies.followed', last: '2.1.0' })
    expect((await withdraw('2.1.0')).status).toBe(200)
    expect((await withdraw('2.0.0')).status).toBe(200)
    expect((await withdraw('2.0.0')).status).toBe(404)
  })
})

describe('a published version that somebody changed in the database', () => {
  it('is not taken for what was published', async () => {
    await inOrganisation(world.app.connection.db, 'elsewhere', (tx) =>
      sql`update policies.versions set pack = replace(pack, 'P7Y', 'P9Y')
        where organisation_id = 'elsewhere'`.execute(tx),
    )
    await expect(world.another()).rejects.toThrow('damaged in the database')
  })
})
