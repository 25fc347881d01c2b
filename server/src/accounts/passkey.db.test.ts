// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountsWorld,
  Browser,
  enrol,
  goodPassword,
  tokenOf,
  worldSecret,
  type AccountsWorld,
} from '../../../tests/support/accounts.ts'
import { Authenticator } from '../../../tests/support/authenticator.ts'
import { createHttp } from '../http/index.ts'
import { createLog, systemClock } from '../kernel/index.ts'
import { createAccounts } from './accounts.ts'

describe('a passkey', () => {
  let world: AccountsWorld
  beforeAll(async () => {
    world = await accountsWorld()
  })
  afterAll(() => world.close())

  const joined = async (name: string) => {
    const person = { organisation: 'alpha', email: `${name}@example.jp`, name, roles: ['auditor' as const] }
    const id = await world.accounts.addOperator({ ...person, language: 'ja' })
    const { url } = await world.accounts.createSignInLink(id, 'join')
    const browser = new Browser(world.http)
    await browser.post('/api/accounts/join', { token: tokenOf(url), password: goodPassword })
    return { id, browser, email: person.email }
  }
  const challengeOf = async (browser: Browser, call: string) =>
    (await browser.get(`/api/auth/passkey/${call}`)).body['challenge']
  const register = async (browser: Browser, device: Authenticator, verified = true) => {
    const challenge = await challengeOf(browser, 'generate-register-options')
    const response = device.register(challenge, verified)
    return browser.post('/api/auth/passkey/verify-registration', { response, name: '事務所の端末' })
  }
  const signIn = async (browser: Browser, device: Authenticator, verified = true) => {
    const challenge = await challengeOf(browser, 'generate-authenticate-options')
    const response = device.assert(challenge, verified)
    return browser.post('/api/auth/passkey/verify-authentication', { response })
  }

  it('set up right after joining proves the session, and later signs in alone', async () => {
    const { id, browser, email } = await joined('keys')
    const device = new Authenticator('http://localhost')
    const set = await register(browser, device)
    expect(set.body).toMatchObject({ name: '事務所の端末' })
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    expect((await browser.get('/api/organisations/alpha/operators')).status).toBe(200)
    const other = new Browser(world.http)
    expect((await signIn(other, device)).body).toEqual({ next: 'done' })
    const session = await other.get('/api/session')
    expect(session.body).toMatchObject({ operator: { id, email }, secondFactor: 'proven' })
    const list = await other.get('/api/auth/passkey/list-user-passkeys')
    expect(list.body['passkeys']).toEqual([set.body])
    const methods = world.facts.filter(
      ({ fact }) => fact.type === 'accounts.signed-in' && fact.subject.id === id,
    )
    expect(methods.map(({ fact }) => fact.clear)).toEqual([{ method: 'passkey' }, { method: 'passkey' }])
  })

  it('proves the session on every server at once', async () => {
    const { browser } = await joined('two-servers')
    const second = createAccounts({
      connection: world.database,
      config: { publicUrl: 'http://localhost' },
      clock: systemClock,
      log: createLog('error', () => undefined),
      secret: worldSecret,
      record: async () => undefined,
    })
    const http = await createHttp({ log: createLog('error', () => undefined) })
    second.registerRoutes(http)
    const there = new Browser(http)
    for (const [name, value] of browser.cookies) there.cookies.set(name, value)
    expect((await there.get('/api/organisations/alpha/operators')).status).toBe(403)
    await register(browser, new Authenticator('http://localhost'))
    expect((await there.get('/api/organisations/alpha/operators')).status).toBe(200)
    await http.close()
  })

  it('proves a session that began with the password', async () => {
    const { browser, email } = await joined('both-ways')
    const device = new Authenticator('http://localhost')
    await register(browser, device)
    const other = new Browser(world.http)
    const password = await other.post('/api/auth/sign-in/email', { email, password: goodPassword })
    expect(password.body).toEqual({ next: 'passkey' })
    expect((await other.get('/api/session')).body['secondFactor']).toBe('unproven')
    expect((await signIn(other, device)).body).toEqual({ next: 'done' })
    expect((await other.get('/api/session')).body['secondFactor']).toBe('proven')
  })

  it('lets an authenticator app be set up beside it, which is a fact of its own', async () => {
    const { id, browser } = await joined('and-app')
    await register(browser, new Authenticator('http://localhost'))
    const begun = await browser.post('/api/auth/two-factor/enable', { password: goodPassword })
    const { backupCodes } = begun.body as { backupCodes: string[] }
    const early = await browser.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })
    expect([early.status, early.body['code']]).toEqual([409, 'accounts.totp-missing'])
    await enrol(browser)
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    const about = world.facts.filter(({ fact }) => fact.subject.id === id)
    expect(about.slice(-3).map(({ fact }) => [fact.type, fact.clear])).toEqual([
      ['accounts.second-factor-set', { factor: 'passkey' }],
      ['accounts.signed-in', { method: 'passkey' }],
      ['accounts.second-factor-set', { factor: 'totp' }],
    ])
  })

  it('is asked for however often the session cookie is sent, and under whatever white space', async () => {
    const { browser, email } = await joined('two-cookies')
    await register(browser, new Authenticator('http://localhost'))
    const half = new Browser(world.http)
    await half.post('/api/auth/sign-in/email', { email, password: goodPassword })
    const { browser: other } = await joined('somebody-else')
    await register(other, new Authenticator('http://localhost'))
    const [unproven, proven] = [half, other].map((one) => one.cookies.get('yakusoku.session_token'))
    for (const space of ['', '\u00a0', '\f', '\t']) {
      const cookie = `${space}yakusoku.session_token=${unproven}; yakusoku.session_token=${proven}`
      const set = await half.call(
        'POST',
        '/api/auth/two-factor/enable',
        { password: goodPassword },
        { cookie },
      )
      // At most an app of the one who has shown a factor, never of the one whose password alone is known.
      expect(set.raw).not.toContain('two-cookies')
    }
    expect((await half.get('/api/session')).body['secondFactor']).toBe('unproven')
  })

  it('is refused where the device did not verify its person', async () => {
    const { browser } = await joined('unverified')
    const device = new Authenticator('http://localhost')
    const set = await register(browser, device, false)
    expect([set.status, set.body['code']]).toEqual([422, 'accounts.passkey-refused'])
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('missing')
    expect((await register(browser, device)).status).toBe(200)
    const other = new Browser(world.http)
    const half = await signIn(other, device, false)
    expect([half.status, half.body['code']]).toEqual([422, 'accounts.passkey-refused'])
    expect((await other.get('/api/session')).status).toBe(401)
  })

  it('is refused from another site, with another key, and when a challenge is used again', async () => {
    const { browser } = await joined('replayed')
    const device = new Authenticator('http://localhost')
    expect((await register(browser, new Authenticator('https://evil.example'))).status).toBe(422)
    expect((await register(browser, device)).status).toBe(200)
    const other = new Browser(world.http)
    expect((await signIn(other, new Authenticator('http://localhost'))).status).toBe(422)
    const challenge = await challengeOf(other, 'generate-authenticate-options')
    const response = device.assert(challenge)
    const path = '/api/auth/passkey/verify-authentication'
    const oddly = await other.post(path, { response: { ...(response as object), id: [], rawId: [] } })
    expect([oddly.status, oddly.body['code']]).toEqual([400, 'common.invalid'])
    const cookies = new Map(other.cookies)
    expect((await other.post(path, { response })).status).toBe(200)
    const thief = new Browser(world.http)
    for (const [name, value] of cookies) thief.cookies.set(name, value)
    expect((await thief.post(path, { response })).status).toBe(422)
    expect((await thief.get('/api/session')).status).toBe(401)
  })

  it('that was the last factor leaves a session that must set up another', async () => {
    const { browser } = await joined('emptied')
    const set = await register(browser, new Authenticator('http://localhost'))
    const wrong = await browser.post('/api/auth/passkey/delete-passkey', { id: 'not-there' })
    expect([wrong.status, wrong.body['code']]).toEqual([404, 'common.not-found'])
    const { browser: stranger } = await joined('stranger')
    await register(stranger, new Authenticator('http://localhost'))
    expect((await stranger.post('/api/auth/passkey/delete-passkey', { id: set.body['id'] })).status).not.toBe(
      200,
    )
    const gone = await browser.post('/api/auth/passkey/delete-passkey', { id: set.body['id'] })
    expect(gone.body).toEqual({ next: 'enrol' })
    expect((await browser.get('/api/organisations/alpha/operators')).body['code']).toBe(
      'accounts.second-factor-needed',
    )
  })
})
