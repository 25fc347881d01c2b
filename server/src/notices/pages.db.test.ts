// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answered, home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { dayIn, nextVersion, publishNext } from '../../../tests/support/notices.ts'

let world: TestApplication
const base = `/privacy/${home}/policy`
beforeAll(async () => {
  world = await testApplication()
})
afterAll(() => world.close())

const get = async (path: string) => {
  const reply = await world.app.http.inject({ method: 'GET', url: path })
  return { status: reply.statusCode, body: reply.body }
}
const first = () => world.app.policies.versions(home)[0]?.version as string

describe('the public page of the policy', () => {
  it.each([
    [
      'ja',
      'ミナツユ清美株式会社',
      ['施行日', '最終更新日', '所在地', '代表者', '利用目的', 'ご請求の手続き', 'お問い合わせの窓口'],
    ],
    [
      'en',
      'Minatsuyu Clean',
      [
        'Effective from',
        'Last modified',
        'Address',
        'Representative',
        'Purposes of use',
        'How to make a request',
        'Whom to ask',
      ],
    ],
  ])('states in %s who, since when, for what, and how to ask', async (language, name, labels) => {
    const { status, body } = await get(`${base}?lang=${language}`)
    expect(status).toBe(200)
    expect(body).toContain(`<html lang="${language}">`)
    for (const part of [name, ...labels]) expect(body).toContain(part)
    expect(body).toContain('id="CLN-6.7"')
    expect(body).not.toContain('<script')
  })

  it('marks links to other sites as outside the policy', async () => {
    const { body } = await get(`${base}?lang=en`)
    const links = [...body.matchAll(/<a href="(https:[^"]+)" rel="external[^>]*>[^]*?<\/a>\s*([^<]*)/g)]
    expect(links.length).toBeGreaterThan(0)
    for (const [, , after] of links) expect(after).toContain('another site, outside this policy')
  })

  it('tells in the form that giving is voluntary, and what follows without', async () => {
    expect((await get(`/privacy/${home}/requests/new?lang=ja`)).body).toContain('ご入力は任意です')
    expect((await get(`/privacy/${home}/requests/new?lang=en`)).body).toContain('You are free to give this')
  })

  it('announces what comes, keeps every version readable, and lays two side by side', async () => {
    await publishNext(world, nextVersion('1.1.0', dayIn(world, 30)))
    const now = await get(`${base}?lang=en`)
    expect(now.body).toContain('The policy changes on')
    expect(now.body).toContain(`${base}/versions/1.1.0`)
    const front = await get(`${base.replace('/policy', '')}?lang=en`)
    expect(front.body).toContain('Service: Adds cleaning at night.')
    const coming = await get(`${base}/versions/1.1.0?lang=en`)
    expect(coming.body).toContain('Adds cleaning at night.')
    expect(coming.body).toContain(`Version ${first()} is in force`)
    const compared = await get(`${base}/compare?from=${first()}&to=1.1.0&lang=en`)
    expect(compared.status).toBe(200)
    expect(compared.body).toContain('The text is the same.')
    const whole = await get(`${base}/compare?from=${first()}&to=1.1.0&lang=en&all=1`)
    expect(whole.body).toContain('CLN-6.7')
  })

  it('shows beside a sentence how it was kept, where the organisation turned that on', async () => {
    const figures = (yaml: string) =>
      yaml
        .replace(/^publishFigures: .*$/m, 'publishFigures: [CLN-7.1, CLN-9.1]')
        .replaceAll('03-0000-0100', '03-0000-0199')
    await publishNext(world, nextVersion('1.2.0', dayIn(world, 31), figures))
    world.clock.pass({ hours: 24 * 32 })
    expect((await get(`${base}?lang=en`)).body).not.toContain('in the last 12 months')
    const manager = await world.operator('manager', 'privacy-manager')
    await answered(world, manager, 'taro')
    const { body } = await get(`${base}?lang=en`)
    expect(body).toMatch(/id="CLN-7\.1"[^]{0,400}Kept: 1 of 1 in time in the last 12 months\./)
    expect(body.match(/in the last 12 months/g)).toHaveLength(1)
    expect((await get(`${base}?lang=ja`)).body).toContain('直近12か月は1件中1件を期限内に')
  })

  it('names around an older version whom to ask today', async () => {
    const older = (await get(`${base}/versions/${first()}?lang=en`)).body
    expect(older).toContain('This is not the version in force')
    const [said, around] = older.split('<footer')
    expect(said).toContain('03-0000-0100')
    expect(said).not.toContain(`/privacy/${home}/collection/`)
    expect(around).toContain('03-0000-0199')
  })

  it('refuses what is not there, as a page of the organisation', async () => {
    for (const path of [
      `${base}/versions/9.9.9`,
      `${base}/versions/%3Cscript%3E`,
      `${base}/compare?from=x&to=y`,
    ]) {
      const { status, body } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).toContain('ミナツユ清美株式会社')
      expect(body).not.toContain('<script>')
    }
    expect((await get('/privacy/nobody/policy')).status).toBe(404)
  })
})
