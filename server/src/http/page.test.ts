// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '../kernel/index.ts'
import {
  button,
  checkbox,
  choice,
  createHttp,
  dataTable,
  errorSummary,
  factList,
  field,
  languageOf,
  notice,
  page,
  registerAssets,
  sendPage,
  stepList,
  stylesheet,
  type Http,
} from './index.ts'

const organisation = { name: 'みどり清掃 <株>', home: '/privacy' }
const shell = {
  title: '開示の請求',
  language: 'ja',
  organisation,
  path: '/privacy/ask?x=1',
  body: '',
} as const

describe('a public page', () => {
  it('is a whole document in its language, with a way past the head and a switch that keeps the address', () => {
    const shown = page({ ...shell, body: html`<p>${'<script>'}</p>` })
    expect(shown).toMatch(/^<!doctype html>\s*<html lang="ja">/)
    expect(shown).toContain('<a class="skip" href="#content">本文へ移動</a>')
    expect(shown).toContain('href="/privacy/ask?x&#61;1&#38;lang&#61;en"')
    expect(shown).toContain('みどり清掃 &#60;株&#62;')
    expect(shown).not.toMatch(/<script|style="|\son\w+="/)
  })

  it('says in its title that the form has mistakes', () => {
    expect(page({ ...shell, hasErrors: true })).toContain('<title>エラー：開示の請求')
  })

  it('offers no other site as the target of the language switch', () => {
    expect(page({ ...shell, path: '//evil.example/x' })).not.toContain('evil.example')
  })
})

describe('a field', () => {
  const given = { name: 'email', label: 'メール', language: 'ja', required: true } as const

  it('ties label, hint and mistake to the input', () => {
    const shown = field({ ...given, type: 'email', hint: '例', error: '形が違います', value: '"><b>' })
    expect(shown).toMatch(/<label for="email"\s*>メール/)
    expect(shown).toContain('aria-describedby="email-hint email-error"')
    expect(shown).toContain('aria-invalid="true"')
    expect(shown).toContain('id="email-error">形が違います')
    expect(shown).toContain('必須')
    expect(shown).not.toContain('"><b>')
  })

  it('keeps the text of several lines as it was, its first line end included', () => {
    const shown = field({ ...given, rows: 4, value: '\n一行目' })
    expect(shown).toMatch(/<textarea[^>]*>\n\n一行目<\/textarea>/)
  })

  it('is led to by the list of mistakes', () => {
    expect(errorSummary([{ field: 'email', message: '形が違います' }], 'ja')).toContain(
      '<a href="#email">形が違います</a>',
    )
    expect(errorSummary([], 'ja')).toBe('')
  })
})

describe('served by the server', () => {
  let http: Http
  beforeAll(async () => {
    http = await createHttp({ log: createLog('error', () => undefined) })
    registerAssets(http)
    http.get('/page', { schema: { hide: true } }, async (request, reply) =>
      sendPage(request, reply, { ...shell, language: languageOf(request) }),
    )
  })
  afterAll(() => http.close())

  it('a page carries its language, stays out of caches and remembers the choice', async () => {
    const reply = await http.inject('/page?lang=en')
    expect(reply.headers['content-language']).toBe('en')
    expect(reply.headers['cache-control']).toBe('no-store')
    const kept = reply.headers['set-cookie']
    expect(kept).toMatch(/yakusoku-language=en;.*SameSite=Lax/)
    expect(kept, 'the console can read and change it').not.toMatch(/HttpOnly/i)
    expect(reply.body).toContain('<html lang="en">')
    const later = await http.inject({ url: '/page', cookies: { 'yakusoku-language': 'en' } })
    expect(later.headers['content-language']).toBe('en')
    expect(later.headers['set-cookie']).toBeUndefined()
  })

  it('the stylesheet is kept for a year under its marked address, and asked about under any other', async () => {
    const marked = await http.inject(stylesheet().href)
    expect(marked.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(marked.headers['cache-control']).toContain('immutable')
    const plain = await http.inject('/assets/site.css?v=old')
    expect(plain.headers['cache-control']).toBe('no-cache')
    const again = await http.inject({
      url: '/assets/site.css',
      headers: { 'if-none-match': String(plain.headers.etag) },
    })
    expect(again.statusCode).toBe(304)
  })

  it('the stylesheet uses no token that the design system does not have', async () => {
    const { content } = stylesheet()
    const defined = new Set([...content.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name))
    const used = [...content.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)
    expect(used.filter((name) => !defined.has(name))).toEqual([])
  })
})

it('styles every class the components use', () => {
  const shown = [
    field({ name: 'a', label: 'a', language: 'en', error: 'e', hint: 'h', required: true }),
    choice({ name: 'b', label: 'b', language: 'en', options: [{ value: '1', label: '1', hint: 'h' }] }),
    checkbox({ name: 'c', label: 'c' }),
    button('d', { quiet: true }),
    ...(['info', 'success', 'warning', 'error'] as const).map((kind) => notice(kind, 't', '')),
    dataTable({ caption: 'e', head: ['f'], rows: [['g']] }),
    factList([['h', 'i']]),
    stepList((['done', 'now', 'next'] as const).map((state) => ({ title: 't', detail: '', state }))),
  ].join('')
  const classes = new Set(
    [...shown.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => (names ?? '').split(/\s+/)),
  )
  const unstyled = [...classes].filter((name) => name !== '' && !stylesheet().content.includes(`.${name}`))
  expect(unstyled).toEqual(['notice-info', 'step-next'])
})
