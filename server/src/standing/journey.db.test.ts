// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  publicationWorld,
  publishAs,
  samplePack,
  type PublicationWorld,
} from '../../../tests/support/publication.ts'
import { inOrganisation } from '../database/index.ts'
import { listFacts } from '../ledger/index.ts'
import type { StandingEntry } from './contract.ts'
import { readStanding, standingRevision } from './index.ts'

const base = '/api/organisations/sample/standing'

let world: PublicationWorld
let manager: EnrolledOperator
let desk: EnrolledOperator
beforeAll(async () => {
  world = await publicationWorld()
  manager = await world.operator('manager', ['privacy-manager'])
  desk = await world.operator('desk', ['desk'])
})
afterAll(() => world.close())

const inSample = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(world.app.connection.db, 'sample', work)
const standing = (day = world.day()) => inSample((tx) => readStanding(world.app.standing, tx, 'sample', day))
const revision = () => inSample((tx) => standingRevision(tx, 'sample'))
const pack = () => world.app.policies.inForce('sample')
const add = (body: object, more: object = {}) => manager.browser.post(`${base}/entries`, { body, ...more })
const idOf = (reply: { body: object }) => (reply.body as StandingEntry).id
const receiver = () => ({ kind: 'receiver', class: pack().recipients[0]?.id, name: 'クモ清掃株式会社' })

describe('a receiver', () => {
  it('stands from its registration until it is ended, with a fact each time and a higher revision', async () => {
    const revisions = [await revision()]
    const made = await add({ ...receiver(), contractUntil: '2027-03-31' }, { id: 'kumo-clean' })
    expect([made.status, made.body]).toMatchObject([201, { id: 'receiver:kumo-clean', stands: true }])
    revisions.push(await revision())
    expect((await standing()).receivers['kumo-clean']).toMatchObject({ contractUntil: '2027-03-31' })
    const changed = await manager.browser.call('PUT', `${base}/entries/${idOf(made)}`, {
      body: { ...receiver(), contractUntil: '2028-03-31' },
    })
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { body: { contractUntil: '2028-03-31' }, since: world.day() },
    ])
    revisions.push(await revision())
    const ended = await manager.browser.post(`${base}/entries/${idOf(made)}/end`, { reason: 'Contract over' })
    expect([ended.status, ended.body]).toMatchObject([200, { stands: false }])
    revisions.push(await revision())
    expect((await standing()).receivers).toEqual({})
    expect(revisions.toSorted((a, b) => Number(a - b))).toEqual(revisions)
    expect(new Set(revisions).size).toBe(4)
    const facts = await inSample((tx) =>
      listFacts(tx, 'sample', { subject: 'receiver:kumo-clean', limit: 10 }),
    )
    expect(facts.map(({ fact }) => fact.type)).toEqual([
      'standing.ended',
      'standing.changed',
      'standing.registered',
    ])
    expect(facts[0]?.fact).toMatchObject({
      actor: { kind: 'operator', id: manager.id },
      clear: { reason: 'Contract over' },
    })
  })

  it('is registered once, ended once, and again afterwards', async () => {
    expect((await add(receiver(), { id: 'twice' })).status).toBe(201)
    expect((await add(receiver(), { id: 'twice' })).body['code']).toBe('standing.registered-already')
    const end = () => manager.browser.post(`${base}/entries/receiver:twice/end`, { reason: 'x' })
    expect([(await end()).status, (await end()).body['code']]).toEqual([200, 'standing.ended-already'])
    expect((await add(receiver(), { id: 'twice' })).status).toBe(201)
  })

  it('needs a name of its own', async () => {
    expect((await add(receiver())).body['code']).toBe('standing.id-needed')
    expect((await add(receiver(), { id: pack().recipients[0]?.id })).body['code']).toBe('standing.id-taken')
  })

  it('cannot be turned into another entry', async () => {
    const other = { kind: 'notice', notice: pack().notices[0]?.id ?? 'x', document: 'x' }
    const reply = await manager.browser.call('PUT', `${base}/entries/receiver:twice`, { body: other })
    expect([reply.status, reply.body['code']]).toEqual([422, 'standing.other-entry'])
    const nowhere = await manager.browser.call('PUT', `${base}/entries/receiver:nobody`, { body: receiver() })
    expect(nowhere.body['code']).toBe('common.not-found')
  })

  it('falls under a recipient of the policy, and is told the nearest', async () => {
    const wrong = `${pack().recipients[0]?.id}x`
    const reply = await add({ ...receiver(), class: wrong }, { id: 'wrong' })
    expect([reply.status, reply.body['code']]).toEqual([422, 'standing.unknown'])
    expect(reply.raw).toContain(`Did you mean ${pack().recipients[0]?.id}?`.replace('Did you mean ', ''))
  })
})

describe('a version that brings a purpose', () => {
  const yamlWith = (version: string, effective: string) =>
    world.next(version, effective, (yaml) =>
      yaml
        .replace(
          /^purposes:\n/m,
          'purposes:\n  - { id: gifts, uses: [contacts], roles: [clerk], basis: contract, name: { ja: 贈答, en: Gifts } }\n',
        )
        .replace('keptBy: [purpose:delivery,', 'keptBy: [purpose:delivery, purpose:gifts,'),
    )

  it('has it stand as new until somebody says why it is related', async () => {
    const approver = await world.operator('approver', ['approver'])
    const yaml = yamlWith('2.0.0', world.day(60))
    const done = await publishAs([manager.browser, approver.browser], yaml, '2.0.0')
    expect([done.status, done.body['code']]).toEqual([200, undefined])
    const listed = await manager.browser.get(`${base}?kind=new-purpose`)
    expect(listed.body).toMatchObject({
      entries: [{ id: 'new-purpose:gifts', body: { related: false, version: '2.0.0' } }],
    })
    expect((await standing()).newPurposes['gifts']).toMatchObject({ related: false })
    const withdrawn = await manager.browser.post('/api/organisations/sample/policy/versions/2.0.0/withdraw', {
      reason: 'Not yet',
    })
    expect(withdrawn.status).toBeLessThan(300)
    expect((await standing()).newPurposes).toEqual({})
  })
})

describe('the register', () => {
  it('is refused with the field that is wrong', async () => {
    const wrong = [
      {},
      { kind: 'nothing' },
      { ...receiver(), country: 'Japan' },
      { ...receiver(), contractUntil: '2027-02-30' },
    ]
    for (const body of wrong) {
      const reply = await add(body, { id: 'wrong' })
      expect([reply.status, reply.body['code']]).toEqual([400, 'common.invalid'])
    }
    const days = await add(receiver(), { id: 'wrong', since: '2026-12-01', until: '2026-11-30' })
    expect(days.body['code']).toBe('standing.wrong-days')
  })

  it('is of one organisation', async () => {
    const theirs = await world.operator('theirs', ['privacy-manager'], 'elsewhere')
    const own = await theirs.browser.get('/api/organisations/elsewhere/standing')
    expect(own.body).toMatchObject({ entries: [] })
    const ours = await theirs.browser.get(base)
    expect([ours.status, ours.body['code']]).toEqual([404, 'common.not-found'])
  })

  it('offers what the policy in force declares', async () => {
    const reply = await desk.browser.get(`${base}/choices`)
    expect(reply.body).toMatchObject({ recipients: pack().recipients.map(({ id, name }) => ({ id, name })) })
    expect(samplePack['pack.yaml']).toContain(pack().recipients[0]?.id)
  })
})
