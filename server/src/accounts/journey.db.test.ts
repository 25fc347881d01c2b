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
  type AccountsWorld,
} from '../../../tests/support/accounts.ts'
import { permissions, permissionsOf } from './contract.ts'

describe('signing in', () => {
  let world: AccountsWorld
  beforeAll(async () => {
    world = await accountsWorld()
  })
  afterAll(() => world.close())

  const invite = async (name: string) => {
    const email = `${name}@example.jp`
    const person = { organisation: 'alpha', email, name, roles: ['desk' as const], language: 'ja' as const }
    const id = await world.accounts.addOperator(person)
    const { url } = await world.accounts.createSignInLink(id, 'join')
    return { id, email, url, token: tokenOf(url) }
  }
  const signIn = (browser: Browser, email: string, password = goodPassword) =>
    browser.post('/api/auth/sign-in/email', { email, password })

  it('takes an invited person from the link to a proven session, each step a fact', async () => {
    const { id, email, url, token } = await invite('hana')
    expect(url).toMatch(/^http:\/\/localhost\/console\/join#token=[\w-]{43}$/)
    const browser = new Browser(world.http)
    expect((await browser.get('/api/session')).body['code']).toBe('accounts.sign-in-needed')
    const link = await browser.post('/api/accounts/link', { token })
    expect(link.body).toMatchObject({ email, name: 'hana', purpose: 'join', passwordNeeded: true })
    const joined = await browser.post('/api/accounts/join', {
      token,
      name: '佐藤 花',
      password: goodPassword,
    })
    expect(joined.status).toBe(200)
    expect(joined.body).toEqual({
      operator: { id, name: '佐藤 花', email },
      secondFactor: 'missing',
      organisations: [
        {
          id: 'alpha',
          name: { ja: 'alpha 株式会社', en: 'alpha Inc.' },
          roles: ['desk'],
          permissions: permissions.filter((one) => permissionsOf.desk.includes(one)),
        },
      ],
    })
    const begun = await browser.post('/api/auth/two-factor/enable', { password: goodPassword })
    const { totpURI, secret, backupCodes } = begun.body as Record<string, string>
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Yakusoku:hana%40example.jp\?/)
    expect(secret).toMatch(/^[A-Z2-7]+$/)
    expect(backupCodes).toHaveLength(10)
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('missing')
    const code = totpCode(secret as string)
    expect((await browser.post('/api/auth/two-factor/verify-totp', { code })).body).toEqual({ next: 'done' })
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    expect((await browser.post('/api/auth/sign-out')).body).toEqual({ next: 'done' })
    expect((await browser.get('/api/session')).status).toBe(401)
    const about = world.facts.filter(({ fact }) => fact.subject.id === id)
    expect(about.map(({ fact }) => fact.type)).toEqual([
      'accounts.operator-added',
      'accounts.link-made',
      'accounts.joined',
      'accounts.second-factor-set',
      'accounts.signed-in',
      'accounts.signed-out',
    ])
    for (const { organisation, fact } of about) {
      expect(organisation).toBe('alpha')
      expect(fact.promises).toEqual(['CLN-5.8'])
      expect(JSON.stringify(fact)).not.toMatch(/example\.jp|佐藤|hana/)
    }
  })

  it('asks for the code after the password, and takes each code once', async () => {
    const { email, secret } = await enrolled(world, 'code', { alpha: ['desk'] })
    const browser = new Browser(world.http)
    const first = await signIn(browser, email)
    expect([first.status, first.body]).toEqual([200, { next: 'code' }])
    expect((await browser.get('/api/session')).status).toBe(401)
    const code = totpCode(secret)
    // As a Japanese keyboard may write it.
    const wide = code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    const shown = await browser.post('/api/auth/two-factor/verify-totp', { code: wide })
    expect(shown.body).toEqual({ next: 'done' })
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    const thief = new Browser(world.http)
    await signIn(thief, email)
    const again = await thief.post('/api/auth/two-factor/verify-totp', { code })
    expect([again.status, again.body['code']]).toEqual([401, 'accounts.wrong-code'])
    expect((await thief.get('/api/session')).status).toBe(401)
  })

  it('lets only one of many simultaneous uses of a code in', async () => {
    const { email, secret } = await enrolled(world, 'race', { alpha: ['desk'] })
    const browsers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const browser = new Browser(world.http)
        await signIn(browser, email)
        return browser
      }),
    )
    const code = totpCode(secret)
    const replies = await Promise.all(
      browsers.map((browser) => browser.post('/api/auth/two-factor/verify-totp', { code })),
    )
    expect(replies.map((reply) => reply.status).sort((a, b) => a - b)).toEqual([200, 401, 401, 401])
  })

  it('ends a challenge after five wrong codes and locks the account after ten', async () => {
    const { id, email, secret, backupCodes } = await enrolled(world, 'guess', { alpha: ['desk'] })
    const seen: unknown[] = []
    for (let round = 0; round < 2; round += 1) {
      const browser = new Browser(world.http)
      await signIn(browser, email)
      for (let guess = 0; guess < 6; guess += 1) {
        const code = `00${round}${guess}00`
        seen.push((await browser.post('/api/auth/two-factor/verify-totp', { code })).body['code'])
      }
    }
    const five = Array.from({ length: 5 }, () => 'accounts.wrong-code')
    expect(seen).toEqual([...five, 'accounts.challenge-gone', ...five, 'accounts.locked'])
    const browser = new Browser(world.http)
    await signIn(browser, email)
    const right = await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(secret) })
    expect([right.status, right.body['code']]).toEqual([429, 'accounts.locked'])
    const backup = await browser.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })
    expect(backup.body['code']).toBe('accounts.locked')
    await world.accounts.settle()
    const failures = world.facts.filter(
      ({ fact }) => fact.subject.id === id && fact.type === 'accounts.sign-in-failed',
    )
    expect(failures.map(({ fact }) => fact.clear)).toEqual(
      Array.from({ length: 10 }, () => ({ step: 'code' })),
    )
  })

  it('takes a backup code once, also of two that come at the same moment', async () => {
    const { email, backupCodes } = await enrolled(world, 'backup', { alpha: ['desk'] })
    const both = [new Browser(world.http), new Browser(world.http)]
    await Promise.all(both.map((one) => signIn(one, email)))
    const uses = await Promise.all(
      both.map((one) => one.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] })),
    )
    const answers = uses.toSorted((a, b) => a.status - b.status)
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      [200, undefined],
      [401, 'accounts.wrong-code'],
    ])
    const code = backupCodes[3]
    const browser = new Browser(world.http)
    await signIn(browser, email)
    expect((await browser.post('/api/auth/two-factor/verify-backup-code', { code })).status).toBe(200)
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    const second = new Browser(world.http)
    await signIn(second, email)
    const again = await second.post('/api/auth/two-factor/verify-backup-code', { code })
    expect([again.status, again.body['code']]).toEqual([401, 'accounts.wrong-code'])
    const anew = await browser.post('/api/auth/two-factor/generate-backup-codes', { password: goodPassword })
    expect(anew.body['backupCodes']).toHaveLength(10)
    const old = await second.post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[4] })
    expect(old.status).toBe(401)
  })

  it('never trusts a device, whatever is asked', async () => {
    const { email, secret } = await enrolled(world, 'trust', { alpha: ['desk'] })
    const browser = new Browser(world.http)
    await signIn(browser, email)
    const body = { code: totpCode(secret), trustDevice: true }
    expect((await browser.post('/api/auth/two-factor/verify-totp', body)).status).toBe(200)
    expect([...browser.cookies.keys()]).toEqual(['yakusoku.session_token'])
    await browser.post('/api/auth/sign-out')
    expect((await signIn(browser, email)).body).toEqual({ next: 'code' })
  })

  it('asks who has only a passkey for it after the password, and lets the password alone change nothing', async () => {
    const { id, email, token } = await invite('passkey-only')
    const browser = new Browser(world.http)
    await browser.post('/api/accounts/join', { token, password: goodPassword })
    await sql`insert into accounts.passkeys (id, operator_id, public_key, credential_id, counter, device_type, backed_up)
      values ('p1', ${id}, '', 'c1', 0, 'singleDevice', false)`.execute(world.database.db)
    const other = new Browser(world.http)
    expect((await signIn(other, email)).body).toEqual({ next: 'passkey' })
    for (const half of [browser, other]) {
      expect((await half.get('/api/session')).body['secondFactor']).toBe('unproven')
      const calls = [
        half.post('/api/auth/two-factor/enable', { password: goodPassword }),
        half.post('/api/auth/two-factor/verify-totp', { code: '123456' }),
        half.get('/api/auth/passkey/generate-register-options'),
        half.get('/api/auth/passkey/list-user-passkeys'),
        half.post('/api/auth/passkey/delete-passkey', { id: 'p1' }),
        half.post('/api/auth/change-password', {
          currentPassword: goodPassword,
          newPassword: 'other good words',
        }),
        half.get('/api/organisations/alpha/operators'),
      ]
      for (const reply of await Promise.all(calls)) {
        expect([reply.status, reply.body['code']]).toEqual([403, 'accounts.second-factor-needed'])
        expect(reply.body['secondFactor']).toBe('unproven')
      }
    }
  })

  it('offers passkeys only with the person verified by the device', async () => {
    const browser = new Browser(world.http)
    const options = await browser.get('/api/auth/passkey/generate-authenticate-options')
    expect(options.body).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    const forged = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} }
    const refused = await browser.post('/api/auth/passkey/verify-authentication', { response: forged })
    expect([refused.status, refused.body['code']]).toEqual([422, 'accounts.passkey-refused'])
    const { browser: known } = await enrolled(world, 'keyed', { alpha: ['desk'] })
    const creation = await known.get('/api/auth/passkey/generate-register-options')
    expect(creation.body).toMatchObject({
      rp: { id: 'localhost', name: 'Yakusoku' },
      user: { name: 'keyed@example.jp' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    const wrong = await known.post('/api/auth/passkey/verify-registration', { response: forged })
    expect(wrong.status).toBe(422)
  })

  it('gives up a second factor only to who has shown it, and then asks for a new one', async () => {
    const { browser, email } = await enrolled(world, 'change', { alpha: ['desk'] })
    const twice = await browser.post('/api/auth/two-factor/enable', { password: goodPassword })
    expect([twice.status, twice.body['code']]).toEqual([409, 'accounts.totp-already'])
    const wrong = await browser.post('/api/auth/two-factor/disable', { password: 'not the password' })
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'accounts.wrong-password'])
    const off = await browser.post('/api/auth/two-factor/disable', { password: goodPassword })
    expect(off.body).toEqual({ next: 'enrol' })
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('missing')
    expect((await browser.get('/api/organisations/alpha/tokens')).body['code']).toBe(
      'accounts.second-factor-needed',
    )
    await enrol(browser)
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    expect((await signIn(new Browser(world.http), email)).body).toEqual({ next: 'code' })
  })

  it('changes a password, keeps the session that did it and ends the others', async () => {
    const { browser, email, secret } = await enrolled(world, 'renew', { alpha: ['desk'] })
    const other = new Browser(world.http)
    await signIn(other, email)
    await other.post('/api/auth/two-factor/verify-totp', { code: totpCode(secret) })
    const path = '/api/auth/change-password'
    const weak = await browser.post(path, { currentPassword: goodPassword, newPassword: 'renew@example' })
    expect([weak.status, weak.body['reason']]).toEqual([422, 'name'])
    const wrong = await browser.post(path, {
      currentPassword: 'nope nope nope',
      newPassword: 'quite other words',
    })
    expect(wrong.body['code']).toBe('accounts.wrong-password')
    const right = await browser.post(path, {
      currentPassword: goodPassword,
      newPassword: 'quite other words',
    })
    expect(right.body).toEqual({ next: 'done' })
    expect((await browser.get('/api/session')).body['secondFactor']).toBe('proven')
    expect((await other.get('/api/session')).status).toBe(401)
    expect((await signIn(new Browser(world.http), email)).status).toBe(401)
    expect((await signIn(new Browser(world.http), email, 'quite other words')).body).toEqual({ next: 'code' })
  })
})
