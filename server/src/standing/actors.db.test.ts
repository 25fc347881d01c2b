// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { inOrganisation } from '../database/index.ts'
import { readStanding, readWords } from './index.ts'

const base = `/api/organisations/${home}/standing/entries`
let world: TestApplication
let manager: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  manager = await world.operator('manager', 'privacy-manager')
})
afterAll(() => world.close())

const today = () => world.app.policies.today(world.app.policies.inForce(home))
const rolesOf = async (name: string, day = today(), organisation: string = home) =>
  inOrganisation(world.app.connection.db, organisation, async (tx) => {
    const { actors } = await readStanding(world.app.standing, tx, organisation, day)
    return actors[name]
  })
const words = (organisation: string) =>
  inOrganisation(world.app.connection.db, organisation, (tx) => readWords(tx, organisation, today()))

const actor = (id: string, roles: string[], more: object = {}) => ({
  body: { kind: 'actor', type: 'user', actor: id, roles, ...more },
})
const add = (entry: object) => manager.browser.post(base, entry)

describe('an actor', () => {
  it('has its roles from the first to the last day, and none before, after, or once it ended', async () => {
    const entry = { ...actor('sato', ['accounting']), since: today(), until: today() }
    expect((await add(entry)).status).toBe(201)
    expect(await rolesOf('user:sato')).toEqual(['accounting'])
    expect(await rolesOf('user:sato', '2026-01-01')).toEqual([])
    expect(await rolesOf('user:sato', '2099-01-01')).toEqual([])
    expect((await manager.browser.post(`${base}/actor:user:sato/end`, { reason: 'left' })).status).toBe(200)
    expect(await rolesOf('user:sato')).toEqual([])
    expect(await rolesOf('user:suzuki')).toBeUndefined()
    expect(await rolesOf('user:sato', today(), other)).toBeUndefined()
    expect((await add(actor('sato', ['client-staff']))).status).toBe(201)
    expect(await rolesOf('user:sato')).toEqual(['client-staff'])
  })

  it('is for those to register who may clear people, also by a token', async () => {
    const { body } = await manager.browser.post(`/api/organisations/${home}/tokens`, {
      name: 'registrar',
      scopes: ['standing:write'],
      expiresAt: world.clock.now().add({ hours: 24 }).toString(),
    })
    const send = async (payload: object) =>
      (
        await world.app.http.inject({
          method: 'POST',
          url: base,
          headers: { authorization: `Bearer ${String(body['secret'])}`, host: 'localhost' },
          payload,
        })
      ).statusCode
    expect(await send(actor('batch', ['accounting']))).toBe(403)
    expect(
      await send({ id: 'get', body: { kind: 'word', says: { action: 'GET' }, means: { act: 'read' } } }),
    ).toBe(201)
  })

  it('is refused with roles that the policy has not, by a mail address, and by a name that another has', async () => {
    const unknown = await add(actor('kato', ['acounting']))
    expect([unknown.status, unknown.body['code'], unknown.raw]).toEqual([
      422,
      'standing.unknown',
      expect.stringContaining('accounting'),
    ])
    expect((await add(actor('kato@kaede.example', ['accounting']))).status).toBe(400)
    const also = { also: ['kato@kaede.example'] }
    expect((await add(actor('kato', ['accounting'], also))).status).toBe(201)
    for (const taken of [
      actor('ito', [], { also: ['KATO@kaede.example '] }),
      actor('ito', [], { also: ['kato'] }),
    ]) {
      const reply = await add(taken)
      expect([reply.status, reply.body['code']]).toEqual([422, 'standing.name-taken'])
    }
    const own = await manager.browser.call(
      'PUT',
      `${base}/actor:user:kato`,
      actor('kato', ['accounting'], also),
    )
    expect(own.status).toBe(200)
  })

  it('ends when the operator leaves whom it stands for', async () => {
    const leaver = await world.operator('leaver', 'desk')
    expect((await add(actor(leaver.id, ['accounting']))).status).toBe(201)
    expect(await rolesOf(`user:${leaver.id}`)).toEqual(['accounting'])
    const gone = await manager.browser.call('DELETE', `/api/organisations/${home}/operators/${leaver.id}`)
    expect([gone.status, gone.raw]).toEqual([204, gone.raw])
    expect(await rolesOf(`user:${leaver.id}`)).toEqual([])
    const again = await add(actor(leaver.id, ['accounting']))
    expect(again.body['code']).toBe('standing.operator-gone')
  })
})

describe('a word', () => {
  const word = (says: object, means: object, id = 'a-word') =>
    add({ id, body: { kind: 'word', says, means } })

  it('stands for its organisation alone, and not once it ended', async () => {
    expect((await word({ action: 'POST' }, { act: 'collect' })).status).toBe(201)
    expect((await words(home))['a-word']?.means).toEqual({ act: 'collect' })
    expect(await words(other)).toEqual({})
    expect((await manager.browser.post(`${base}/word:a-word/end`, { reason: 'replaced' })).status).toBe(200)
    expect((await words(home))['a-word']).toBeUndefined()
  })

  it('means only what the policy declares, and says no mail address', async () => {
    const reply = await word({ action: 'GET' }, { purpose: 'invoicng' })
    expect([reply.body['code'], reply.raw]).toEqual([
      'standing.unknown',
      expect.stringContaining('invoicing'),
    ])
    for (const [says, means] of [
      [{}, { act: 'read' }],
      [{ action: 'GET' }, {}],
      [{ ids: ['taro@kaede.example'] }, { category: 'invoices' }],
      [{ action: 'GET' }, { act: 'fly' }],
      [{ action: 'GET', verb: 'x' }, { act: 'read' }],
    ] as const)
      expect((await word(says, means)).status).toBe(400)
    expect(
      (await add({ body: { kind: 'word', says: { action: 'GET' }, means: { act: 'read' } } })).body['code'],
    ).toBe('standing.id-needed')
  })
})
