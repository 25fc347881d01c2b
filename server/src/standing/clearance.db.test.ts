// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { inOrganisation } from '../database/index.ts'
import { listFacts } from '../ledger/index.ts'
import { readStanding, standingRevision } from './index.ts'

const base = `/api/organisations/${home}/standing`

let world: TestApplication
let manager: EnrolledOperator
let desk: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  manager = await world.operator('manager', 'privacy-manager')
  desk = await world.operator('desk', 'desk')
})
afterAll(() => world.close())

const inHome = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
  inOrganisation(world.app.connection.db, home, work)
const today = () => world.app.policies.today(pack())
const standing = () => inHome((tx) => readStanding(world.app.standing, tx, home, today()))
const revision = () => inHome((tx) => standingRevision(tx, home))
const pack = () => world.app.policies.inForce(home)
const add = (body: object) => manager.browser.post(`${base}/entries`, { body })

describe('a clearance', () => {
  const restricted = () => pack().categories.find(({ handling }) => handling.includes('restricted'))?.id
  const clearance = (actor: string) => ({
    kind: 'clearance',
    actor,
    category: restricted(),
    document: 'Background check 12',
  })

  it('is for the privacy manager alone to give, also by a token', async () => {
    const reply = await desk.browser.post(`${base}/entries`, { body: clearance('crm-batch') })
    expect([reply.status, reply.body['code']]).toEqual([403, 'accounts.forbidden'])
    const token = await manager.browser.post(`/api/organisations/${home}/tokens`, {
      name: 'registrar',
      scopes: ['standing:write'],
      expiresAt: world.clock.now().add({ hours: 24 }).toString(),
    })
    const { secret } = token.body as unknown as { secret: string }
    const byToken = await world.app.http.inject({
      method: 'POST',
      url: `${base}/entries`,
      headers: { authorization: `Bearer ${secret}`, host: 'localhost' },
      payload: { body: clearance('crm-batch') },
    })
    expect([byToken.statusCode, byToken.json().permission]).toEqual([403, 'standing:clear'])
  })

  it('ends when its operator leaves, and is not given to one who left', async () => {
    const leaver = await world.operator('leaver', 'desk')
    expect((await add(clearance(leaver.id))).status).toBe(201)
    expect((await add(clearance('crm-batch'))).status).toBe(201)
    expect((await standing()).clearances).toEqual({
      [leaver.id]: [restricted()],
      'crm-batch': [restricted()],
    })
    const before = await revision()
    const left = await manager.browser.call('DELETE', `/api/organisations/${home}/operators/${leaver.id}`)
    expect(left.status).toBeLessThan(300)
    expect((await standing()).clearances).toEqual({ 'crm-batch': [restricted()] })
    expect(await revision()).toBeGreaterThan(before)
    const [ended] = await inHome((tx) => listFacts(tx, home, { type: 'standing.ended', limit: 1 }))
    expect(ended?.fact.clear).toMatchObject({ kind: 'clearance', reason: 'operator-left' })
    expect((await add(clearance(leaver.id))).body['code']).toBe('standing.operator-gone')
  })
})

describe('the example of the guide', () => {
  it('is taken as it is written', async () => {
    const body = { kind: 'receiver', class: 'equipment-vendors', name: 'Kumo Clean' }
    const made = await manager.browser.post(`${base}/entries`, { id: 'kumo-clean', body })
    expect([made.status, made.body]).toMatchObject([201, { id: 'receiver:kumo-clean', stands: true }])
    const listed = await manager.browser.get(`${base}?kind=receiver`)
    expect(listed.body).toMatchObject({ entries: [{ id: 'receiver:kumo-clean' }] })
  })
})
