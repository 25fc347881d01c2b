// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from 'node:timers/promises'
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
import { inInstallation, inOrganisation } from '../database/index.ts'
import { createLog, systemClock } from '../kernel/index.ts'
import { createAccounts } from './accounts.ts'
import { ownMemberships } from './store.ts'

describe('organisations apart', () => {
  let world: AccountsWorld
  let alpha: EnrolledOperator
  let beta: EnrolledOperator
  beforeAll(async () => {
    world = await accountsWorld()
    alpha = await enrolled(world, 'alpha-manager', { alpha: ['privacy-manager'] })
    beta = await enrolled(world, 'beta-manager', { beta: ['privacy-manager'] })
  })
  afterAll(() => world.close())

  const expiresAt = () => new Date(Date.now() + 86_400_000).toISOString()
  const codeOf = (reply: { status: number; body: Record<string, unknown> }) => [
    reply.status,
    reply.body['code'],
  ]
  const join = (browser: Browser, url: unknown, password?: string) =>
    browser.post('/api/accounts/join', {
      token: tokenOf(url),
      ...(password === undefined ? {} : { password }),
    })
  const linkOf = async (by: EnrolledOperator, organisation: string, email: string) => {
    const body = { email, name: `as ${organisation} calls them`, roles: ['desk'] }
    const reply = await by.browser.post(`/api/organisations/${organisation}/operators`, body)
    return (reply.body['link'] as { url: string }).url
  }

  it('answers for another organisation exactly as for none, in every route', async () => {
    const made = await alpha.browser.post('/api/organisations/alpha/tokens', {
      name: 't',
      scopes: ['today:read'],
      expiresAt: expiresAt(),
    })
    const tokenId = (made.body['token'] as { id: string }).id
    const routes = [
      ['GET', 'operators'],
      ['POST', 'operators'],
      ['PATCH', `operators/${alpha.id}`],
      ['DELETE', `operators/${alpha.id}`],
      ['GET', 'tokens'],
      ['POST', 'tokens'],
      ['DELETE', `tokens/${tokenId}`],
    ] as const
    for (const [method, path] of routes) {
      for (const organisation of ['alpha', 'nowhere', '%20', "a'b"]) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : {}
        const reply = await beta.browser.call(method, `/api/organisations/${organisation}/${path}`, body)
        expect([method, path, ...codeOf(reply)]).toEqual([method, path, 404, 'common.not-found'])
      }
    }
    expect((await alpha.browser.get('/api/organisations/alpha/tokens')).raw).toContain(tokenId)
  })

  it('finds nothing of another organisation by its id in one’s own', async () => {
    const made = await alpha.browser.post('/api/organisations/alpha/tokens', {
      name: 't',
      scopes: ['today:read'],
      expiresAt: expiresAt(),
    })
    const tokenId = (made.body['token'] as { id: string }).id
    const path = '/api/organisations/beta'
    const replies = [
      await beta.browser.call('PATCH', `${path}/operators/${alpha.id}`, { roles: ['desk'] }),
      await beta.browser.call('DELETE', `${path}/operators/${alpha.id}`),
      await beta.browser.call('DELETE', `${path}/tokens/${tokenId}`),
    ]
    for (const reply of replies) expect(codeOf(reply)).toEqual([404, 'common.not-found'])
    expect((await beta.browser.get(`${path}/operators`)).raw).not.toContain(alpha.id)
    expect((await beta.browser.get(`${path}/tokens`)).raw).not.toContain(tokenId)
  })

  it('shows an operator their own places in every organisation, and nobody else’s', async () => {
    const both = await enrolled(world, 'both', { alpha: ['desk'], beta: ['auditor'] })
    const session = await both.browser.get('/api/session')
    expect(session.body['organisations']).toMatchObject([
      { id: 'alpha', roles: ['desk'] },
      { id: 'beta', roles: ['auditor'] },
    ])
    expect((await ownMemberships(world.database.db, alpha.id)).map((place) => place.organisation_id)).toEqual(
      ['alpha'],
    )
    expect(await ownMemberships(world.database.db, '')).toEqual([])
    const seen = await inInstallation(world.database.db, (tx) =>
      sql`select 1 from accounts.memberships`.execute(tx),
    )
    expect(seen.rows).toEqual([])
  })

  it('lets the look at one’s own places read and never write', async () => {
    const change = inInstallation(world.database.db, async (tx) => {
      await sql`select set_config('yakusoku.operator', ${alpha.id}, true)`.execute(tx)
      const read = await sql`select 1 from accounts.memberships`.execute(tx)
      const updated = await sql`update accounts.memberships set roles = '{auditor}' returning 1`.execute(tx)
      const deleted = await sql`delete from accounts.memberships returning 1`.execute(tx)
      return [read.rows.length, updated.rows.length, deleted.rows.length]
    })
    expect(await change).toEqual([1, 0, 0])
    const forge = inInstallation(world.database.db, async (tx) => {
      await sql`select set_config('yakusoku.operator', ${alpha.id}, true)`.execute(tx)
      await sql`insert into accounts.memberships values ('beta', ${alpha.id}, '{auditor}', 'x', now(), now())`.execute(
        tx,
      )
    })
    await expect(forge).rejects.toThrow(/row-level security/)
  })

  it('keeps rows of memberships and tokens to their organisation in the database itself', async () => {
    for (const table of ['memberships', 'tokens']) {
      const found = await inOrganisation(world.database.db, 'beta', (tx) =>
        sql<{
          organisation_id: string
        }>`select organisation_id from ${sql.table(`accounts.${table}`)}`.execute(tx),
      )
      for (const row of found.rows) expect(row.organisation_id).toBe('beta')
    }
  })

  it('never lets an invitation take over somebody who works elsewhere', async () => {
    const victim = beta.email
    const url = await linkOf(alpha, 'alpha', victim)
    const thief = new Browser(world.http)
    const shown = await thief.post('/api/accounts/link', { token: tokenOf(url) })
    expect(shown.body).toMatchObject({ passwordNeeded: false, name: 'as alpha calls them' })
    expect(codeOf(await join(thief, url, goodPassword))).toEqual([409, 'accounts.sign-in-first'])
    expect(codeOf(await join(alpha.browser, url))).toEqual([409, 'accounts.sign-in-first'])
    expect((await beta.browser.get('/api/organisations/alpha/operators')).status).toBe(404)
    const accepted = await join(beta.browser, url)
    expect(accepted.body['organisations']).toMatchObject([{ id: 'alpha', roles: ['desk'] }, { id: 'beta' }])
    const list = await alpha.browser.get('/api/organisations/alpha/operators')
    expect(list.raw).toContain('"name":"beta-manager"')
    await alpha.browser.call('DELETE', `/api/organisations/alpha/operators/${beta.id}`)
    expect((await beta.browser.get('/api/session')).body['organisations']).toMatchObject([{ id: 'beta' }])
  })

  it('never lets an invitation take over somebody who is given a place elsewhere at that moment', async () => {
    const email = 'at-once@example.jp'
    const url = await linkOf(alpha, 'alpha', email)
    const held = Promise.withResolvers<void>()
    const adding = Promise.withResolvers<void>()
    const slow = createAccounts({
      connection: world.database,
      config: { publicUrl: 'http://localhost' },
      clock: systemClock,
      log: createLog('error', () => undefined),
      secret: 'another secret of the tests, long enough to be taken',
      record: async () => {
        adding.resolve()
        await held.promise
      },
    })
    const person = { email, name: 'a', roles: ['privacy-manager' as const], language: 'en' as const }
    const added = slow.addOperator({ ...person, organisation: 'beta' })
    await adding.promise
    const taken = join(new Browser(world.http), url, goodPassword)
    const waiting = async () => {
      const found = await sql`select from pg_locks where not granted`.execute(world.database.db)
      return found.rows.length > 0
    }
    const over = taken.then(() => true)
    while (!(await Promise.race([over, waiting()]))) await setTimeout(20)
    held.resolve()
    await added
    expect(codeOf(await taken)).toEqual([409, 'accounts.sign-in-first'])
  })

  it('gives whoever uses one of two invitations only the place that one is for', async () => {
    const email = 'twice@example.jp'
    const [fromAlpha, fromBeta] = [await linkOf(alpha, 'alpha', email), await linkOf(beta, 'beta', email)]
    const browser = new Browser(world.http)
    expect((await join(browser, fromAlpha, goodPassword)).body['organisations']).toMatchObject([
      { id: 'alpha' },
    ])
    const other = new Browser(world.http)
    expect(codeOf(await join(other, fromBeta, 'some other long words'))).toEqual([
      409,
      'accounts.sign-in-first',
    ])
    expect(codeOf(await join(browser, fromBeta))).toEqual([409, 'accounts.sign-in-first'])
    await enrol(browser)
    const joined = await join(browser, fromBeta)
    expect(joined.body).toMatchObject({
      secondFactor: 'proven',
      organisations: [{ id: 'alpha' }, { id: 'beta' }],
    })
  })

  it('lets only one of two invitations used at the same moment make the account', async () => {
    const email = 'race@example.jp'
    const [fromAlpha, fromBeta] = [await linkOf(alpha, 'alpha', email), await linkOf(beta, 'beta', email)]
    const replies = await Promise.all([
      join(new Browser(world.http), fromAlpha, goodPassword),
      join(new Browser(world.http), fromBeta, 'some other long words'),
    ])
    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([200, 409])
  })

  it('does not let an invitation set the first password of somebody added elsewhere', async () => {
    const person = { email: 'waiting@example.jp', name: 'w', roles: ['privacy-manager' as const] }
    const id = await world.accounts.addOperator({ ...person, organisation: 'beta', language: 'en' })
    const url = await linkOf(alpha, 'alpha', person.email)
    expect(codeOf(await join(new Browser(world.http), url, goodPassword))).toEqual([
      409,
      'accounts.sign-in-first',
    ])
    const own = await world.accounts.createSignInLink(id, 'join')
    const browser = new Browser(world.http)
    expect((await join(browser, own.url, goodPassword)).body['organisations']).toMatchObject([{ id: 'beta' }])
  })

  it('gives an account that an invitation made no place elsewhere before it accepted that place', async () => {
    const email = 'squatted@example.jp'
    const squatter = new Browser(world.http)
    await join(squatter, await linkOf(alpha, 'alpha', email), goodPassword)
    await enrol(squatter)
    const person = { email, name: 's', roles: ['privacy-manager' as const], language: 'en' as const }
    const id = await world.accounts.addOperator({ ...person, organisation: 'beta' })
    expect((await squatter.get('/api/organisations/beta/operators')).status).toBe(404)
    const { url } = await world.accounts.createSignInLink(id, 'join', 'beta')
    expect(codeOf(await join(new Browser(world.http), url, 'some other long words'))).toEqual([
      409,
      'accounts.sign-in-first',
    ])
    const accepted = await join(squatter, url)
    expect(accepted.body['organisations']).toMatchObject([{ id: 'alpha' }, { id: 'beta' }])
    await world.accounts.addOperator({ ...person, organisation: 'beta', roles: ['desk'] })
    expect((await squatter.get('/api/session')).body['organisations']).toMatchObject([
      { id: 'alpha' },
      { id: 'beta', roles: ['desk'] },
    ])
    const facts = world.facts.filter(
      ({ organisation, fact }) => organisation === 'beta' && fact.subject.id === id,
    )
    expect(facts.map(({ fact }) => fact.type)).toEqual([
      'accounts.operator-invited',
      'accounts.link-made',
      'accounts.joined',
      'accounts.operator-added',
    ])
  })

  it('writes a sign-in into the ledger of each organisation the operator works for, and no other', async () => {
    const before = world.facts.length
    const solo = await enrolled(world, 'solo', { beta: ['desk'] })
    const written = world.facts.slice(before)
    expect(written.length).toBeGreaterThan(3)
    for (const { organisation, fact } of written)
      expect([organisation, fact.subject.id]).toEqual(['beta', solo.id])
  })
})
