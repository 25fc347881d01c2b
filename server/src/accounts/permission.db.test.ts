// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountsWorld,
  Browser,
  enrol,
  enrolled,
  goodPassword,
  tokenOf,
  type AccountsWorld,
  type EnrolledOperator,
} from '../../../tests/support/accounts.ts'
import { inInstallation, inOrganisation, registerOrganisation } from '../database/index.ts'
import { permissions, permissionsOf, roles } from './contract.ts'
import { lockPrivacyManagers } from './store.ts'

const operators = '/api/organisations/alpha/operators'
const tokens = '/api/organisations/alpha/tokens'
const inAYear = () => new Date(Date.now() + 360 * 86_400_000).toISOString()

describe('operators and tokens', () => {
  let world: AccountsWorld
  let manager: EnrolledOperator
  beforeAll(async () => {
    world = await accountsWorld()
    manager = await enrolled(world, 'manager', { alpha: ['privacy-manager'] })
  })
  afterAll(() => world.close())

  const bearer = (secret: string) => {
    const browser = new Browser(world.http)
    return (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown) =>
      browser.call(method, url, body, { authorization: `Bearer ${secret}`, origin: undefined })
  }
  const make = async (browser: Browser, scopes: readonly string[], expiresAt = inAYear()) => {
    const reply = await browser.post(tokens, { name: 'export', scopes, expiresAt })
    expect(reply.status, reply.raw).toBe(201)
    return reply.body as { secret: string; token: { id: string } }
  }
  const invite = async (name: string, held: string[] = ['desk']) => {
    const reply = await manager.browser.post(operators, { email: `${name}@example.jp`, name, roles: held })
    expect(reply.status, reply.raw).toBe(201)
    return reply.body as { operator: { id: string; status: string }; link: { url: string } }
  }

  it('lets each role do what the table says and names who may, for every call', async () => {
    const someone = '01890000-0000-7000-8000-000000000000'
    const calls = [
      ['GET', operators, 'operators:read'],
      ['POST', operators, 'operators:manage'],
      ['PATCH', `${operators}/${someone}`, 'operators:manage'],
      ['DELETE', `${operators}/${someone}`, 'operators:manage'],
      ['GET', tokens, 'tokens:manage'],
      ['POST', tokens, 'tokens:manage'],
      ['DELETE', `${tokens}/${someone}`, 'tokens:manage'],
    ] as const
    for (const role of roles) {
      const { browser } = await enrolled(world, `as-${role}`, { alpha: [role] })
      for (const [method, url, permission] of calls) {
        const reply = await browser.call(
          method,
          url,
          method === 'GET' || method === 'DELETE' ? undefined : {},
        )
        if (permissionsOf[role].includes(permission)) expect([200, 400, 404]).toContain(reply.status)
        else {
          expect([role, method, url, reply.status]).toEqual([role, method, url, 403])
          const having = roles.filter((other) => permissionsOf[other].includes(permission))
          expect(reply.body).toMatchObject({ code: 'accounts.forbidden', permission, roles: having })
        }
      }
    }
    for (const [method, url] of calls) {
      const reply = await new Browser(world.http).call(method, url, method === 'GET' ? undefined : {})
      expect(reply.body['code']).toBe('accounts.sign-in-needed')
    }
    const { browser } = await enrolled(world, 'as-two', { alpha: ['desk', 'auditor'] })
    expect((await browser.get(operators)).status).toBe(200)
  })

  it('invites a person, who works here once they joined and not before', async () => {
    const { operator, link } = await invite('newcomer', ['engineer', 'desk'])
    expect(operator).toMatchObject({ status: 'invited', roles: ['engineer', 'desk'], secondFactor: false })
    const again = await invite('newcomer', ['desk'])
    expect(again.operator.id).toBe(operator.id)
    const browser = new Browser(world.http)
    const join = (url: string) =>
      browser.post('/api/accounts/join', { token: tokenOf(url), password: goodPassword })
    expect((await join(link.url)).body['code']).toBe('accounts.link-invalid')
    expect((await join(again.link.url)).status).toBe(200)
    await enrol(browser)
    const session = await browser.get('/api/session')
    expect(session.body['organisations']).toMatchObject([{ id: 'alpha', roles: ['desk'] }])
    const list = await manager.browser.get(operators)
    const listed = (list.body['operators'] as { id: string }[]).find((entry) => entry.id === operator.id)
    expect(listed).toMatchObject({ status: 'active', secondFactor: true, email: 'newcomer@example.jp' })
    const member = await manager.browser.post(operators, {
      email: 'Newcomer@Example.jp',
      name: 'x',
      roles: ['desk'],
    })
    expect([member.status, member.body['code']]).toEqual([409, 'accounts.already-member'])
    const facts = world.facts.filter(({ fact }) => fact.subject.id === operator.id).map(({ fact }) => fact)
    expect(facts.map((fact) => fact.type)).toEqual([
      'accounts.operator-invited',
      'accounts.operator-invited',
      'accounts.joined',
      'accounts.second-factor-set',
      'accounts.signed-in',
    ])
    expect(facts[0]).toMatchObject({
      actor: { kind: 'operator', id: manager.id },
      clear: { roles: ['engineer', 'desk'] },
    })
  })

  it('changes roles at once, and records what they were', async () => {
    const { browser, id } = await enrolled(world, 'promoted', { alpha: ['desk'] })
    expect((await browser.get(operators)).status).toBe(403)
    const changed = await manager.browser.call('PATCH', `${operators}/${id}`, { roles: ['auditor'] })
    expect(changed.body).toMatchObject({ id, roles: ['auditor'], status: 'active' })
    expect((await browser.get(operators)).status).toBe(200)
    const fact = world.facts.find(
      (entry) => entry.fact.type === 'accounts.roles-changed' && entry.fact.subject.id === id,
    )
    expect(fact?.fact.clear).toEqual({ before: ['desk'], after: ['auditor'] })
    for (const wrong of [[], ['desk', 'desk'], ['king'], 'desk']) {
      const reply = await manager.browser.call('PATCH', `${operators}/${id}`, { roles: wrong })
      expect([reply.status, reply.body['code']]).toEqual([400, 'common.invalid'])
    }
  })

  it('lets nobody change their own roles, by themselves or by a token of theirs', async () => {
    const self = `${operators}/${manager.id}`
    const { secret } = await make(manager.browser, permissions)
    const calls = [
      manager.browser.call('PATCH', self, { roles: ['desk'] }),
      manager.browser.call('DELETE', self),
      bearer(secret)('PATCH', self, { roles: ['desk'] }),
      bearer(secret)('DELETE', self),
    ]
    for (const reply of await Promise.all(calls)) {
      expect([reply.status, reply.body['code']]).toEqual([403, 'accounts.own-roles'])
    }
  })

  it('keeps a privacy manager in every organisation, even when two remove each other', async () => {
    const place = '/api/organisations/beta/operators'
    const one = await enrolled(world, 'one', { beta: ['privacy-manager'] })
    const two = await enrolled(world, 'two', { beta: ['privacy-manager', 'desk'] })
    await Promise.all([one.browser.get(place), two.browser.get(place)])
    const [removed, demoted] = await Promise.all([
      one.browser.call('DELETE', `${place}/${two.id}`),
      two.browser.call('PATCH', `${place}/${one.id}`, { roles: ['desk'] }),
    ])
    expect([removed, demoted].filter((reply) => reply.status < 300)).toHaveLength(1)
    const managers = await inOrganisation(world.database.db, 'beta', lockPrivacyManagers)
    expect(managers).toEqual([removed.status < 300 ? one.id : two.id])
  })

  it('refuses to take away the last privacy manager, whose maker was demoted on another server', async () => {
    const place = '/api/organisations/gamma/operators'
    await inInstallation(world.database.db, (tx) => registerOrganisation(tx, 'gamma'))
    const last = await enrolled(world, 'last', { gamma: ['privacy-manager', 'desk'] })
    const late = await enrolled(world, 'late', { gamma: ['privacy-manager'] })
    expect((await late.browser.get(place)).status).toBe(200)
    await inOrganisation(world.database.db, 'gamma', (tx) =>
      sql`update accounts.memberships set roles = '{desk}' where operator_id = ${late.id}`.execute(tx),
    )
    const replies = [
      await late.browser.call('PATCH', `${place}/${last.id}`, { roles: ['desk'] }),
      await late.browser.call('DELETE', `${place}/${last.id}`),
    ]
    for (const reply of replies) {
      expect([reply.status, reply.body['code']]).toEqual([409, 'accounts.last-privacy-manager'])
    }
    const kept = await late.browser.call('PATCH', `${place}/${last.id}`, { roles: ['privacy-manager'] })
    expect(kept.body['roles']).toEqual(['privacy-manager'])
  })

  it('removes an operator: sessions, tokens and links of theirs end, their name stays for the ledger', async () => {
    const leaver = await enrolled(world, 'leaver', { alpha: ['engineer'] })
    const { secret } = await make(leaver.browser, ['sources:read', 'tokens:manage'])
    expect((await bearer(secret)('GET', tokens)).status).toBe(200)
    expect((await manager.browser.call('DELETE', `${operators}/${leaver.id}`)).status).toBe(204)
    expect((await bearer(secret)('GET', tokens)).status).toBe(401)
    expect((await leaver.browser.get('/api/session')).status).toBe(401)
    expect((await manager.browser.call('DELETE', `${operators}/${leaver.id}`)).status).toBe(404)
    expect(await world.accounts.nameOf([leaver.id, 'unknown'])).toEqual(new Map([[leaver.id, 'leaver']]))
    const fact = world.facts.find(
      (entry) => entry.fact.type === 'accounts.operator-removed' && entry.fact.subject.id === leaver.id,
    )
    expect(fact?.fact).toMatchObject({ actor: { id: manager.id }, clear: { before: ['engineer'] } })
  })

  it('makes a token that can what it was given and no more, and shows its secret once', async () => {
    const { secret, token } = await make(manager.browser, ['operators:read'])
    expect(secret).toMatch(/^yks_alpha_[\w-]{43}$/)
    const call = bearer(secret)
    const list = await call('GET', operators)
    expect(list.status).toBe(200)
    const refused = await call('GET', tokens)
    expect(refused.body).toMatchObject({ code: 'accounts.forbidden', permission: 'tokens:manage' })
    expect((await call('GET', '/api/organisations/beta/operators')).status).toBe(404)
    expect((await call('GET', '/api/session')).status).toBe(401)
    const listed = await manager.browser.get(tokens)
    expect(listed.raw).not.toContain(secret)
    const entry = (listed.body['tokens'] as { id: string; lastUsedAt: string | null }[]).find(
      ({ id }) => id === token.id,
    )
    expect(Date.now() - Date.parse(entry?.lastUsedAt ?? '')).toBeLessThan(60_000)
    const stored = await sql`select * from accounts.tokens`.execute(world.database.db)
    expect(stored.rows).toEqual([])
    const made = world.facts.find(
      ({ fact }) => fact.type === 'accounts.token-made' && fact.subject.id === token.id,
    )
    expect(made?.fact.clear).toMatchObject({ owner: manager.id, scopes: ['operators:read'] })
    expect(JSON.stringify(world.facts)).not.toContain(secret)
  })

  it('gives a token never more than its maker has, and never for longer than a year or its maker', async () => {
    const engineer = await enrolled(world, 'engineer', { alpha: ['engineer'] })
    const body = {
      name: 'x',
      scopes: ['sources:read', 'requests:read', 'operators:manage'],
      expiresAt: inAYear(),
    }
    const beyond = await engineer.browser.post(tokens, body)
    expect(beyond.status).toBe(403)
    expect(beyond.body).toMatchObject({
      code: 'accounts.beyond-yourself',
      permissions: ['requests:read', 'operators:manage'],
    })
    for (const days of [-1, 366]) {
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString()
      const reply = await engineer.browser.post(tokens, { name: 'x', scopes: ['sources:read'], expiresAt })
      expect([reply.status, reply.body['code']]).toEqual([422, 'accounts.expiry'])
    }
    const precise = inAYear().replace('Z', '123456789+00:00')
    await make(engineer.browser, ['sources:read'], precise)
    const soon = new Date(Date.now() + 86_400_000).toISOString()
    const { secret } = await make(engineer.browser, ['tokens:manage', 'sources:read'], soon)
    const longer = await bearer(secret)('POST', tokens, {
      name: 'y',
      scopes: ['sources:read'],
      expiresAt: inAYear(),
    })
    expect(longer.body['code']).toBe('accounts.expiry')
    const wider = await bearer(secret)('POST', tokens, {
      name: 'y',
      scopes: ['ledger:read'],
      expiresAt: soon,
    })
    expect(wider.body['code']).toBe('accounts.beyond-yourself')
  })

  it('lets a token with few scopes give no roles that can more', async () => {
    const { secret } = await make(manager.browser, ['operators:manage', 'operators:read'])
    const body = { email: 'friend@example.jp', name: 'friend', roles: ['privacy-manager'] }
    const reply = await bearer(secret)('POST', operators, body)
    expect(reply.body['code']).toBe('accounts.beyond-yourself')
  })

  it('ends a token when it is revoked, when it expires and when its owner loses the permission', async () => {
    const owner = await enrolled(world, 'owner', { alpha: ['engineer'] })
    const revoked = await make(owner.browser, ['tokens:manage'])
    expect((await bearer(revoked.secret)('GET', tokens)).status).toBe(200)
    expect((await owner.browser.call('DELETE', `${tokens}/${revoked.token.id}`)).status).toBe(204)
    expect((await bearer(revoked.secret)('GET', tokens)).status).toBe(401)
    expect((await owner.browser.call('DELETE', `${tokens}/${revoked.token.id}`)).status).toBe(404)
    const bounded = await make(
      owner.browser,
      ['tokens:manage'],
      new Date(Date.now() + 3_600_000).toISOString(),
    )
    await manager.browser.call('PATCH', `${operators}/${owner.id}`, { roles: ['desk'] })
    expect((await bearer(bounded.secret)('GET', tokens)).body['code']).toBe('accounts.forbidden')
    await manager.browser.call('PATCH', `${operators}/${owner.id}`, { roles: ['engineer'] })
    expect((await bearer(bounded.secret)('GET', tokens)).status).toBe(200)
    world.advance({ hours: 2 })
    expect((await bearer(bounded.secret)('GET', tokens)).status).toBe(401)
  })

  it('ends with a token those that were made with it, so that nothing is left to whoever stole it', async () => {
    const { browser, id } = await enrolled(world, 'robbed', { alpha: ['engineer'] })
    const until = inAYear()
    const own = await make(browser, ['tokens:manage'], until)
    const other = await make(browser, ['tokens:manage'], until)
    const child = async (parent: string) => {
      const body = { name: 'x', scopes: ['tokens:manage'], expiresAt: until }
      return (await bearer(parent)('POST', tokens, body)).body as typeof own
    }
    const made = await child(own.secret)
    const furthest = await child(made.secret)
    const works = async () =>
      Promise.all(
        [own, made, furthest, other].map(async ({ secret }) => (await bearer(secret)('GET', tokens)).status),
      )
    expect(await works()).toEqual([200, 200, 200, 200])
    expect((await browser.call('DELETE', `${tokens}/${own.token.id}`)).status).toBe(204)
    expect(await works()).toEqual([401, 401, 401, 200])
    const revoked = world.facts.filter(
      ({ fact }) => fact.type === 'accounts.token-revoked' && fact.actor.id === id,
    )
    expect(new Set(revoked.map(({ fact }) => fact.subject.id))).toEqual(
      new Set([own, made, furthest].map(({ token }) => token.id)),
    )
  })

  it('lets a token make nothing once it was revoked on another server', async () => {
    const { browser } = await enrolled(world, 'late-maker', { alpha: ['engineer'] })
    const { secret, token } = await make(browser, ['tokens:manage'])
    expect((await bearer(secret)('GET', tokens)).status).toBe(200)
    await inOrganisation(world.database.db, 'alpha', (tx) =>
      sql`update accounts.tokens set revoked_at = now() where id = ${token.id}`.execute(tx),
    )
    const body = { name: 'x', scopes: ['tokens:manage'], expiresAt: inAYear() }
    const reply = await bearer(secret)('POST', tokens, body)
    expect([reply.status, reply.body['code']]).toEqual([401, 'accounts.sign-in-needed'])
  })

  it('notices within five seconds what another server changed', async () => {
    const { browser, id } = await enrolled(world, 'elsewhere', { alpha: ['auditor'] })
    expect((await browser.get(operators)).status).toBe(200)
    await sql`delete from accounts.sessions where operator_id = ${id}`.execute(world.database.db)
    world.advance({ seconds: 5 })
    expect((await browser.get(operators)).status).toBe(401)
  })
})
