// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import {
  button,
  buttonLink,
  errorSummary,
  factList,
  field,
  notice,
  remedyOnPage,
  stepList,
  type FieldError,
} from '../http/index.ts'
import { fill, type Language, type Refusal } from '../kernel/index.ts'
import { groundWords, writtenDay } from '../messages/index.ts'
import { centreView, type Centre, type CentreView } from '../notices/index.ts'
import { dayIn, type Received } from './ask.ts'
import type { Follow, RequestState } from './contract.ts'
import type { Download, Key } from './follow.ts'
import { onlineRight } from './online.ts'
import { elsewhere } from './page-elsewhere.ts'
import { askSteps, stateWords, words } from './page-texts.ts'
import { requestRefusals } from './refusals.ts'
import { canMove } from './requests.ts'

type View = CentreView

const home = ({ pack }: Centre) => `/privacy/${pack.id}`

function view(centre: Centre, title: keyof typeof words, body: string, hasErrors = false): View {
  const entry = (['home', 'ask', 'follow', 'policy'] as const).find((one) => one === title)
  return centreView(centre, { title: words[title][centre.language], body, entry, hasErrors })
}

/** The first page; `news` is HTML. */
export function homeView(centre: Centre, news: string): View {
  const { language } = centre
  const [intro, askIntro] =
    onlineRight(centre.pack) === undefined
      ? (['homeElsewhere', 'askElsewhere'] as const)
      : (['homeIntro', 'askIntro'] as const)
  const card = (
    title: 'ask' | 'follow' | 'policy',
    intro: keyof typeof words,
    path: string,
    quiet: boolean,
  ) =>
    html`<section>
      <h2>${words[title][language]}</h2>
      <p>${words[intro][language]}</p>
      <p>!${buttonLink(words[title][language], home(centre) + path, quiet)}</p>
    </section>`
  const body = html`!${news}
    <p>${words[intro][language]}</p>
    !${card('ask', askIntro, '/requests/new', false)} !${card('follow', 'followIntro', '/follow', true)}
    !${card('policy', 'policyIntro', '/policy', true)}`
  return view(centre, 'home', body)
}

/** What the form holds, right or wrong. */
export type AskForm = Readonly<Record<'email' | 'name' | 'note', string>>

/** A refusal beside a field: what happened and what to do. */
export const inOneLine = ({ title, remedy }: Refusal, language: Language): string =>
  `${title[language]} ${remedy[language]}`

/** The form for asking. */
export function askView(centre: Centre, form: AskForm, errors: readonly FieldError[] = []): View {
  const { language, pack } = centre
  if (onlineRight(pack) === undefined) return view(centre, 'ask', elsewhere(centre))
  const wrong = (name: string) => errors.find((error) => error.field === name)?.message
  const shared = (name: keyof AskForm) => ({ name, language, value: form[name], error: wrong(name) })
  const body = html`!${errorSummary(errors, language)}
    <p>${words.askIntro[language]}</p>
    <p>${words.noFee[language]}</p>
    <ol>
      !${askSteps.map((step) => html`<li>${step[language]}</li>`)}
    </ol>
    <form method="post" novalidate>
      !${field({ ...shared('email'), label: words.email[language], hint: words.emailHint[language], required: true, type: 'email', autocomplete: 'email', maxlength: 254 })}
      !${field({ ...shared('name'), label: words.name[language], hint: words.nameHint[language], required: true, autocomplete: 'name', maxlength: 200 })}
      !${field({ ...shared('note'), label: words.note[language], hint: words.noteHint[language], rows: 4, maxlength: 2000 })}
      <p class="hint">${words.voluntary[language]}</p>
      <p class="hint">${fill(words.purpose[language], { version: pack.version })}</p>
      !${button(words.send[language])}
    </form>`
  return view(centre, 'ask', body, errors.length > 0)
}

/** The page for the code of the mail. */
export function codeView(centre: Centre, given: { error?: Refusal | undefined; sent?: boolean }): View {
  const { language } = centre
  const message = given.error === undefined ? undefined : inOneLine(given.error, language)
  const errors = message === undefined ? [] : [{ field: 'code', message }]
  const body = html`!${errorSummary(errors, language)}
    !${given.sent === true ? notice('success', words.another[language], html`<p>${words.anotherSent[language]}</p>`) : ''}
    <p>${words.codeIntro[language]}</p>
    <form method="post" novalidate>
      !${field({ name: 'code', label: words.code[language], language, required: true, inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 12, error: message })}
      <div class="actions">
        !${button(words.prove[language])}
        !${button(words.another[language], { quiet: true, name: 'another', value: 'yes' })}
      </div>
    </form>`
  return view(centre, 'codeTitle', body, errors.length > 0)
}

/** Number and secret, shown once. */
export function receivedView(centre: Centre, received: Received): View {
  const { language } = centre
  const kept = factList([
    [words.number[language], html`<strong class="code">${received.number}</strong>`],
    [words.secret[language], html`<strong class="code">${received.secret}</strong>`],
    [words.due[language], html`${writtenDay(received.dueOn, language)}`],
  ])
  const body = html`!${notice(
      'success',
      words.keep[language],
      html`!${kept}
        <p>${words.keepHint[language]}</p>`,
    )}
    <p>${fill(words.next[language], { day: writtenDay(received.dueOn, language) })}</p>
    !${keyForm(centre, received, '/follow', words.look[language], true)}`
  return view(centre, 'received', body)
}

/** The request was received before: number and secret were shown then, and are not shown again. */
export function usedView(centre: Centre): View {
  const { language } = centre
  const body = html`!${notice('info', words.receivedBefore[language], html`<p>${words.inTheMail[language]}</p>`)}
    <p class="actions">!${buttonLink(words.follow[language], `${home(centre)}/follow`)}</p>`
  return view(centre, 'received', body)
}

/** A button that carries number and secret along, hidden: no cookie, no session. */
function keyForm(
  centre: Centre,
  key: Key,
  path: string,
  label: string,
  quiet: boolean,
  action?: string,
): string {
  return html`<form method="post" action="${home(centre)}${path}">
    <input type="hidden" name="number" value="${key.number}" /><input
      type="hidden"
      name="secret"
      value="${key.secret}"
    />
    !${button(label, action === undefined ? { quiet } : { quiet, name: 'action', value: action })}
  </form>`
}

/** The form that asks for number and secret. */
export function followFormView(centre: Centre, number: string, error?: Refusal): View {
  const { language } = centre
  const message = error === undefined ? undefined : inOneLine(error, language)
  const errors = message === undefined ? [] : [{ field: 'number', message }]
  const body = html`!${errorSummary(errors, language)}
    <p>${words.followIntro[language]}</p>
    <form method="post" action="${home(centre)}/follow" novalidate>
      !${field({ name: 'number', label: words.number[language], language, required: true, value: number, maxlength: 40, error: message })}
      !${field({ name: 'secret', label: words.secret[language], language, required: true, maxlength: 60, autocomplete: 'off' })}
      !${button(words.look[language])}
    </form>`
  return view(centre, 'follow', body, errors.length > 0)
}

/** The day of an instant in the organisation's zone, as people write it. */
const dayOf = ({ pack, language }: Centre, instant: string) =>
  writtenDay(dayIn(pack, new Date(instant)), language)

/** Where a request stands, and what its requester can do. */
export function statusView(
  centre: Centre,
  followed: Follow,
  key: Key,
  { late, remark }: { late: boolean; remark?: string | undefined },
): View {
  const { language } = centre
  const day = (instant: string) => dayOf(centre, instant)
  const facts: (readonly [string, string])[] = [
    [words.number[language], html`${followed.number}`],
    [words.state[language], html`<strong>${stateWords[followed.state][language]}</strong>`],
    [words.receivedOn[language], html`${day(followed.receivedAt)}`],
  ]
  if (followed.dueOn !== null)
    facts.push([words.due[language], html`${writtenDay(followed.dueOn, language)}`])
  const done = followed.steps.map(({ time, sentence }) => ({
    title: sentence[language],
    detail: html`<time datetime="${time}">${day(time)}</time>`,
    state: 'done' as const,
  }))
  const awaited = ['collecting', 'review', 'packaging'].includes(followed.state) && followed.dueOn !== null
  const now = awaited
    ? [
        {
          title: stateWords[followed.state][language],
          detail: html`${fill(words.next[language], { day: writtenDay(followed.dueOn ?? '', language) })}`,
          state: 'now' as const,
        },
      ]
    : []
  const body = html`!${remark === undefined ? '' : notice('info', words.receipt[language], html`<p>${remark}</p>`)}
    !${factList(facts)} !${refusalPart(centre, followed)} !${downloadPart(centre, followed, key, late)}
    <h2>${words.history[language]}</h2>
    !${stepList([...done, ...now])}
    <h2>${words.receipt[language]}</h2>
    <p>${words.receiptHint[language]}</p>
    !${keyForm(centre, key, '/follow/receipt', words.receipt[language], true)}
    !${withdrawPart(centre, followed, key)}`
  return view(centre, 'status', body)
}

function refusalPart({ language }: Centre, followed: Follow): string {
  if (followed.refusal === null) return ''
  const { ground, explanation } = followed.refusal
  return notice(
    'warning',
    words.refusedGround[language],
    html`<p>${groundWords[ground][language]}</p>
      <p style="white-space: pre-line">${explanation}</p>`,
  )
}

function downloadPart(centre: Centre, followed: Follow, key: Key, late: boolean): string {
  if (followed.downloadUntil === null) return ''
  const { language } = centre
  const day = dayOf(centre, followed.downloadUntil)
  const until = html`<p>
    ${late ? words.downloadLate[language] : fill(words.downloadHint[language], { day })}
  </p>`
  return notice(
    'success',
    words.download[language],
    until + keyForm(centre, key, '/follow/link', words.newLink[language], false),
  )
}

function withdrawPart(centre: Centre, followed: Follow, key: Key): string {
  if (!canMove(followed.state, 'withdraw')) return ''
  const { language } = centre
  return html`<h2>${words.withdraw[language]}</h2>
    <p>${words.withdrawHint[language]}</p>
    !${keyForm(centre, key, '/follow', words.withdrawGo[language], true, 'withdraw')}`
}

/** Asks once more before a request is taken back: a button is pressed by mistake more easily than two. */
export function withdrawView(centre: Centre, followed: Follow, key: Key): View {
  const { language } = centre
  const question = notice(
    'warning',
    words.withdrawSure[language],
    html`<p>${fill(words.withdrawEffect[language], { number: followed.number })}</p>`,
  )
  const body = html`!${question}
    <div class="actions">
      !${keyForm(centre, key, '/follow', words.withdrawNot[language], false)}
      !${keyForm(centre, key, '/follow', words.withdrawNow[language], true, 'withdraw-now')}
    </div>`
  return view(centre, 'withdraw', body)
}

/** What a download link leads to; the button fetches it. */
export function downloadView(centre: Centre, download: Download): View {
  const { language } = centre
  const size = `${new Intl.NumberFormat(language).format(Math.ceil(download.bytes / 1000))} kB`
  const out =
    download.takenOut === 0
      ? ''
      : html`<p>${fill(words.takenOut[language], { count: download.takenOut })}</p>`
  const body = html`!${factList([
      [words.number[language], html`${download.number}`],
      [words.size[language], html`${size}`],
      [
        words.downloadUntil[language],
        html`<time datetime="${download.until}">${dayOf(centre, download.until)}</time>`,
      ],
    ])}
    <p>${words.zip[language]}</p>
    !${out}
    <form method="post">!${button(words.fetch[language])}</form>`
  return view(centre, 'download', body)
}

/** What happened, the state of a request in words: programs are told its code. */
function told(refusal: Refusal, language: Language): string {
  if (refusal.code !== 'requests.wrong-state') return refusal.title[language]
  const state = stateWords[refusal.details['state'] as RequestState][language]
  return fill(requestRefusals['requests.wrong-state'].message[language], { state })
}

/** A refusal as a page: what happened, what to do, the way back. */
export function problemView(centre: Centre, refusal: Refusal): View {
  const { language } = centre
  const follows = ['requests.link-expired', 'requests.link-unknown', 'requests.wrong-state'].includes(
    refusal.code,
  )
  const body = html`!${notice('error', told(refusal, language), html`<p>${remedyOnPage(refusal, language)}</p>`)}
    <p class="actions">
      !${follows ? buttonLink(words.follow[language], `${home(centre)}/follow`) : ''}
      !${refusal.code === 'requests.lapsed' ? buttonLink(words.ask[language], `${home(centre)}/requests/new`) : ''}
      !${buttonLink(words.back[language], home(centre), true)}
    </p>`
  return view(centre, 'problem', body, true)
}
