// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What requests refuse. */
export const requestRefusals = defineRefusals({
  'requests.unknown': {
    status: 404,
    message: text(
      'この番号と照会キーの組み合わせの請求は見つかりません。',
      'There is no request with this number and secret.',
    ),
    remedy: text(
      '受付のときに表示された番号と照会キーを、そのまま入力してください。',
      'Enter the number and the secret exactly as they were shown when the request was received.',
    ),
  },
  'requests.not-online': {
    status: 409,
    message: text(
      'この組織は、開示の請求を画面では受け付けていません。',
      'This organisation does not take requests for disclosure over the web.',
    ),
    remedy: text(
      '個人情報の窓口の「開示を請求する」に、請求の方法が書いてあります。',
      'The privacy centre says under “Ask what we hold about me” how to make one.',
    ),
  },
  'requests.wrong-code': {
    status: 422,
    message: text('確認コードが違います。', 'The code is not right.'),
    remedy: text(
      'メールに届いた6桁の数字を入力してください。あと{attemptsLeft}回入力できます。',
      'Enter the six digits of the mail. Attempts left: {attemptsLeft}.',
    ),
  },
  'requests.code-expired': {
    status: 410,
    message: text('この確認コードはもう使えません。', 'This code can no longer be used.'),
    remedy: text(
      '「コードを送り直す」を押して、新しいコードを使ってください。',
      'Ask for a new code and use that one.',
    ),
  },
  'requests.code-used': {
    status: 409,
    message: text('この確認コードはすでに使われています。', 'This code was used already.'),
    remedy: text(
      '受付は済んでいます。受付番号と照会キーはメールでもお送りしていますので、それで状況を確認してください。',
      'The request is received. Number and secret were also mailed to you: follow the request with them.',
    ),
  },
  'requests.lapsed': {
    status: 410,
    message: text(
      'このお申込みは、確認コードが入力されないまま終了しました。',
      'This request ended because its code was not entered in time.',
    ),
    remedy: text('お手数ですが、もう一度はじめからお申し込みください。', 'Please ask again from the start.'),
  },
  'requests.too-many-codes': {
    status: 429,
    message: text('確認コードの送信回数が上限に達しました。', 'Too many codes were sent.'),
    remedy: text('1時間ほど待ってから、もう一度お試しください。', 'Wait for about an hour, then try again.'),
  },
  'requests.wrong-state': {
    status: 409,
    message: text(
      '請求は今この操作ができる状態ではありません（{state}）。',
      'The request is not in a state for this ({state}).',
    ),
    remedy: text('画面を読み直して、今の状態を確認してください。', 'Read it again to see where it stands.'),
  },
  'requests.nothing-found-yet': {
    status: 409,
    message: text('まだ収集が終わっていません。', 'Collecting is not finished yet.'),
    remedy: text('接続先がすべて読めるまでお待ちください。', 'Wait until every source could be read.'),
  },
  'requests.changed-meanwhile': {
    status: 409,
    message: text(
      '見つかったデータか除外の指定が、その間に変わりました。',
      'What was found, or what is taken out of it, has changed meanwhile.',
    ),
    remedy: text(
      '見つかったデータを読み直して、確かめてからもう一度行ってください。',
      'Read what was found again, check it, then decide again.',
    ),
  },
  'requests.unknown-kind': {
    status: 422,
    message: text(
      '接続先は「{kind}」では検索できません。',
      'No connected source can be searched by “{kind}”.',
    ),
    remedy: text(
      '次のどれかを選ぶか、データマップの項目に identity として書き加えてください：{known}',
      'Choose one of these, or write it as the identity of a field into a data map: {known}',
    ),
  },
  'requests.unknown-place': {
    status: 422,
    message: text(
      '除外の指定が、見つかったデータの中にありません：{place}',
      'This place is not in what was found: {place}',
    ),
    remedy: text(
      '見つかったデータを読み直して、指定し直してください。',
      'Read what was found again and point at it anew.',
    ),
  },
  'requests.link-expired': {
    status: 410,
    message: text('このダウンロード用リンクの期限は過ぎています。', 'This download link has expired.'),
    remedy: text(
      '番号と照会キーで請求の状況を開くと、新しいリンクを受け取れます。',
      'Open your request with its number and secret to get a new link.',
    ),
  },
  'requests.link-unknown': {
    status: 404,
    message: text('このダウンロード用リンクは使えません。', 'This download link cannot be used.'),
    remedy: text(
      'メールのリンクを途中で切らずに開いてください。新しいリンクを発行したあとは、前のリンクは使えません。受付番号と照会キーで請求の状況を開くと、いつでも受け取れます。',
      'Open the link of the mail whole. Once a new link was made, the one before no longer works. You can always get a new one by opening your request with its number and secret.',
    ),
  },
})
