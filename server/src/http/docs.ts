// SPDX-License-Identifier: Apache-2.0
import swaggerUi from '@fastify/swagger-ui'
import { html } from 'ghtml'
import { text, type RefusalTable } from '../kernel/index.ts'
import { languageOf } from './context.ts'
import { sendPage } from './page.ts'
import type { Http } from './server.ts'

const words = {
  title: text('エラーの一覧', 'Errors'),
  intro: text(
    'APIは、応じられないときに problem+json（RFC 9457）を返します。code はここにあるもののどれかです。',
    'The API answers problem+json (RFC 9457) where it cannot do what was asked. Its code is one of these.',
  ),
}

/** Registers the readable page of the API and the page of every error code. */
export async function registerDocs(http: Http, refusals: RefusalTable): Promise<void> {
  await http.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false },
    theme: { title: 'Yakusoku API', css: [{ filename: 'plain.css', content: '.topbar { display: none }' }] },
  })
  http.get('/api/docs/errors', { schema: { hide: true } }, (request, reply) => {
    const language = languageOf(request)
    const entries = Object.entries(refusals).sort(([a], [b]) => (a < b ? -1 : 1))
    const items = entries.map(
      ([code, { status, message, remedy }]) =>
        html`<section id="${code}">
          <h2><code>${code}</code> (${status})</h2>
          <p>${message[language]}</p>
          <p>${remedy[language]}</p>
        </section>`,
    )
    const body = html`<p>${words.intro[language]}</p>
      !${items}`
    return sendPage(request, reply, {
      title: words.title[language],
      language,
      organisation: { name: 'Yakusoku', home: '/' },
      body,
    })
  })
}
