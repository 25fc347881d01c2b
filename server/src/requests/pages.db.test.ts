// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answered,
  asked,
  codeFor,
  countFacts,
  home,
  people,
  receive,
  testApplication,
  untilState,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { newId } from '../kernel/index.ts'
import { sweep } from './sweep.ts'

let world: TestApplication
let approver: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  approver = await world.operator('approver', 'approver')
})
afterAll(() => world.close())

let calls = 0
/** Asks for a page, or sends a form of one, as a browser without script does. */
async function visit(path: string, form?: Record<string, string>, language = 'ja') {
  calls += 1
  const reply = await world.app.http.inject({
    method: form === undefined ? 'GET' : 'POST',
    url: path.startsWith('/') ? path : `/privacy/${home}${path === '' ? '' : `/${path}`}`,
    remoteAddress: `10.6.0.${calls}`,
    headers: {
      accept: 'text/html',
      'accept-language': language,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
  })
  return { status: reply.statusCode, headers: reply.headers, html: reply.body }
}

const title = (html: string) => /<h1>\s*([^<]*?)\s*<\/h1>/.exec(html)?.[1]

describe('the privacy centre', () => {
  it('leads through a request by links and forms alone, in Japanese', async () => {
    expect((await visit('')).html).toContain(`href="/privacy/${home}/requests/new"`)
    const { email, name } = people.taro
    const sent = await visit('requests/new', { email: ` ${email.toUpperCase()} `, name, note: '' })
    expect(sent.status).toBe(303)
    const code = await codeFor(world, email)
    const received = await visit(String(sent.headers.location), { code })
    expect([received.status, title(received.html)]).toEqual([201, '請求を受け付けました'])
    const [number, secret] = [...received.html.matchAll(/class="code">([^<]+)</g)].map(([, value]) =>
      String(value),
    )
    const status = await visit('follow', { number: String(number), secret: String(secret).toLowerCase() })
    expect([status.status, title(status.html)]).toEqual([200, '請求の状況'])
    expect(status.headers['cache-control']).toBe('no-store')
    expect(status.html).not.toContain('?lang=')
  })

  it('shows a used code’s page as received, to whoever goes back, reloads or switches the language', async () => {
    const { id, code } = await asked(world)
    const page = `requests/${id}/code`
    expect(title((await visit(page)).html)).toBe('確認コードの入力')
    expect((await visit(page, { code })).status).toBe(201)
    for (const again of [await visit(page), await visit(page, { code })]) {
      expect([again.status, title(again.html)]).toEqual([200, '請求を受け付けました'])
      expect(again.html).not.toMatch(/name="code"|class="code"/)
      expect(again.html).toContain(`href="/privacy/${home}/follow"`)
    }
    expect((await visit(`${page}?lang=en`)).html).toContain('Your request is received')
  })

  it('keeps the form where a code may still come, and leads back to the start where none does', async () => {
    const { id, code, wrong } = await asked(world)
    const page = `requests/${id}/code`
    for (const [form, status] of [
      [{ code: wrong }, 422],
      [{ another: 'yes' }, 200],
      [{ another: 'yes' }, 200],
      [{ another: 'yes' }, 200],
      [{ another: 'yes' }, 200],
      [{ another: 'yes' }, 429],
    ] as const) {
      const shown = await visit(page, form)
      expect([form, shown.status]).toEqual([form, status])
      expect(shown.html).toContain('name="code"')
    }
    world.clock.pass({ hours: 25 })
    await sweep(world.app.requests, home)
    for (const late of [
      await visit(page),
      await visit(page, { code }),
      await visit(page, { another: 'yes' }),
    ]) {
      expect(late.status).toBe(410)
      expect(late.html).toContain('もう一度はじめからお申し込みください')
      expect(late.html).toContain(`href="/privacy/${home}/requests/new"`)
    }
    expect((await visit(`requests/${newId()}/code`)).status).toBe(404)
  })

  it('shows a form again with what was typed and what is wrong with it', async () => {
    const wrong = await visit('requests/new', { email: 'taro', name: ' ', note: '<b>&"' }, 'en')
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('Enter an e-mail address such as name@example.jp.')
    expect(wrong.html).toContain('value="taro"')
    expect(wrong.html).toContain('&#60;b&#62;&#38;&#34;')
    expect(wrong.html).toContain('<html lang="en">')
  })

  it('keeps what was typed where no more codes are sent, and says when to try again', async () => {
    const form = { email: 'often@kaede.example.jp', name: '楓', note: '<昨年>の訪問' }
    for (let times = 0; times < 5; times += 1) expect((await visit('requests/new', form)).status).toBe(303)
    const { status, headers, html } = await visit('requests/new', form)
    expect([status, headers['retry-after']]).toEqual([429, '3600'])
    expect(html).toContain('1時間ほど待ってから')
    expect(html).toContain('&#60;昨年&#62;の訪問')
  })

  it('asks once more before a request is taken back', async () => {
    const request = await receive(world, 'hana')
    await untilState(world, request.id, 'review')
    const key = { number: request.number, secret: request.secret }
    const sure = await visit('follow', { ...key, action: 'withdraw' })
    expect(sure.html).toContain('本当に取り下げますか')
    expect((await visit('follow', key)).html).toContain('内容を確認しています')
    const gone = await visit('follow', { ...key, action: 'withdraw-now' })
    expect(gone.html).toContain('取り下げられました')
    const twice = await visit('follow', { ...key, action: 'withdraw-now' })
    expect(twice.status).toBe(409)
    expect(twice.html).toContain('（取り下げられました）')
    expect(title((await visit('follow', { ...key, action: 'withdraw' })).html)).toBe('請求の状況')
  })

  it('tells whoever is refused the ground and every line of the explanation', async () => {
    const request = await receive(world, 'taro')
    const refusal = { ground: 'other-law', explanation: '一行目\n<二行目>' }
    await approver.browser.post(`/api/organisations/${home}/requests/${request.id}/refuse`, refusal)
    const { html } = await visit('follow', { number: request.number, secret: request.secret })
    expect(html).toContain('第33条第2項第3号')
    expect(html).toContain('<p style="white-space: pre-line">一行目\n&#60;二行目&#62;</p>')
    const documents = `/api/organisations/${home}/requests/${request.id}/documents`
    const readings = await countFacts(world, request.id, 'requests.read')
    const headers = { cookie: approver.browser.cookie, host: 'localhost' }
    const letter = await world.app.http.inject({ method: 'GET', url: `${documents}/letter`, headers })
    expect([letter.statusCode, letter.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    expect(await countFacts(world, request.id, 'requests.read')).toBe(readings + 1)
    expect(await approver.browser.get(`${documents}/disclosure`)).toMatchObject({
      status: 409,
      body: { code: 'requests.wrong-state' },
    })
  })

  it('hands the answer over by a button, because mail scanners open links', async () => {
    const { id, number, token, mail } = await answered(world, approver, 'ren', { language: 'en' })
    const link = `download/${token}`
    for (let looks = 0; looks < 3; looks += 1) expect((await visit(link, undefined, 'en')).status).toBe(200)
    const fetched = () => countFacts(world, id, 'requests.fetched')
    expect(await fetched()).toBe(0)
    const page = await visit(link, undefined, 'en')
    const told = /until (\d+ \w+ \d{4}):/.exec(mail)?.[1]
    expect(page.html).toContain(String(told))
    const archive = await visit(link, {})
    expect(archive.headers['content-type']).toBe('application/zip')
    expect(archive.headers['content-disposition']).toBe(`attachment; filename="${number}.zip"`)
    expect(await fetched()).toBe(1)
  })

  it('switches the language on every page that can be asked for again, and on no answer to a form', async () => {
    for (const path of ['', 'policy', 'requests/new', 'follow', 'follow?number=CLN-1', 'download/forged']) {
      const { html } = await visit(`${path}${path.includes('?') ? '&' : '?'}lang=en`)
      expect(html).toContain('<html lang="en">')
      expect(html).toContain('hreflang="ja"')
    }
    const forms = { 'requests/new': { email: 'taro' }, follow: { number: '1', secret: '2' } }
    for (const [path, form] of Object.entries(forms)) {
      const { html } = await visit(path, form)
      expect(html).not.toContain('hreflang')
    }
  })

  it('sends no script, no third party’s anything, and no address of the page it came from', async () => {
    for (const path of ['', 'policy', 'requests/new', 'follow', 'download/forged', 'nowhere']) {
      const { html, headers } = await visit(path)
      expect(html).not.toMatch(/<script|\son\w+=|javascript:/i)
      // Links to sites of others are marked so; nothing is fetched from there.
      const outward = html.replaceAll(/<a href="https:[^"]*" rel="external noopener noreferrer">/g, '')
      expect([...outward.matchAll(/(?:src|href|action)="(https?:)?\/\//g)]).toEqual([])
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['content-security-policy']).toContain("default-src 'self'")
    }
  })
})
