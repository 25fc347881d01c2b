// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '@yakusoku/core/ledger'
import { fill, text, type Language, type Text } from '../kernel/index.ts'
import { writtenDay } from '../messages/index.ts'

const sentences: Readonly<Record<string, Text>> = {
  'requests.asked': text(
    '請求の申込みがありました。確認コードをメールで送りました。',
    'The request was asked for; a code was mailed.',
  ),
  'requests.code-sent': text('確認コードを送り直しました。', 'Another code was mailed.'),
  'requests.identity-failed': text(
    '確認コードが違いました（残り{attemptsLeft}回）。',
    'A wrong code was entered (attempts left: {attemptsLeft}).',
  ),
  'requests.received': text(
    'メールアドレスの確認が済み、請求{number}を受け付けました。回答期限は{dueOn}です。',
    'The address was confirmed and request {number} was received. It is due on {dueOn}.',
  ),
  'requests.expired': text('確認コードが入力されないまま期限が過ぎました。', 'No code was entered in time.'),
  'requests.source-unavailable': text(
    '接続先{source}が読めません。自動で再試行しています。',
    'Source {source} cannot be read; it is tried again automatically.',
  ),
  'requests.collected': text(
    '接続先のデータを集めました（{rows}件）。',
    'The data of the connected sources was collected ({rows} rows).',
  ),
  'requests.collecting-again': text('もう一度集め直すことにしました。', 'The data is collected again.'),
  'requests.read': text('請求の内容が閲覧されました（{part}）。', 'The request was read ({part}).'),
  'requests.redacted': text(
    '回答から除く箇所を{count}か所としました。',
    'It was said what is left out of the answer (places: {count}).',
  ),
  'requests.approved': text('回答が承認されました。', 'The answer was approved.'),
  'requests.answered': text(
    '回答をお送りしました。ダウンロードできます。',
    'The answer was sent and can be downloaded.',
  ),
  'requests.fetched': text('回答がダウンロードされました。', 'The answer was downloaded.'),
  'requests.link-renewed': text(
    '新しい受け取り用リンクが発行されました。前のリンクは使えません。',
    'A new download link was made; the one before no longer works.',
  ),
  'requests.refused': text(
    '請求に応じられないことをお知らせしました。',
    'The request was refused, and the reason told.',
  ),
  'requests.withdrawn': text('請求が取り下げられました。', 'The request was withdrawn.'),
  'requests.withdrawn person-erased': text(
    '請求した方の情報が消去されたため、請求は終了しました。',
    'The request ended because its requester was erased.',
  ),
  'duties.opened': text(
    '回答の義務が開かれました（期限 {due}）。',
    'The duty to answer was opened (due {due}).',
  ),
  'duties.closed': text('回答の義務が完了しました。', 'The duty to answer was closed.'),
  'messages.sent': text('メールを送りました（{kind}）。', 'A mail was sent ({kind}).'),
  'messages.failed': text('メールを送れませんでした（{kind}）。', 'A mail could not be sent ({kind}).'),
}

/** What the requester sees of the history, in words for them; reading and reviewing inside are not among it. */
const publicSentences: Readonly<Record<string, Text>> = {
  'requests.received': text(
    'メールアドレスの確認が済み、請求を受け付けました。',
    'Your address was confirmed and your request received.',
  ),
  'requests.collected': text('当社の記録を調べました。', 'We searched our records.'),
  'requests.approved': text(
    '担当者が回答の内容を確認しました。',
    'A member of our staff checked the answer.',
  ),
  'requests.answered': text('回答をお送りしました。', 'We sent you the answer.'),
  'requests.fetched': text('回答がダウンロードされました。', 'The answer was downloaded.'),
  'requests.refused': text(
    '請求に応じられないことをお知らせしました。',
    'We told you that we cannot comply.',
  ),
  'requests.withdrawn': text('請求は取り下げられました。', 'The request was taken back.'),
  'requests.withdrawn person-erased': text(
    'あなたの情報を消去したため、請求は終了しました。',
    'The request ended because your data was erased.',
  ),
}

/** Types of the facts that the requester sees. */
export const publicSteps: readonly string[] = Object.keys(publicSentences).filter((one) => !one.includes(' '))

/** The sentence of a fact: its own for its type and cause, else that of its type. */
function chosen(from: Readonly<Record<string, Text>>, { type, clear }: Fact): Text | undefined {
  const cause = clear['because']
  return (typeof cause === 'string' ? from[`${type} ${cause}`] : undefined) ?? from[type]
}

const codes: Readonly<Record<string, Text>> = {
  request: text('請求', 'the request'),
  found: text('見つかったデータ', 'what was found'),
  preview: text('回答の下書き', 'a draft of the answer'),
  answer: text('回答の書類', 'the documents of the answer'),
  'verification-code': text('確認コード', 'the code'),
  'request-received': text('受付のお知らせ', 'the request was received'),
  'answer-ready': text('回答のお知らせ', 'the answer is ready'),
  'request-refused': text('応じられないことのお知らせ', 'the request was refused'),
}

/** A value of a fact for people: days and moments as dates of the organisation's zone, codes as words. */
function written(value: unknown, zone: string, language: Language): unknown {
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return writtenDay(value, language)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) {
    // A term that ends at midnight ends with the day before.
    const last = new Date(new Date(value).getTime() - 1)
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(last)
    return writtenDay(day, language)
  }
  return codes[value]?.[language] ?? value
}

function filled(sentence: Text, fact: Fact, zone: string): Text {
  const values = (language: Language) =>
    Object.fromEntries(
      Object.entries(fact.clear).map(([name, value]) => [name, written(value, zone, language)]),
    )
  return text(fill(sentence.ja, values('ja')), fill(sentence.en, values('en')))
}

/** A fact of a request's history as a sentence; an unknown type shows as its name. */
export function sentenceOf(fact: Fact, zone: string): Text {
  return filled(chosen(sentences, fact) ?? text(fact.type, fact.type), fact, zone)
}

/** A fact of a request's history as its requester reads it. */
export function publicSentenceOf(fact: Fact): Text {
  return chosen(publicSentences, fact) ?? text('', '')
}
