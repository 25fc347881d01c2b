// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import { text, type Language } from '../kernel/index.ts'
import { stylesheet } from './stylesheet.ts'

/** A public page: everything around its body is made here. `body` is HTML, made with `html` so that it is escaped. */
export interface Page {
  readonly title: string
  readonly language: Language
  /** Name at the head of the page, and where it leads. */
  readonly organisation: { readonly name: string; readonly home?: string }
  readonly body: string
  /** Path and query of this page, for the language switch. */
  readonly path: string
  /** False where the page answers a form and cannot be asked for again in the other language. */
  readonly switchable?: boolean
  readonly navigation?: readonly {
    readonly href: string
    readonly label: string
    readonly current?: boolean
  }[]
  /** HTML at the foot: contact, address. */
  readonly footer?: string
  /** Set when the page shows a form again with mistakes: said first, and in the title. */
  readonly hasErrors?: boolean
}

const words = {
  skip: text('本文へ移動', 'Skip to the content'),
  language: text('言語', 'Language'),
  menu: text('メニュー', 'Menu'),
  error: text('エラー：', 'Error: '),
}
const names: Readonly<Record<Language, string>> = { ja: '日本語', en: 'English' }

/** A whole HTML document that works without script, by keyboard, on a phone and on paper. */
export function page(given: Page): string {
  const { language, title, organisation } = given
  const mark = given.hasErrors === true ? words.error[language] : ''
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${mark}${title} | ${organisation.name}</title>
        <link rel="stylesheet" href="${stylesheet().href}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip[language]}</a>
        <header class="head">
          <div class="wide head-line">
            <p class="head-name">!${home(organisation)}</p>
            !${given.switchable === false ? '' : languageSwitch(language, given.path)}
          </div>
          !${navigation(given)}
        </header>
        <main id="content" class="wide" tabindex="-1">
          <h1>${title}</h1>
          !${given.body}
        </main>
        <footer class="foot">
          <div class="wide">!${given.footer ?? html`<p>${organisation.name}</p>`}</div>
        </footer>
      </body>
    </html> `
}

function home({ name, home: href }: Page['organisation']): string {
  return href === undefined ? html`${name}` : html`<a href="${href}">${name}</a>`
}

function languageSwitch(current: Language, path: string): string {
  const items = (Object.keys(names) as Language[]).map((language) =>
    language === current
      ? html`<li><span aria-current="true" lang="${language}">${names[language]}</span></li>`
      : html`<li>
          <a href="${inLanguage(path, language)}" hreflang="${language}" lang="${language}"
            >${names[language]}</a
          >
        </li>`,
  )
  return html`<nav class="languages" aria-label="${words.language[current]}">
    <ul>
      !${items}
    </ul>
  </nav>`
}

function inLanguage(path: string, language: Language): string {
  const base = 'http://page.invalid'
  // Whoever asks writes the path, and some of what they may write is no address at all: `//`.
  const url = new URL(URL.canParse(path, base) ? path : '/', base)
  url.searchParams.set('lang', language)
  return `${url.pathname}${url.search}`
}

function navigation({ navigation: entries = [], language }: Page): string {
  if (entries.length === 0) return ''
  const items = entries.map(({ href, label, current }) =>
    current === true
      ? html`<li><a href="${href}" aria-current="page">${label}</a></li>`
      : html`<li><a href="${href}">${label}</a></li>`,
  )
  return html`<nav class="menu wide" aria-label="${words.menu[language]}">
    <ul>
      !${items}
    </ul>
  </nav>`
}

/** Sends a page; keeps the language chosen by `?lang=` in a cookie, and the page out of every cache. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  given: Omit<Page, 'path'>,
  status = 200,
): FastifyReply {
  const chosen = (request.query as { lang?: unknown } | undefined)?.lang
  if (chosen === 'ja' || chosen === 'en') {
    // The console's scripts read and write it too.
    const kept = { path: '/', httpOnly: false, sameSite: 'lax', maxAge: 31_536_000 } as const
    reply.setCookie('yakusoku-language', chosen, kept)
  }
  // The answer to a form cannot be asked for again: the switch would lose what it shows.
  const switchable = request.method !== 'POST'
  return reply
    .code(status)
    .header('content-language', given.language)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language, cookie')
    .type('text/html; charset=utf-8')
    .send(page({ switchable, ...given, path: request.url }))
}
