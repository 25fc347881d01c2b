// SPDX-License-Identifier: Apache-2.0
// Callers with words of their own: the Todo application of the AuthZEN interoperability events, and gateways.
import { SAMPLE_PACK } from '@yakusoku/core/check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { gateSees, home, testApplication, type TestApplication } from '../../../tests/support/application.ts'

const purpose = (id: string, uses: string, roles: string): string =>
  `  - { id: ${id}, uses: [${uses}], roles: [${roles}], basis: contract, name: { ja: ${id}, en: ${id} } }\n`
const category = (id: string): string =>
  `  - { id: ${id}, channels: [form], subjects: [customers], name: { ja: ${id}, en: ${id} } }\n`
const role = (id: string): string => `  - { id: ${id}, name: { ja: ${id}, en: ${id} } }\n`

const todoPack = {
  ...SAMPLE_PACK,
  'pack.yaml': SAMPLE_PACK['pack.yaml']
    .replace('id: sample', 'id: todo')
    .replace('roles:\n', `roles:\n${['viewer', 'editor', 'admin', 'evil-genius'].map(role).join('')}`)
    .replace('categories:\n', `categories:\n${['todos', 'accounts'].map(category).join('')}`)
    .replace(
      'purposes:\n',
      `purposes:\n${[
        purpose('looking', 'todos, accounts', 'viewer, editor, admin, evil-genius'),
        purpose('planning', 'todos', 'editor, admin'),
        purpose('editing-own', 'todos', 'editor, evil-genius'),
        purpose('editing-any', 'todos', 'evil-genius'),
        purpose('removing-own', 'todos', 'editor, admin'),
        purpose('removing-any', 'todos', 'admin'),
      ].join('')}`,
    ),
}

let world: TestApplication
let todoManager: EnrolledOperator
let manager: EnrolledOperator

beforeAll(async () => {
  world = await testApplication({ laws: true, packs: { todo: todoPack } })
  todoManager = await world.operator('todo', 'privacy-manager', 'todo')
  manager = await world.operator('manager', 'privacy-manager')
})
afterAll(() => world.close())

async function tokenOf({ browser }: EnrolledOperator, organisation: string, scope = 'gate:ask') {
  const { body } = await browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'gateway',
    scopes: [scope],
    expiresAt: world.clock.now().add({ hours: 24 }).toString(),
  })
  return { secret: String(body['secret']), id: (body['token'] as { id: string }).id }
}

async function register({ browser }: EnrolledOperator, organisation: string, entry: object): Promise<void> {
  const { status, raw } = await browser.post(`/api/organisations/${organisation}/standing/entries`, entry)
  expect([status, raw]).toEqual([201, raw])
}

const word = (id: string, says: object, means: object, more: object = {}) => ({
  id,
  body: { kind: 'word', says, means, ...more },
})
const actor = (id: string, roles: string[], also: string[] = []) => ({
  body: { kind: 'actor', type: 'user', actor: id, roles, also },
})

async function ask(secret: string, subject: string, name: string, resource: object, more: object = {}) {
  const reply = await world.app.http.inject({
    method: 'POST',
    url: '/access/v1/evaluation',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ subject: { type: 'user', id: subject }, action: { name }, resource, ...more }),
  })
  expect([reply.statusCode, reply.body]).toEqual([200, reply.body])
  return reply.json<{ decision: boolean; context: { reason?: string; error?: { message: string } } }>()
}

describe('the Todo application', () => {
  const people = {
    rick: ['admin', 'evil-genius'],
    morty: ['editor'],
    summer: ['editor'],
    beth: ['viewer'],
    jerry: ['viewer'],
  }
  const mailOf = (name: string) => `${name}@citadel.example`
  const idOf = (name: string) => `CiR${name}SBWxvY2Fs`
  let secret: string

  beforeAll(async () => {
    for (const [name, roles] of Object.entries(people))
      await register(todoManager, 'todo', actor(idOf(name), roles, [mailOf(name)]))
    const own = { resourceProperties: { ownerID: '@subject' } }
    for (const one of [
      word('todo', { type: 'todo' }, { category: 'todos', person: 'none' }),
      word('user', { type: 'user' }, { category: 'accounts' }),
      word('read-user', { action: 'can_read_user' }, { act: 'read', purpose: 'looking' }),
      word('read', { action: 'can_read_todos' }, { act: 'read', purpose: 'looking' }),
      word('create', { action: 'can_create_todo' }, { act: 'collect', purpose: 'planning' }),
      word('update', { action: 'can_update_todo' }, { act: 'use', purpose: 'editing-any' }),
      word('update-own', { action: 'can_update_todo', ...own }, { purpose: 'editing-own' }),
      word('delete', { action: 'can_delete_todo' }, { act: 'use', purpose: 'removing-any' }),
      word('delete-own', { action: 'can_delete_todo', ...own }, { purpose: 'removing-own' }),
    ])
      await register(todoManager, 'todo', one)
    secret = (await tokenOf(todoManager, 'todo')).secret
    await gateSees(world, 'todo')
  })

  const may = async (who: string, action: string, owner?: string) => {
    const properties = owner === undefined ? {} : { properties: { ownerID: mailOf(owner) } }
    return (await ask(secret, idOf(who), action, { type: 'todo', id: 'todo-1', ...properties })).decision
  }

  it('lets everybody read todos and people', async () => {
    for (const name of Object.keys(people)) {
      expect(await may(name, 'can_read_todos')).toBe(true)
      const read = await ask(secret, idOf(name), 'can_read_user', { type: 'user', id: mailOf('beth') })
      expect(read.decision).toBe(true)
    }
  })

  it.each([
    ['can_create_todo', undefined, ['rick', 'morty', 'summer']],
    ['can_update_todo', 'morty', ['rick', 'morty']],
    ['can_update_todo', 'rick', ['rick']],
    ['can_delete_todo', 'summer', ['rick', 'summer']],
    ['can_delete_todo', 'jerry', ['rick']],
  ])('lets those do %s of %s who may: %s', async (action, owner, expected) => {
    const found = []
    for (const name of Object.keys(people)) if (await may(name, action, owner)) found.push(name)
    expect(found).toEqual(expected)
  })
})

describe('a gateway', () => {
  const route = { type: 'route', id: '/clients/K-20418/invoices' }
  const mail = 'keiri@minatsuyu.example'
  let billing: { secret: string; id: string }
  let other: { secret: string; id: string }

  beforeAll(async () => {
    billing = await tokenOf(manager, home)
    other = await tokenOf(manager, home)
    await register(manager, home, actor('e-77', ['accounting'], [mail]))
    for (const one of [
      word('get', { action: 'GET' }, { act: 'read' }),
      word('invoices', { type: 'route', ids: ['/clients/{person}/invoices'] }, { category: 'invoices' }),
      word('of-billing', { action: 'GET' }, { purpose: 'invoicing' }, { caller: billing.id }),
      word('ticket', { type: 'ticket' }, { category: 'invoices', person: 'property:client' }),
      word('ticket-old', { type: 'ticket', resourceProperties: { old: true } }, { category: 'budgets' }),
      word('ticket-paid', { type: 'ticket', resourceProperties: { paid: true } }, { category: 'invoices' }),
    ])
      await register(manager, home, one)
    await gateSees(world)
  })

  it('has its person by another id, and the purpose of its own token', async () => {
    expect((await ask(billing.secret, 'e-77', 'GET', route)).decision).toBe(true)
    expect((await ask(billing.secret, mail.toUpperCase(), 'GET', route)).decision).toBe(true)
    expect((await ask(other.secret, mail, 'GET', route)).context.reason).toBe('unknown-purpose')
    const stated = { context: { purpose: 'invoicing' } }
    expect((await ask(other.secret, mail, 'GET', route, stated)).decision).toBe(true)
    expect((await ask(billing.secret, 'sonota@minatsuyu.example', 'GET', route)).context.reason).toBe(
      'actor-without-role',
    )
  })

  it('hears what its words lack, and where they contradict each other', async () => {
    const ticket = (properties: object) =>
      ask(billing.secret, 'e-77', 'GET', { type: 'ticket', id: '7', properties })
    expect((await ticket({ client: 'K-20418' })).decision).toBe(true)
    const lacking = await ticket({})
    expect([lacking.decision, lacking.context.error?.message]).toEqual([
      false,
      'resource.properties.client: it names the person, and is missing',
    ])
    const both = await ticket({ client: 'K-20418', old: true, paid: true })
    expect([both.decision, both.context.error?.message]).toEqual([
      false,
      'category: the words ticket-old, ticket-paid say different things',
    ])
  })

  it('is counted with the roles that are registered', async () => {
    await world.app.gates.uses.write()
    const roles = await world.query<{ roles: string }>(
      `select distinct roles from gate.uses where actor = 'e-77' and answer = 'permit'`,
    )
    expect(roles).toEqual([{ roles: 'accounting' }])
  })

  it('leaves no mail address in facts, registers or what was asked', async () => {
    await world.app.gates.uses.write()
    for (const table of ['ledger.facts', 'standing.entries', 'gate.uses'])
      expect(JSON.stringify(await world.query(`select t::text from ${table} t`))).not.toContain(
        'minatsuyu.example"',
      )
    const rows = await world.query<{ t: string }>(
      `select t::text from standing.entries t where t.kind = 'actor' and t.id = 'user:e-77'`,
    )
    expect(rows[0]?.t).toMatch(/[0-9a-f]{32}/)
    expect(rows[0]?.t).not.toContain('keiri')
    const facts = await world.query<{ t: string }>(
      `select t::text from ledger.facts t where t::text like '%e-77%'`,
    )
    expect(facts.length).toBeGreaterThan(0)
    for (const { t } of facts) expect(t).not.toMatch(/keiri|"also"/)
  })
})

describe('a token', () => {
  it('lets nobody ask once it is revoked or its time is over, or without the scope', async () => {
    const [revoked, over, reading] = [
      await tokenOf(manager, home),
      await tokenOf(manager, home),
      await tokenOf(manager, home, 'gate:read'),
    ]
    const refused = async ({ secret }: { secret: string }) => {
      const reply = await world.app.http.inject({
        method: 'POST',
        url: '/access/v1/evaluation',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        payload: JSON.stringify({
          subject: { type: 'user', id: 'e-77' },
          action: { name: 'GET' },
          resource: {},
        }),
      })
      return [reply.statusCode, reply.headers['www-authenticate']]
    }
    expect(await refused(revoked)).toEqual([400, undefined])
    expect(await refused(reading)).toEqual([403, undefined])
    await manager.browser.call('DELETE', `/api/organisations/${home}/tokens/${revoked.id}`)
    expect(await refused(revoked)).toEqual([401, 'Bearer'])
    expect(await refused(over)).toEqual([400, undefined])
    world.clock.pass({ hours: 25 })
    expect(await refused(over)).toEqual([401, 'Bearer'])
  })
})
