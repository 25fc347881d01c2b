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
  totpCode,
  worldSecret,
  type AccountsWorld,
} from '../../../tests/support/accounts.ts'
import { createHttp } from '../http/index.ts'
import { createLog, systemClock } from '../kernel/index.ts'
import { createAccounts } from './accounts.ts'
import { createAuth } from './auth.ts'
import { sessionCookieName } from './sessions.ts'

describe('accounts against bad input and bad intent', () => {
  let world: AccountsWorld
  beforeAll(async () => {
    world = await accountsWorld()
  })
  afterAll(() => world.close())

  const add = (name: string) => {
    const person = { organisation: 'alpha', email: `${name}@example.jp`, name, roles: ['desk' as const] }
    return world.accounts.addOperator({ ...person, language: 'ja' })
  }
  const libraryAt = (publicUrl: string) =>
    createAuth({
      db: world.database.db,
      publicUrl,
      clock: systemClock,
      log: createLog('error', () => undefined),
      secret: 'x'.repeat(40),
      codeRefused: () => undefined,
    })
  const signIn = (browser: Browser, email: string, password: string) =>
    browser.post('/api/auth/sign-in/email', { email, password })

  it('answers alike whether an address has an account, is invited, or is unknown', async () => {
    const known = await enrolled(world, 'known', { alpha: ['desk'] })
    await add('invited')
    const strip = ({ instance: _instance, ...rest }: Record<string, unknown>) => rest
    const replies = []
    for (const email of [known.email, 'invited@example.jp', 'nobody@example.jp', 'not an address']) {
      const reply = await signIn(new Browser(world.http), email, 'some wrong words')
      replies.push([reply.status, strip(reply.body)])
    }
    expect(replies[0]).toMatchObject([401, { code: 'accounts.wrong-credentials' }])
    for (const reply of replies) expect(reply).toEqual(replies[0])
  })

  it('slows down guessing the password of an address, known or not, and tells how long', async () => {
    const { email, id } = await enrolled(world, 'guessed', { alpha: ['desk'] })
    for (const target of [email, 'ghost@example.jp']) {
      const statuses = []
      for (let guess = 0; guess < 11; guess += 1) {
        statuses.push((await signIn(new Browser(world.http), target, `wrong words ${guess}`)).status)
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
    }
    const right = await signIn(new Browser(world.http), email, goodPassword)
    expect([right.status, right.body['code']]).toEqual([429, 'common.too-many'])
    expect(right.body['seconds']).toBeGreaterThan(800)
    world.advance({ minutes: 16 })
    expect((await signIn(new Browser(world.http), email, goodPassword)).body).toEqual({ next: 'code' })
    await world.accounts.settle()
    const failed = world.facts.filter(
      ({ fact }) => fact.type === 'accounts.sign-in-failed' && fact.subject.id === id,
    )
    expect(failed).toHaveLength(10)
    const stored = await sql<{ key: string }>`select key from accounts.attempts`.execute(world.database.db)
    expect(JSON.stringify(stored.rows)).not.toContain('example')
  })

  it.each([
    ['one network address', () => '192.0.2.1'],
    ['all addresses of one IPv6 subscriber', (count: number) => `2001:db8:0:7::${count.toString(16)}`],
  ])('limits the tries of %s', async (_what, address) => {
    const statuses = new Set<number>()
    for (let count = 0; count < 121; count += 1) {
      const browser = new Browser(world.http, address(count))
      statuses.add((await browser.post('/api/accounts/link', { token: `guess-${count}` })).status)
    }
    expect([...statuses]).toEqual([410, 429])
  })

  it('refuses a link that is forged, used, replaced or over', async () => {
    const browser = new Browser(world.http)
    const use = async (url: string) =>
      (await browser.post('/api/accounts/join', { token: tokenOf(url), password: goodPassword })).body['code']
    const id = await add('linked')
    const first = await world.accounts.createSignInLink(id, 'join')
    const second = await world.accounts.createSignInLink(id, 'join')
    expect(await use(first.url)).toBe('accounts.link-invalid')
    expect(await use(`${second.url}x`)).toBe('accounts.link-invalid')
    world.advance({ hours: 24 * 7 + 1 })
    expect(await use(second.url)).toBe('accounts.link-invalid')
    const third = await world.accounts.createSignInLink(id, 'join')
    const weak = await browser.post('/api/accounts/join', {
      token: tokenOf(third.url),
      password: 'too short',
    })
    expect([weak.status, weak.body['reason']]).toEqual([422, 'short'])
    const both = await Promise.all([use(third.url), use(third.url)])
    expect(both.filter((code) => code === undefined)).toHaveLength(1)
    expect(await use(third.url)).toBe('accounts.link-invalid')
    const stored = await sql`select * from accounts.links`.execute(world.database.db)
    expect(JSON.stringify(stored.rows)).not.toContain(tokenOf(third.url))
  })

  it('starts somebody anew by a recovery link: no old password, factor or session works', async () => {
    const { id, email, browser, secret } = await enrolled(world, 'lost', {
      alpha: ['desk'],
      beta: ['auditor'],
    })
    const { url } = await world.accounts.createSignInLink(id, 'recovery')
    expect((await browser.get('/api/session')).status).toBe(200)
    const fresh = new Browser(world.http)
    const link = await fresh.post('/api/accounts/link', { token: tokenOf(url) })
    expect(link.body).toMatchObject({ purpose: 'recovery', passwordNeeded: true })
    const body = { token: tokenOf(url), password: 'brand new long words' }
    const joined = await fresh.post('/api/accounts/join', body)
    expect(joined.body['secondFactor']).toBe('missing')
    expect((await browser.get('/api/session')).status).toBe(401)
    expect((await signIn(new Browser(world.http), email, goodPassword)).status).toBe(401)
    const half = new Browser(world.http)
    expect((await signIn(half, email, 'brand new long words')).body).toEqual({ next: 'enrol' })
    const old = await half.post('/api/auth/two-factor/verify-totp', { code: totpCode(secret) })
    expect(old.body['code']).toBe('accounts.totp-missing')
    for (const organisation of ['alpha', 'beta']) {
      const facts = world.facts.filter((entry) => entry.organisation === organisation)
      const made = facts.find(
        ({ fact }) => fact.type === 'accounts.link-made' && fact.clear['purpose'] === 'recovery',
      )
      expect(made?.fact.actor).toEqual({ kind: 'system', id: 'command-line' })
    }
  })

  it('changes nothing by a link where the fact of it cannot be recorded', async () => {
    const { id, email, browser } = await enrolled(world, 'unrecorded', { alpha: ['desk'], beta: ['desk'] })
    const { url } = await world.accounts.createSignInLink(id, 'recovery')
    const recorded: string[] = []
    const full = createAccounts({
      connection: world.database,
      config: { publicUrl: 'http://localhost' },
      clock: systemClock,
      log: createLog('error', () => undefined),
      secret: worldSecret,
      record: async (_tx, organisation) => {
        if (organisation === 'beta') throw Object.assign(new Error('no room'), { code: '53100' })
        recorded.push(organisation)
      },
    })
    const http = await createHttp({ log: createLog('error', () => undefined) })
    full.registerRoutes(http)
    const body = { token: tokenOf(url), password: 'brand new long words' }
    const failed = await new Browser(http).post('/api/accounts/join', body)
    expect([failed.status, recorded]).toEqual([507, ['alpha']])
    await expect(full.createSignInLink(id, 'recovery')).rejects.toThrow('no room')
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    expect((await signIn(new Browser(world.http), email, goodPassword)).body).toEqual({ next: 'code' })
    expect((await new Browser(world.http).post('/api/accounts/join', body)).status).toBe(200)
    await http.close()
  })

  it('says what to do where the session secret is another one than at enrolment', async () => {
    const { id, email, backupCodes } = await enrolled(world, 'secretless', { alpha: ['desk'] })
    const after = createAccounts({
      connection: world.database,
      config: { publicUrl: 'http://localhost' },
      clock: systemClock,
      log: createLog('error', (line) => void world.lines.push(line)),
      secret: 'another secret, made because the file was lost 0123456789',
      record: async () => undefined,
    })
    const http = await createHttp({ log: createLog('error', () => undefined) })
    after.registerRoutes(http)
    const browser = new Browser(http)
    expect((await signIn(browser, email, goodPassword)).body).toEqual({ next: 'code' })
    for (const [path, code] of [
      ['verify-totp', '123456'],
      ['verify-backup-code', backupCodes[0]],
    ]) {
      const reply = await browser.post(`/api/auth/two-factor/${path}`, { code })
      expect([reply.status, reply.body['code']]).toEqual([409, 'accounts.second-factor-unreadable'])
    }
    const { url } = await after.createSignInLink(id, 'recovery')
    await browser.post('/api/accounts/join', { token: tokenOf(url), password: goodPassword })
    await enrol(browser)
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    await http.close()
  })

  it('refuses what another site sends, with a session or without', async () => {
    const { browser, email } = await enrolled(world, 'forged', { alpha: ['privacy-manager'] })
    const path = '/api/organisations/alpha/operators'
    for (const origin of ['https://evil.example', 'null', 'http://localhost:9999', undefined]) {
      const reply = await browser.call('POST', path, {}, { origin })
      expect([reply.status, reply.body['code']]).toEqual([403, 'accounts.foreign-origin'])
      expect((await browser.call('POST', '/api/auth/sign-out', {}, { origin })).status).toBe(403)
    }
    const own = await browser.call(
      'POST',
      path,
      {},
      { origin: 'http://127.0.0.1:9999', host: '127.0.0.1:9999' },
    )
    expect(own.body['code']).toBe('common.invalid')
    const login = { email, password: goodPassword }
    const foreign = { origin: 'https://evil.example' }
    expect(
      (await new Browser(world.http).call('POST', '/api/auth/sign-in/email', login, foreign)).status,
    ).toBe(403)
    expect((await browser.get('/api/session')).status).toBe(200)
  })

  it('is not deceived by another way of writing an address', async () => {
    const { browser } = await enrolled(world, 'written', { alpha: ['privacy-manager'] })
    expect((await browser.get('/%61pi/organisations/alpha/operators')).status).toBe(200)
    const foreign = { origin: 'https://evil.example' }
    for (const path of ['/%61pi/auth/sign-out', '/ap%69/accounts/join', '/api/%61uth/sign-in/email']) {
      const reply = await browser.call('POST', path, {}, foreign)
      expect([path, reply.status, reply.body['code']]).toEqual([path, 403, 'accounts.foreign-origin'])
    }
  })

  it('signs in at the loopback address the browser really used', async () => {
    const { email, secret } = await enrolled(world, 'loopback', { alpha: ['desk'] })
    const browser = new Browser(world.http)
    const at = { origin: 'http://127.0.0.1:8420', host: '127.0.0.1:8420' }
    const body = { email, password: goodPassword }
    expect((await browser.call('POST', '/api/auth/sign-in/email', body, at)).body).toEqual({ next: 'code' })
    const code = { code: totpCode(secret) }
    expect((await browser.call('POST', '/api/auth/two-factor/verify-totp', code, at)).body).toEqual({
      next: 'done',
    })
  })

  it('has no other way in: nothing of the library but the listed calls answers', async () => {
    const { browser } = await enrolled(world, 'curious', { alpha: ['desk'] })
    const closed = [
      ['POST', '/api/auth/sign-up/email'],
      ['POST', '/api/auth/update-user'],
      ['POST', '/api/auth/change-email'],
      ['POST', '/api/auth/delete-user'],
      ['POST', '/api/auth/request-password-reset'],
      ['POST', '/api/auth/two-factor/get-totp-uri'],
      ['POST', '/api/auth/two-factor/send-otp'],
      ['GET', '/api/auth/get-session'],
      ['GET', '/api/auth/list-sessions'],
      ['GET', '/api/auth/ok'],
    ] as const
    for (const [method, url] of closed) {
      const reply = await browser.call(method, url, method === 'POST' ? {} : undefined)
      expect([url, reply.status, reply.body['code']]).toEqual([url, 404, 'common.not-found'])
    }
  })

  it('sets cookies no script can read, and gives no session token in a body', async () => {
    const { email, secret } = await enrolled(world, 'cookies', { alpha: ['desk'] })
    const browser = new Browser(world.http)
    const password = await signIn(browser, email, goodPassword)
    const code = await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(secret) })
    expect(browser.setCookies.length).toBeGreaterThan(1)
    for (const line of browser.setCookies) {
      expect(line).toMatch(/^yakusoku\./)
      expect(line).toMatch(/; HttpOnly; SameSite=Lax/i)
      expect(line).not.toMatch(/secure/i)
    }
    expect(password.raw + code.raw).toBe('{"next":"code"}{"next":"done"}')
    const stored = await sql<{ ip_address: string; user_agent: string }>`
      select ip_address, user_agent from accounts.sessions`.execute(world.database.db)
    for (const row of stored.rows) expect([row.ip_address, row.user_agent]).toEqual(['', ''])
  })

  it('marks cookies Secure where the public address is https', async () => {
    const auth = libraryAt('https://privacy.example.jp')
    const { sessionToken } = (await auth.$context).authCookies
    expect(sessionToken.name).toBe('__Secure-yakusoku.session_token')
    expect(sessionCookieName('https://privacy.example.jp')).toBe(sessionToken.name)
    expect(sessionToken.attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax' })
  })

  it('has every table and column the library expects, so that an update of it cannot surprise us', async () => {
    const check = async () => {
      const context = await libraryAt('http://localhost').$context
      await (context.explicitSchemaCheck as () => Promise<void>)()
    }
    await sql`alter table accounts.passkeys rename column aaguid to other`.execute(world.database.db)
    await expect(check()).rejects.toThrow(/aaguid/)
    await sql`alter table accounts.passkeys rename column other to aaguid`.execute(world.database.db)
    await check()
  })

  it('answers malformed bodies and cookies with what is wrong, never with a stack', async () => {
    const browser = new Browser(world.http)
    const bodies = [
      {},
      { email: 1, password: {} },
      [],
      { email: 'a@example.jp', password: 'x'.repeat(2_000) },
    ]
    for (const body of bodies) {
      const reply = await browser.post('/api/auth/sign-in/email', body)
      expect([reply.status, reply.body['code']]).toEqual([400, 'common.invalid'])
    }
    const nul = await signIn(browser, 'a\u0000b@example.jp', 'some\u0000thing else')
    expect(nul.status).toBeGreaterThanOrEqual(400)
    expect(nul.status).toBeLessThan(500)
    for (const value of ['x', 'x.y', '%', 'a'.repeat(3_000)]) {
      browser.cookies.set('yakusoku.session_token', value)
      expect((await browser.get('/api/session')).status).toBe(401)
    }
    for (const authorization of [
      'Bearer yks_',
      'Bearer yks_alpha_guess',
      'Bearer yks_no-such_guess',
      'Basic eA==',
    ]) {
      const reply = await new Browser(world.http).call('GET', '/api/organisations/alpha/tokens', undefined, {
        authorization,
      })
      expect(reply.status).toBe(401)
    }
  })

  it('ends a session after twelve hours, whatever was done in it', async () => {
    const { browser, id } = await enrolled(world, 'tired', { alpha: ['desk'] })
    expect((await browser.get('/api/session')).status).toBe(200)
    const session = await sql<{
      hours: number
    }>`select extract(epoch from expires_at - created_at)::int / 3600 as hours
      from accounts.sessions where operator_id = ${id}`.execute(world.database.db)
    expect(session.rows[0]?.hours).toBe(12)
    await sql`update accounts.sessions set expires_at = now() where operator_id = ${id}`.execute(
      world.database.db,
    )
    expect((await browser.get('/api/session')).status).toBe(401)
  })

  it('keeps secrets and people out of the log', async () => {
    const everything = world.lines.join('')
    expect(everything).toContain('accounts.sign-in-failed')
    expect(everything).not.toMatch(/example\.jp|correct horse|wrong words|otpauth|yks_[a-z]+_|佐藤/)
  })
})

describe('what has run out', () => {
  it('is deleted, and nothing else', async () => {
    const world = await accountsWorld()
    const { db } = world.database
    const { id } = await enrolled(world, 'kept', { alpha: ['desk'] })
    await new Browser(world.http).get('/api/auth/passkey/generate-authenticate-options')
    await world.accounts.createSignInLink(id, 'recovery')
    const tables = ['sessions', 'verifications', 'links', 'attempts', 'used_codes']
    const counts = async () =>
      Promise.all(
        tables.map(async (table) => {
          const rows = await sql`select 1 from ${sql.table(`accounts.${table}`)}`.execute(db)
          return [table, rows.rows.length > 0]
        }),
      )
    await world.accounts.prune()
    expect(await counts()).toEqual(tables.map((table) => [table, true]))
    world.advance({ hours: 24 * 8 })
    await world.accounts.prune()
    expect(await counts()).toEqual(tables.map((table) => [table, false]))
    expect((await world.accounts.nameOf([id])).get(id)).toBe('kept')
    await world.close()
  })
})
