// SPDX-License-Identifier: Apache-2.0
import type { Local } from './terms.ts'

type Rule = { severity: 'error' | 'warning'; message: Local; suggestion: Local }

const rule = (message: Local, suggestion: Local, severity: Rule['severity'] = 'error'): Rule => ({
  severity,
  message,
  suggestion,
})

/** Every structural rule of packs, with what is told when it is broken. */
export const RULES = {
  'file/missing': rule(
    { ja: '{name} がありません。', en: '{name} is missing.' },
    { ja: 'パックのフォルダーに {name} を置いてください。', en: 'Put {name} into the folder of the pack.' },
  ),
  'file/unknown': rule(
    { ja: 'パックに属さないファイルです。', en: 'This file is not part of a pack.' },
    {
      ja: 'pack.yaml、policy.ja.md、policy.en.md 以外は取り除いてください。',
      en: 'Remove everything but pack.yaml, policy.ja.md and policy.en.md.',
    },
    'warning',
  ),
  'file/repeated': rule(
    { ja: '{name} が二つあります。', en: '{name} is given twice.' },
    { ja: '一つのフォルダーの中身だけを渡してください。', en: 'Give the content of one folder only.' },
  ),
  'file/too-large': rule(
    {
      ja: 'ファイルが大きすぎます（{size} バイト、上限 {limit} バイト）。',
      en: 'The file is too large ({size} bytes, at most {limit}).',
    },
    { ja: '内容を減らすか、パックを分けてください。', en: 'Shorten it, or split the pack.' },
  ),
  'file/empty': rule(
    { ja: 'ファイルが空です。', en: 'The file is empty.' },
    { ja: '内容を書いてください。', en: 'Write its content.' },
  ),
  'file/encoding': rule(
    {
      ja: 'UTF-8 ではありません（{encoding} と思われます）。',
      en: 'The file is not UTF-8 (it looks like {encoding}).',
    },
    {
      ja: 'エディターで文字コードを UTF-8 にして保存し直してください。',
      en: 'Save it again as UTF-8 in your editor.',
    },
  ),
  'file/control-character': rule(
    { ja: '制御文字 {code} が含まれています。', en: 'The file contains the control character {code}.' },
    { ja: 'この文字を取り除いてください。', en: 'Remove this character.' },
  ),
  'yaml/syntax': rule(
    { ja: 'YAML として読めません: {detail}', en: 'This is not valid YAML: {detail}' },
    {
      ja: '字下げ、コロンの後の空白、引用符の閉じ忘れを確かめてください。',
      en: 'Check the indentation, the space after each colon and unclosed quotes.',
    },
  ),
  'yaml/alias': rule(
    { ja: 'アンカーと別名（& と *）は使えません。', en: 'Anchors and aliases (& and *) are not allowed.' },
    {
      ja: '値をそのまま書いてください。* や & で始まる文字列は引用符で囲みます。',
      en: 'Write the value out; put text that begins with * or & in quotes.',
    },
  ),
  'yaml/too-deep': rule(
    {
      ja: '入れ子が深すぎます（上限 {limit} 段）。',
      en: 'The nesting is too deep (at most {limit} levels).',
    },
    { ja: '余分な字下げや括弧を取り除いてください。', en: 'Remove needless indentation or brackets.' },
  ),
  'yaml/several-documents': rule(
    { ja: '二つ目の YAML 文書があります。', en: 'There is a second YAML document.' },
    {
      ja: '--- の行を取り除き、一つの文書にしてください。',
      en: 'Remove the --- line, so that there is one document.',
    },
  ),
  'pack/not-a-map': rule(
    {
      ja: 'pack.yaml の一番外側は「キー: 値」の並びでなければなりません。',
      en: 'The outermost level of pack.yaml must be a list of "key: value".',
    },
    { ja: 'format: 1 から書き始めてください。', en: 'Begin with format: 1.' },
  ),
  'pack/duplicate-key': rule(
    { ja: '同じキーが二度書かれています: {key}', en: 'The same key is written twice: {key}' },
    { ja: '一方を取り除いてください。', en: 'Remove one of them.' },
  ),
  'pack/unknown-key': rule(
    { ja: '知らないキーです: {key}', en: 'Unknown key: {key}' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'pack/missing-key': rule(
    { ja: '{key} がありません。', en: '{key} is missing.' },
    { ja: '{key} を書いてください。', en: 'Write {key}.' },
  ),
  'pack/wrong-type': rule(
    {
      ja: '{key} の値の種類が違います（{expected} が必要です）。',
      en: '{key} has the wrong type of value (it must be {expected}).',
    },
    { ja: '{expected} を書いてください。', en: 'Write {expected}.' },
  ),
  'pack/unknown-value': rule(
    { ja: '{key} に使えない値です: {value}', en: 'Not a value of {key}: {value}' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'pack/wrong-form': rule(
    { ja: '{key} の書き方が違います: {value}', en: '{key} is not written as it must be: {value}' },
    { ja: '{form}', en: '{form}' },
  ),
  'pack/wrong-size': rule(
    { ja: '{key} は {bound} でなければなりません。', en: '{key} must have {bound}.' },
    { ja: '数を改めてください。', en: 'Change its number.' },
  ),
  'pack/wrong-value': rule(
    { ja: '{key}: {detail}', en: '{key}: {detail}' },
    { ja: '値を改めてください。', en: 'Change the value.' },
  ),
  'pack/retention-unreadable': rule(
    {
      ja: '保存期間の規則が読めません。ここには {expected} が必要です。',
      en: 'The retention rule cannot be read; here it needs {expected}.',
    },
    {
      ja: '例: P7Y after completion、relationship + P7Y、longer of P3Y and relationship、P1Y unless held',
      en: 'Examples: P7Y after completion, relationship + P7Y, longer of P3Y and relationship, P1Y unless held.',
    },
  ),
  'pack/duplicate-id': rule(
    {
      ja: '同じ id が二度使われています: {id}（最初は {first} 行目）',
      en: 'The same id is used twice: {id} (first on line {first}).',
    },
    { ja: '一方の id を変えてください。', en: 'Change one of the two.' },
  ),
  'pack/unknown-reference': rule(
    { ja: '{kind} に {id} がありません。', en: 'There is no {kind} called {id}.' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'pack/unknown-kind': rule(
    { ja: '知らない種類の参照です: {kind}', en: 'Unknown kind of reference: {kind}' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'pack/cycle': rule(
    { ja: '利用目的が自分自身の下にあります: {chain}', en: 'A purpose stands below itself: {chain}' },
    { ja: 'under の一つを取り除いてください。', en: 'Remove one of the "under" entries.' },
  ),
  'pack/no-trigger': rule(
    {
      ja: '{id} には every（周期）と on（きっかけ）のどちらか一方が必要です。',
      en: '{id} needs exactly one of "every" (a cycle) and "on" (a trigger).',
    },
    {
      ja: '定期なら every: P1Y、出来事によるなら on: 出来事の id と書いてください。',
      en: 'Write every: P1Y for a cycle, or on: and the id of an event.',
    },
  ),
  'pack/fides-claimed-twice': rule(
    {
      ja: 'データ区分 {key} は既に {other} に属しています。',
      en: 'The data category {key} already belongs to {other}.',
    },
    { ja: '一つの区分だけに書いてください。', en: 'Name it in one category only.' },
  ),
  'pack/field-not-used': rule(
    {
      ja: '項目 {key} は、この利用目的が使う区分に含まれていません。',
      en: 'The field {key} is in none of the categories this purpose uses.',
    },
    {
      ja: 'uses に区分を加えるか、fields から取り除いてください。',
      en: 'Add its category to "uses", or remove it from "fields".',
    },
  ),
  'pack/dates-reversed': rule(
    { ja: 'effectiveTo が effectiveFrom より前です。', en: 'effectiveTo is before effectiveFrom.' },
    { ja: '日付を入れ替えてください。', en: 'Exchange the two dates.' },
  ),
  'pack/no-such-day': rule(
    { ja: '{value} という日はありません。', en: 'There is no day {value}.' },
    { ja: '暦にある日を YYYY-MM-DD で書いてください。', en: 'Write a day of the calendar as YYYY-MM-DD.' },
  ),
  'pack/extends-itself': rule(
    { ja: 'パックが自分自身を継承しています。', en: 'The pack extends itself.' },
    { ja: 'extends から取り除いてください。', en: 'Remove it from "extends".' },
  ),
  'extends/unknown': rule(
    { ja: '{id} という法令・規格のパックはありません。', en: 'There is no law or standard pack {id}.' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'extends/cycle': rule(
    { ja: '継承が循環しています: {chain}', en: 'Packs extend each other in a circle: {chain}' },
    { ja: 'この extends の項目を取り除いてください。', en: 'Remove this entry of "extends".' },
  ),
  'extends/not-a-law': rule(
    {
      ja: '{id} は組織のパックで、継承できません。',
      en: '{id} is the pack of an organisation; it cannot be extended.',
    },
    {
      ja: 'extends には law/… か std/… のパックだけを書いてください。',
      en: 'Name only law/… and std/… packs in "extends".',
    },
  ),
  'extends/not-in-force': rule(
    {
      ja: '{id} は {day} から施行され、この日にはまだ効力がありません。',
      en: '{id} is in force only from {day}.',
    },
    {
      ja: 'それまで無視されます。--as-of でその日を指定すると試せます。',
      en: 'It is left out until then; try that day with --as-of.',
    },
    'warning',
  ),
  'pack/promise-unkept': rule(
    {
      ja: '約束 {id} は {mode} ですが、それを守る {needed} への参照がありません。',
      en: 'Promise {id} is {mode} but names no {needed} that keeps it.',
    },
    {
      ja: 'keptBy に {needed} を加えるか、mode を改めてください。',
      en: 'Add a {needed} to keptBy, or change the mode.',
    },
  ),
  'pack/promise-weaker': rule(
    {
      ja: '約束 {id} は {mode} ですが、{required} 以上でなければなりません。',
      en: 'Promise {id} is {mode}; it must be at least {required}.',
    },
    { ja: 'mode を {required} にしてください。', en: 'Set its mode to {required}.' },
  ),
  'pack/promise-absent': rule(
    { ja: '約束 {id} がありません。', en: 'Promise {id} is absent.' },
    { ja: 'promises に {id} を加えてください。', en: 'Add {id} to promises.' },
  ),
  'text/unknown-promise': rule(
    { ja: 'pack.yaml にない約束です: {id}', en: 'pack.yaml has no promise {id}.' },
    { ja: '{nearest}', en: '{nearest}' },
  ),
  'text/promise-missing': rule(
    { ja: '約束 {id} が {file} のどの文にもありません。', en: 'No sentence of {file} carries promise {id}.' },
    { ja: '文の終わりに {mark} と書いてください。', en: 'Write {mark} at the end of its sentence.' },
  ),
  'text/promise-repeated': rule(
    { ja: '約束 {id} は既に {first} 行目にあります。', en: 'Promise {id} already stands on line {first}.' },
    { ja: '一つの約束は一つの文にしてください。', en: 'Let one sentence carry each promise.' },
  ),
  'text/mark-malformed': rule(
    { ja: '印の書き方が違います: {mark}', en: 'This mark is not written as it must be: {mark}' },
    {
      ja: '半角で {#CLN-1.1} のように、説明の文には {#note} と書いてください。',
      en: 'Write {#CLN-1.1}, or {#note} for a sentence that only explains.',
    },
  ),
  'text/mark-without-sentence': rule(
    { ja: '印の前に文がありません。', en: 'There is no sentence before this mark.' },
    { ja: '文の終わりに印を置いてください。', en: 'Put the mark at the end of its sentence.' },
  ),
  'text/mark-on-heading': rule(
    { ja: '見出しには約束を結べません。', en: 'A heading cannot carry a promise.' },
    { ja: '印を見出しの下の文へ移してください。', en: 'Move the mark to a sentence below the heading.' },
  ),
  'text/unbound-sentence': rule(
    { ja: 'どの約束にも結ばれていない文です。', en: 'This sentence is bound to no promise.' },
    {
      ja: '約束の印を付けるか、説明だけの文なら {#note} と書いてください。',
      en: 'Give it the mark of its promise, or {#note} if it only explains.',
    },
    'warning',
  ),
  'text/html': rule(
    { ja: 'HTML は使えません。', en: 'HTML is not allowed.' },
    { ja: 'Markdown で書いてください。', en: 'Write Markdown.' },
  ),
  'text/table': rule(
    { ja: '表は使えません。', en: 'Tables are not allowed.' },
    {
      ja: '一行を一つの文にして、箇条書きにしてください。例: - 通話録音は3か月保存します。',
      en: 'Make each row a sentence in a list, such as: - We keep recordings of calls for 3 months.',
    },
  ),
  'text/sections-differ': rule(
    {
      ja: '見出しの数が二つの言語で違います（日本語 {ja}、英語 {en}）。',
      en: 'The two languages differ in their number of headings (Japanese {ja}, English {en}).',
    },
    { ja: '同じ見出しを同じ順に置いてください。', en: 'Give both the same headings in the same order.' },
  ),
  'text/order-differs': rule(
    {
      ja: '二つの言語で約束の順が違います。ここは日本語では {other} です。',
      en: 'The two languages differ in the order of promises: here the Japanese text has {other}.',
    },
    { ja: '同じ順に並べてください。', en: 'Put them in the same order.' },
  ),
  'text/file-line': rule(
    { ja: '{detail}', en: '{detail}' },
    { ja: '行を改めてください。', en: 'Correct the line.' },
  ),
} as const satisfies Record<string, Rule>

/** The id of a structural rule, such as `pack/unknown-key`. */
export type RuleId = keyof typeof RULES
