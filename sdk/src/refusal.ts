// SPDX-License-Identifier: Apache-2.0
import type { Local } from './decision.ts'

/** What a {@link GateError} is called in a program. */
export type GateErrorCode =
  | 'gate.behind'
  | 'gate.closed'
  | 'gate.token'
  | 'gate.scope'
  | 'gate.unknown-organisation'
  | 'gate.other-organisation'
  | 'gate.unreachable'
  | 'fields.no-person'
  | 'query.undeclared-table'
  | 'query.undeclared-column'
  | 'query.not-attributable'

/** Why there is no answer, and what to do: `{…}` is filled in. */
const REFUSALS: Readonly<Record<GateErrorCode, { readonly says: Local; readonly remedy: Local }>> = {
  'gate.behind': {
    says: {
      ja: 'ゲートは{milliseconds}ミリ秒のあいだ最新の状態を確かめられず、何も判断しません。',
      en: 'The gate has not known the latest state for {milliseconds} ms, and decides nothing.',
    },
    remedy: {
      ja: '認めないものとして扱い、あとでもう一度試してください。続く場合は、サーバーとの接続を確かめてください。',
      en: 'Take it as a denial and try again later. If it lasts, check the connection to the server.',
    },
  },
  'gate.closed': {
    says: { ja: 'このゲートは閉じられています。', en: 'This gate is closed.' },
    remedy: { ja: 'follow でもう一度開いてください。', en: 'Open it again by follow.' },
  },
  'gate.token': {
    says: {
      ja: 'サーバーがトークンを認めません（誤り、期限切れ、または取り消し済み）。',
      en: 'The server does not know the token: it is wrong, expired or revoked.',
    },
    remedy: {
      ja: '範囲 gate:follow を持つトークンを作り、token に渡してください。',
      en: 'Make a token with the scope gate:follow and pass it as token.',
    },
  },
  'gate.scope': {
    says: { ja: 'トークンの範囲が足りません。', en: 'The token has too narrow a scope.' },
    remedy: {
      ja: '必要な範囲（判断をたどるには gate:follow、記録を伴う問い合わせには gate:ask）を持つトークンを使ってください。',
      en: 'Use a token with the scope that is needed: gate:follow to follow, and gate:ask for what has to be recorded.',
    },
  },
  'gate.unknown-organisation': {
    says: {
      ja: '組織「{organisation}」が見つかりません。',
      en: 'There is no organisation “{organisation}”.',
    },
    remedy: {
      ja: 'url と organisation と、トークンの組織を確かめてください。',
      en: 'Check url, organisation, and whose token it is.',
    },
  },
  'gate.other-organisation': {
    says: {
      ja: '「{organisation}」を求めましたが、別の組織の状態が届きました。',
      en: '“{organisation}” was asked for, and the state of another organisation came.',
    },
    remedy: { ja: 'url の先にあるサーバーを確かめてください。', en: 'Check which server stands behind url.' },
  },
  'gate.unreachable': {
    says: { ja: 'サーバーから答えを得られません（{why}）。', en: 'The server gives no answer ({why}).' },
    remedy: {
      ja: '認めないものとして扱い、url とサーバーの状態を確かめてください。',
      en: 'Take it as a denial; check url and how the server is.',
    },
  },
  'fields.no-person': {
    says: {
      ja: '行に、本人を示す項目「{field}」がないか、文字列や数ではありません。',
      en: 'A row lacks “{field}”, which says whose it is, or it is neither text nor number.',
    },
    remedy: {
      ja: 'その項目も読み出すか、person を直してください。',
      en: 'Read that field too, or correct person.',
    },
  },
  'query.undeclared-table': {
    says: { ja: '表「{table}」は宣言されていません。', en: 'The table “{table}” is not declared.' },
    remedy: {
      ja: 'tables に項目と本人を宣言してください。個人データのない表は null とします。',
      en: 'Declare its fields and person in tables; null for a table without personal data.',
    },
  },
  'query.undeclared-column': {
    says: { ja: '項目「{column}」は宣言されていません。', en: 'The column “{column}” is not declared.' },
    remedy: {
      ja: '表の fields に、その区分を加えてください。個人データでなければ null とします。',
      en: 'Add it to the fields of its table with its category; null where it is no personal data.',
    },
  },
  'query.not-attributable': {
    says: {
      ja: '問い合わせの結果のうち「{what}」が、どの表のどの項目か分かりません。',
      en: 'Of the query’s result, “{what}” cannot be told to be a column of a declared table.',
    },
    remedy: {
      ja: '項目を「表.項目」の形で一つずつ選ぶか、個人データを返さないことが確かなら withoutPlugins() で実行してください。',
      en: 'Select columns one by one as table.column; where it surely returns no personal data, run it by withoutPlugins().',
    },
  },
}

const filled = ({ ja, en }: Local, words: Readonly<Record<string, string | number>>): Local => {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(words[name] ?? whole))
  return { ja: fill(ja), en: fill(en) }
}

/** That there is no answer: to be taken as a denial. `says` and `remedy` are for people, `code` for programs. */
export class GateError extends Error {
  override readonly name: string = 'GateError'
  readonly code: GateErrorCode
  readonly says: Local
  readonly remedy: Local
  /** With `gate.behind`: how far. */
  readonly milliseconds: number | undefined
  /** What the server answered, where it did. */
  readonly status: number | undefined

  constructor(code: GateErrorCode, words: Readonly<Record<string, string | number>> = {}) {
    const says = filled(REFUSALS[code].says, words)
    const remedy = filled(REFUSALS[code].remedy, words)
    super(`${says.en} ${remedy.en}`)
    this.code = code
    this.says = says
    this.remedy = remedy
    const { milliseconds, status } = words
    this.milliseconds = typeof milliseconds === 'number' ? milliseconds : undefined
    this.status = typeof status === 'number' ? status : undefined
  }
}

/** Errors after which asking again is of no use. */
export const isFinal = (error: unknown): error is GateError =>
  error instanceof GateError &&
  ['gate.token', 'gate.scope', 'gate.unknown-organisation', 'gate.other-organisation'].includes(error.code)
