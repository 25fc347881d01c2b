// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '@yakusoku/core/ledger'
import { fill, text, type Text } from '../kernel/index.ts'

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
    '他の方の情報として{count}か所を除外の対象にしました。',
    'Other people’s data was marked to be taken out ({count} places).',
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
  'duties.opened': text(
    '回答の義務が開かれました（期限 {due}）。',
    'The duty to answer was opened (due {due}).',
  ),
  'duties.closed': text('回答の義務が完了しました。', 'The duty to answer was closed.'),
  'messages.sent': text('メールを送りました（{kind}）。', 'A mail was sent ({kind}).'),
  'messages.failed': text('メールを送れませんでした（{kind}）。', 'A mail could not be sent ({kind}).'),
}

/** What the requester sees of the history; reading and reviewing inside the organisation is not among it. */
export const publicSteps: ReadonlySet<string> = new Set([
  'requests.received',
  'requests.collected',
  'requests.approved',
  'requests.answered',
  'requests.fetched',
  'requests.refused',
  'requests.withdrawn',
])

/** A fact of a request's history as a sentence; an unknown type shows as its name. */
export function sentenceOf(fact: Fact): Text {
  const known = sentences[fact.type] ?? text(fact.type, fact.type)
  return text(fill(known.ja, fact.clear), fill(known.en, fact.clear))
}
