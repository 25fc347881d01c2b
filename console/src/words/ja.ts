// SPDX-License-Identifier: Apache-2.0
import { catalog } from './catalog.ja.ts'
import { gateWords } from './gate.ja.ts'
import { inventory } from './inventory.ja.ts'
import { ledgerWords } from './ledger.ja.ts'
import { noticesWords } from './notices.ja.ts'
import { personsWords } from './persons.ja.ts'
import { policyWords } from './policy.ja.ts'
import { programme } from './programme.ja.ts'
import { promisesWords } from './promises.ja.ts'
import { recipientsWords } from './recipients.ja.ts'
import { requestsWords } from './requests.ja.ts'
import { settingsWords } from './settings.ja.ts'
import { signInWords } from './sign-in.ja.ts'
import { standingWords } from './standing.ja.ts'
import { todayWords } from './today.ja.ts'

/** Every Japanese word of the console; en.ts has the same keys. */
export const ja = {
  catalog,
  inventory,
  programme,
  ...todayWords,
  ...requestsWords,
  ...promisesWords,
  ...noticesWords,
  ...gateWords,
  ...personsWords,
  ...recipientsWords,
  ...policyWords,
  ...ledgerWords,
  ...settingsWords,
  ...signInWords,
  ...standingWords,
  product: { name: '約束 Yakusoku', titleOf: '{{page}} - 約束 Yakusoku' },
  loading: '読み込んでいます',
  list: { comma: '、', more: 'さらに表示' },
  filter: { all: 'すべて', apply: '絞り込む', clear: '条件を消す', search: '検索' },
  dialog: { close: '閉じる', cancel: 'やめる' },
  copy: {
    do: 'コピー',
    done: 'コピーしました',
    of: '{{label}}をコピー',
    doneOf: '{{label}}をコピーしました',
  },
  time: { exact: '{{time}}（日本時間）' },
  languageName: { ja: '日本語', en: '英語' },
  role: {
    'privacy-manager': '個人情報保護管理者',
    desk: '窓口担当',
    engineer: '技術担当',
    auditor: '監査人',
    approver: '承認者',
  },
  actor: {
    operator: '担当者',
    token: 'APIトークン',
    system: 'システム',
    requester: '請求者',
    person: '請求者',
    command: 'コマンド',
  },
  shell: {
    skip: '本文へ進む',
    home: '約束 Yakusoku 最初の画面へ',
    pages: '画面',
    organisation: '組織を切り替える',
    otherLanguage: 'English',
    accountOf: '{{name}}のアカウント',
    roles: '役割：',
    ownSettings: 'サインインの設定',
    signOut: 'サインアウト',
    zone: '日時はすべて日本時間です。',
    unknownOrganisation: 'この組織は開けません',
    yourOrganisations: '開ける組織',
    noOrganisation: 'まだどの組織にも登録されていません。個人情報保護管理者に招待を頼んでください。',
  },
  failure: {
    page: '画面を表示できませんでした。',
    pageRemedy: '読み込み直してください。続くときは管理者に知らせてください。',
    noAnswer: 'サーバーから応答がありません。',
    noAnswerRemedy:
      'ネットワークの接続を確かめて、もう一度お試しください。記録や送信の途中だったときは、行われたかどうかを先に確かめてください。',
    unreadable: 'サーバーの応答を読めませんでした（{{status}}）。',
    unreadableRemedy: '少し待って、もう一度お試しください。続くときは管理者に知らせてください。',
    refused: '受け付けられませんでした。',
    code: 'コード',
    number: 'お問い合わせ番号',
    retry: 'もう一度試す',
  },
  ended: {
    title: 'サインインが終了しました',
    says: '新しいタブでサインインし、この画面に戻ってください。入力した内容は残っています。',
    signIn: '新しいタブでサインイン',
    again: 'サインインしたので続ける',
  },
  notPermitted: {
    title: 'この画面を見る権限がありません',
    yours: 'この組織でのあなたの役割：{{roles}}',
    none: 'なし',
    needed: 'この画面を見られる役割：{{roles}}',
    remedy: '必要なときは、個人情報保護管理者に役割の追加を頼んでください。',
  },
  notFound: {
    title: '画面が見つかりません',
    what: 'このアドレスの画面はありません。',
    home: '今日の画面へ',
  },
}

/** The words of one language; both have the same keys. */
export type Words = typeof ja
