// SPDX-License-Identifier: Apache-2.0
import { findRight, type ElementOf, type Pack } from '@yakusoku/core/packs'
import { html } from 'ghtml'
import { factList } from '../http/index.ts'
import { fill, text, type Language, type Text } from '../kernel/index.ts'
import type { Centre } from '../notices/index.ts'

type Procedure = ElementOf<'procedure'>
type Fact = readonly [string, string]

const words = {
  byPage: text(
    '当社は、開示のご請求をこの画面では受け付けていません。次の方法でお申し出ください。',
    'We do not take requests for disclosure on this page. Please make yours in one of these ways.',
  ),
  byClient: text(
    '当社は、ほかの会社からお預かりした情報を取り扱っています。お求めには当社からお答えせず、情報を預けた会社（委託元）へお伝えします。次の方法でお申し出ください。',
    'We handle data that other companies entrusted to us. We do not answer for it ourselves but pass your request on to the company that entrusted it. Please make it in one of these ways.',
  ),
  noWay: text(
    '開示のご請求については、下記のお問い合わせ先へお申し出ください。',
    'Please turn to the contact below with a request for disclosure.',
  ),
  proof: text('本人の確認', 'How you are verified'),
  fee: text('手数料', 'Fee'),
  noFee: text('かかりません', 'None'),
  mark: text('封筒に「{mark}」とお書きください。', 'Write “{mark}” on the envelope.'),
  sent: text('お送りいただく方法：{how}', 'Send it by {how}.'),
} as const

const channelWords: Readonly<Record<Exclude<Procedure['channels'][number], 'web'>, Text>> = {
  mail: text('メール', 'E-mail'),
  phone: text('電話', 'Telephone'),
  post: text('郵送', 'Post'),
  'in-person': text('ご来訪', 'In person'),
}

const sendingWords: Readonly<Record<NonNullable<Procedure['post']>['sentBy'][number], Text>> = {
  recorded: text('特定記録', 'recorded mail'),
  registered: text('書留', 'registered mail'),
}

/** How to ask an organisation that takes no requests over the web: what its policy says, as HTML. */
export function elsewhere({ pack, language }: Centre): string {
  const how = findRight(pack, 'disclosure')?.how
  if (how === undefined) return html`<p>${words.noWay[language]}</p>`
  const facts = [...waysOf(pack, how, language), ...proofOf(pack, how, language), ...feeOf(how, language)]
  const intro = how.answeredBy === 'client' ? words.byClient : words.byPage
  return html`<p>${intro[language]}</p>
    !${factList(facts)}`
}

/** The ways in besides the web, each with its address at the desk. */
function waysOf(pack: Pack, { channels, post }: Procedure, language: Language): Fact[] {
  const own = pack.desks.filter((desk) => !desk.external)
  const desk = own.find(({ id }) => id === post?.desk) ?? own[0]
  const office = pack.organisation?.address[language]
  const lines = {
    mail: [desk?.mail],
    phone: [desk?.phone],
    post: [desk?.post?.[language] ?? office, ...envelopeOf(post, language)],
    'in-person': [office],
  }
  return channels.flatMap((channel) => {
    if (channel === 'web') return []
    const there = lines[channel].filter((line) => line !== undefined)
    return there.length === 0
      ? []
      : [[channelWords[channel][language], html`!${there.map((line) => html`${line}<br />`)}`] as const]
  })
}

function envelopeOf(post: Procedure['post'], language: Language): string[] {
  if (post === undefined) return []
  const how = post.sentBy.map((one) => sendingWords[one][language]).join(language === 'ja' ? '・' : ' or ')
  return [
    ...(how === '' ? [] : [fill(words.sent[language], { how })]),
    ...(post.mark === undefined ? [] : [fill(words.mark[language], { mark: post.mark[language] })]),
  ]
}

function proofOf(pack: Pack, { proofs }: Procedure, language: Language): Fact[] {
  const named = pack.proofs
    .filter(({ id }) => proofs.includes(id))
    .flatMap(({ name, documents }) => [name[language], ...documents.map((one) => `・${one[language]}`)])
  return named.length === 0
    ? []
    : [[words.proof[language], html`!${named.map((name) => html`${name}<br />`)}`]]
}

function feeOf({ fee }: Procedure, language: Language): Fact[] {
  if (fee === undefined) return []
  if (fee.amount === 0) return [[words.fee[language], words.noFee[language]]]
  const style = { style: 'currency', currency: fee.currency } as const
  const amount = new Intl.NumberFormat(language === 'ja' ? 'ja-JP' : 'en', style).format(fee.amount)
  return [[words.fee[language], html`${amount}<br />${fee.payment?.[language] ?? ''}`]]
}
