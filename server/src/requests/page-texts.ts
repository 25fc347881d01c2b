// SPDX-License-Identifier: Apache-2.0
import { text } from '../kernel/index.ts'
import type { RequestState } from './contract.ts'

/** Words of the privacy centre's pages. */
export const words = {
  home: text('個人情報の窓口', 'Privacy centre'),
  homeIntro: text(
    '当社がお預かりしているあなたの情報について、ここから開示を請求し、その状況を確かめることができます。',
    'Here you can ask what we hold about you, and follow your request.',
  ),
  ask: text('開示を請求する', 'Ask what we hold about me'),
  askIntro: text(
    'メールアドレスの確認のあと、受付番号をお渡しします。',
    'After we have checked your e-mail address you receive a number.',
  ),
  homeElsewhere: text(
    '当社がお預かりしているあなたの情報について、開示を請求する方法をご案内しています。',
    'Here you can read how to ask what we hold about you.',
  ),
  askElsewhere: text('ご請求の方法をご案内します。', 'How to make a request.'),
  noFee: text('手数料はかかりません。', 'There is no fee.'),
  next: text(
    '{day}までに、メールで回答をお知らせします。それまでお待ちください。',
    'You will get our answer by mail, not later than {day}. There is nothing more to do until then.',
  ),
  downloadHint: text(
    '受け取り用のリンクは{day}まで使えます。下のボタンを押すと新しいリンクに変わり、メールのリンクは使えなくなります。',
    'The link to the answer works until {day}. The button below makes a new link; the one of the mail then stops working.',
  ),
  downloadLate: text(
    '受け取り用のリンクの期限は過ぎましたが、下のボタンを押すと新しいリンクで受け取れます。',
    'The link to the answer has expired. The button below makes a new one.',
  ),
  follow: text('請求の状況を確かめる', 'Follow my request'),
  followIntro: text(
    '受付番号と照会キーを入力してください。どちらも、受付のときの画面とメールに書いてあります。',
    'Enter the number and the secret of your request. Both stand in the mail you got when it was received.',
  ),
  policy: text('個人情報の取扱い', 'Privacy policy'),
  policyIntro: text('お約束していることの全文です。', 'Everything we promise, in full.'),
  email: text('メールアドレス', 'E-mail address'),
  emailHint: text(
    'このアドレスに確認コードを送り、このアドレスに関する情報を調べます。',
    'A code is sent to it, and what is connected with it is looked up.',
  ),
  name: text('お名前', 'Your name'),
  nameHint: text('回答書の宛名になります。', 'The answer is addressed to it.'),
  note: text('調べる手がかり', 'What may help us search'),
  noteHint: text(
    'お取引先の名称や時期、ほかに使っていたメールアドレスや電話番号など。書かなくてもかまいません。',
    'For instance a company, a time, or another address or number of yours that we may know. You need not fill this in.',
  ),
  purpose: text(
    'ご入力の内容は、ご本人の確認と請求への回答のためだけに使い、方針の版 {version} に従って取り扱います。',
    'What you enter is used only to verify you and to answer, under version {version} of the policy.',
  ),
  voluntary: text(
    'ご入力は任意です。ただし、メールアドレスとお名前をいただけない場合は、ご本人を確かめられないため、この請求にお答えできません。',
    'You are free to give this or not. Without your e-mail address and name we cannot verify who asks, and so cannot answer this request.',
  ),
  send: text('確認コードを受け取る', 'Send me the code'),
  code: text('確認コード', 'Code'),
  codeTitle: text('確認コードの入力', 'Enter the code'),
  codeIntro: text(
    'メールに届いた6桁の数字を15分以内に入力してください。届かないときは迷惑メールの欄もご確認ください。',
    'Enter the six digits that were mailed to you within 15 minutes. Look among unwanted mail if it does not arrive.',
  ),
  prove: text('確認して請求する', 'Confirm and request'),
  another: text('コードを送り直す', 'Send another code'),
  anotherSent: text(
    '新しいコードを送りました。前のコードは使えません。',
    'A new code was sent. The one before no longer works.',
  ),
  received: text('請求を受け付けました', 'Your request is received'),
  keep: text('この2つを控えてください', 'Keep these two'),
  keepHint: text(
    '照会キーは、この画面とお送りしたメールにだけ表示されます。',
    'The secret is shown only here and in the mail we sent you.',
  ),
  receivedBefore: text('受付は済んでいます', 'It was received before'),
  inTheMail: text(
    '受付番号と照会キーは、受付のときの画面と、お送りしたメールに書いてあります。',
    'Number and secret stand in the mail we sent you, and were on the page when it was received.',
  ),
  number: text('受付番号', 'Number'),
  secret: text('照会キー', 'Secret'),
  due: text('回答期限', 'Answer due by'),
  look: text('状況を見る', 'Show me'),
  status: text('請求の状況', 'Your request'),
  state: text('今の状況', 'Where it stands'),
  receivedOn: text('受付日', 'Received on'),
  history: text('これまでの経過', 'What happened so far'),
  download: text('回答を受け取る', 'Get the answer'),
  downloadUntil: text('受け取りの期限', 'Available until'),
  newLink: text('回答のダウンロードへ進む', 'Go to the download'),
  fetch: text('ダウンロードする', 'Download'),
  size: text('大きさ', 'Size'),
  zip: text(
    'PDFの開示書面と回答書、JSONとCSVのデータが、1つのZIPファイルに入っています。',
    'One ZIP file with the readable document and the letter (PDF) and the data (JSON and CSV).',
  ),
  takenOut: text(
    '回答から除いた箇所が{count}か所あります。どこを、なぜ除いたかは、開示書面に書いてあります。',
    'Places left out of the answer: {count}. The document says which, and why.',
  ),
  receipt: text('台帳の証明を受け取る', 'Get the proof of the ledger'),
  receiptHint: text(
    '受付（回答のあとは回答）が台帳に記録されたことを、だれでもオフラインで確かめられるファイルです。',
    'A file with which anybody can check, offline, that your request (and once we have answered, our answer) was recorded.',
  ),
  receiptSoon: text(
    '証明は数秒後に用意できます。もう一度お試しください。',
    'The proof is ready within seconds. Please try again.',
  ),
  withdraw: text('請求を取り下げる', 'Take the request back'),
  withdrawHint: text('取り下げると、回答は行われません。', 'There will be no answer then.'),
  withdrawGo: text('取り下げの確認へ進む', 'Go on to take it back'),
  withdrawSure: text('本当に取り下げますか', 'Do you really want to take it back?'),
  withdrawEffect: text(
    '受付番号{number}の請求を取り下げます。回答は行われず、元に戻すことはできません。もう一度お知りになりたいときは、新しく請求してください。',
    'Request {number} will be taken back. There will be no answer, and it cannot be undone. To know later, make a new request.',
  ),
  withdrawNow: text('取り下げる', 'Take it back'),
  withdrawNot: text('取り下げずに戻る', 'Keep the request'),
  refusedGround: text('お応えできない理由', 'Why it was refused'),
  back: text('窓口のトップへ戻る', 'Back to the privacy centre'),
  problem: text('お手続きを進められません', 'This cannot go on'),
  emailWrong: text(
    'メールアドレスを name@example.jp の形で入力してください。',
    'Enter an e-mail address such as name@example.jp.',
  ),
  nameMissing: text('お名前を入力してください（200文字まで）。', 'Enter your name (at most 200 characters).'),
  noteLong: text('2,000文字までで入力してください。', 'At most 2,000 characters.'),
} as const

/** What asking takes, in order. */
export const askSteps = [
  text(
    '下の欄に入力すると、メールで6桁の数字（確認コード）が届きます。',
    'Fill in the form below; six digits (a code) are mailed to you.',
  ),
  text(
    '次の画面でその数字を入力すると、請求の受付が済み、受付番号をお渡しします。',
    'Enter them on the next page; your request is then received and gets its number.',
  ),
  text(
    '当社の記録を調べ、回答の用意ができたらメールでお知らせします。',
    'We search our records and mail you when the answer is ready.',
  ),
] as const

/** The state of a request in the requester's words. */
export const stateWords: Readonly<Record<RequestState, ReturnType<typeof text>>> = {
  asked: text('確認コードの入力をお待ちしています', 'Waiting for the code'),
  collecting: text('情報を集めています', 'We are collecting your data'),
  review: text('内容を確認しています', 'We are checking what was found'),
  packaging: text('回答を準備しています', 'We are preparing the answer'),
  answered: text('回答しました', 'Answered'),
  refused: text('お応えできませんでした', 'Refused'),
  withdrawn: text('取り下げられました', 'Taken back'),
  expired: text('確認されないまま終了しました', 'Ended without confirmation'),
}
