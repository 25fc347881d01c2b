// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { Temporal } from 'temporal-polyfill'
import { button, field, notice, page } from '../http/index.ts'
import { text, type Language } from '../kernel/index.ts'
import type { OutboxMail } from './mail.ts'

const words = {
  title: text('送信トレイ（実演用）', 'Outbox (demonstration)'),
  intro: text(
    'メールサーバーが設定されていないため、送るはずのメールをここに表示しています。実際には誰にも届いていません。',
    'No mail server is set up, so the mails that would be sent are shown here. They have reached nobody.',
  ),
  introTitle: text('これは実演用の画面です', 'This page is part of the demonstration'),
  search: text('宛先または件名で探す', 'Search recipient or subject'),
  find: text('探す・再読み込み', 'Search and refresh'),
  none: text('メールはありません。', 'There are no mails.'),
  count: text('{count} 通（新しい順）', 'Mails, newest first: {count}'),
  to: text('宛先', 'To'),
  attached: text('添付', 'Attached'),
}

/** What the outbox page needs besides the mails. */
export interface OutboxPlace {
  /** Name shown at the head of the page. */
  readonly name: string
  /** Path and query of the page. */
  readonly path: string
  readonly search?: string
  /** Zone times are written in. */
  readonly timeZone?: string
}

/** The demonstration's outbox as a whole page: newest first, each mail opening where it stands, a search. */
export function outboxPage(mails: readonly OutboxMail[], language: Language, place: OutboxPlace): string {
  const { name, path, search = '', timeZone = 'Asia/Tokyo' } = place
  const body = html` !${notice('info', words.introTitle[language], html`<p>${words.intro[language]}</p>`)}
    <form class="actions" method="get" role="search">
      <input type="hidden" name="lang" value="${language}" />
      !${searchField(search, language)} !${button(words.find[language], { quiet: true })}
    </form>
    <p role="status">
      ${mails.length === 0 ? words.none[language] : words.count[language].replace('{count}', String(mails.length))}
    </p>
    !${mails.map((mail, index) => card(mail, language, timeZone, index === 0))}`
  return page({ title: words.title[language], language, organisation: { name }, path, body })
}

function searchField(value: string, language: Language): string {
  return field({ name: 'search', label: words.search[language], language, type: 'search', value })
}

function card(mail: OutboxMail, language: Language, timeZone: string, open: boolean): string {
  const time = Temporal.Instant.from(mail.queuedAt).toZonedDateTimeISO(timeZone)
  const shown = `${time.toPlainDate().toString()} ${time.toPlainTime().toString().slice(0, 8)}`
  const attached = mail.attachments.map(({ name }) => name).join(', ')
  return html`<details class="card" id="mail-${mail.id}" !${open ? 'open' : ''}>
    <summary>
      <strong lang="${mail.language}">${mail.subject}</strong>
      <span class="hint"
        >${words.to[language]}: ${mail.to}　<time datetime="${mail.queuedAt}">${shown}</time></span
      >
    </summary>
    <div lang="${mail.language}">
      !${attached === '' ? '' : html`<p class="hint">${words.attached[language]}: ${attached}</p>`}
      <div class="letter">!${withLinks(mail.text)}</div>
    </div>
  </details>`
}

/** The text escaped, its web addresses made into links. */
function withLinks(value: string): string {
  return value
    .split(/(https?:\/\/[^\s<>"'（）「」、。]+)/g)
    .map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}">${piece}</a>` : html`${piece}`))
    .join('')
}
