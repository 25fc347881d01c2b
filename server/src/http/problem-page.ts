// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import { text, type Language, type Refusal, type Text } from '../kernel/index.ts'
import { buttonLink, notice } from './components.ts'
import { languageOf } from './context.ts'
import { sendPage } from './page.ts'
import { sendProblem } from './problem.ts'

const words = {
  title: text('お手続きを進められません', 'This cannot go on'),
  home: text('最初のページへ', 'To the first page'),
}

// A program is told which items to correct; a person reading a page never sees that list.
const onPages: Readonly<Record<string, Text>> = {
  'common.invalid': text(
    '前の画面に戻り、入力した内容を確かめて、もう一度送ってください。',
    'Go back, check what you entered and send it again.',
  ),
  'common.unsupported-type': text(
    '窓口の画面にある入力欄から送ってください。',
    'Send it with the form on the page.',
  ),
}

/** What a refusal says on a page: its own remedy, where that is meant for people. */
export function remedyOnPage(refusal: Refusal, language: Language): string {
  return (onPages[refusal.code] ?? refusal.remedy)[language]
}

/** Whether a person with a browser is asking, who should see a page and not the bare problem. */
export function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}

/** Answers a refusal as whoever asks can read it: a page for a browser, problem+json for everybody else. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (!wantsPage(request)) return sendProblem(request, reply, refusal)
  const language = languageOf(request)
  if (typeof refusal.details['seconds'] === 'number') reply.header('retry-after', refusal.details['seconds'])
  const body =
    notice('error', refusal.title[language], html`<p>${remedyOnPage(refusal, language)}</p>`) +
    buttonLink(words.home[language], '/', true)
  return sendPage(
    request,
    reply,
    { title: words.title[language], language, organisation: { name: 'Yakusoku', home: '/' }, body },
    refusal.status,
  )
}
