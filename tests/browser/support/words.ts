// SPDX-License-Identifier: Apache-2.0
import { en } from '../../../console/src/words/en.ts'
import { ja, type Words } from '../../../console/src/words/ja.ts'

/** The words of the console. */
export type ConsoleWords = Words

/** The console's words by language, so that the test looks for what the screen is meant to say. */
export const consoleWords: Readonly<Record<'ja' | 'en', ConsoleWords>> = { ja, en }

/** Words with their places filled in. */
export function filled(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name]))
}

const literally = (words: string) => words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Words with a place to fill in, as a pattern that takes anything there. */
export function pattern(words: string): RegExp {
  const parts = words.split(/\{\{\s*\w+\s*\}\}/).map(literally)
  return new RegExp(`^${parts.join('.+')}$`)
}

/** The label of a field, with or without the mark of what is required. */
export function label(words: string): RegExp {
  return new RegExp(`^${literally(words)}[\\s*]*$`)
}

const japanese = {
  home: '個人情報の窓口',
  policy: '個人情報の取扱い',
  ask: '開示を請求する',
  follow: '請求の状況を確かめる',
  email: 'メールアドレス',
  name: 'お名前',
  note: '調べる手がかり',
  send: '確認コードを受け取る',
  codeTitle: '確認コードの入力',
  code: '確認コード',
  prove: '確認して請求する',
  checkForm: '入力内容を確認してください',
  emailWrong: 'メールアドレスを name@example.jp の形で入力してください。',
  received: '請求を受け付けました',
  number: '受付番号',
  secret: '照会キー',
  due: '回答期限',
  look: '状況を見る',
  status: '請求の状況',
  answered: '回答しました',
  download: '回答を受け取る',
  newLink: '回答のダウンロードへ進む',
  fetch: 'ダウンロードする',
  receipt: '台帳の証明を受け取る',
  problem: 'お手続きを進められません',
  outbox: '送信トレイ（実演用）',
  otherLanguage: 'English',
}

/** Labels of the pages that work without script. */
export type PrivacyWords = typeof japanese

/** Labels of the pages that work without script, by language. */
export const privacyWords: Readonly<Record<'ja' | 'en', PrivacyWords>> = {
  ja: japanese,
  en: {
    home: 'Privacy centre',
    policy: 'Privacy policy',
    ask: 'Ask what we hold about me',
    follow: 'Follow my request',
    email: 'E-mail address',
    name: 'Your name',
    note: 'What may help us search',
    send: 'Send me the code',
    codeTitle: 'Enter the code',
    code: 'Code',
    prove: 'Confirm and request',
    checkForm: 'Please check what you entered',
    emailWrong: 'Enter an e-mail address such as name@example.jp.',
    received: 'Your request is received',
    number: 'Number',
    secret: 'Secret',
    due: 'Answer due by',
    look: 'Show me',
    status: 'Your request',
    answered: 'Answered',
    download: 'Get the answer',
    newLink: 'Go to the download',
    fetch: 'Download',
    receipt: 'Get the proof of the ledger',
    problem: 'This cannot go on',
    outbox: 'Outbox (demonstration)',
    otherLanguage: '日本語',
  },
}
