// SPDX-License-Identifier: Apache-2.0
import type { AgedPerson } from '@yakusoku/core/gate'
import { filled, type Local } from '@yakusoku/core/packs'
import { text } from '../kernel/index.ts'

/** Names of elements, by kind and id. */
export type NameOf = (kind: string, id: string) => Local

const words = {
  nobody: text('特定の人についてではない', 'nobody in particular'),
  unknown: text('何も知られていない人', 'people nothing is known of'),
  anybody: text('だれでも（本人の事情は結果を左右していない）', 'anybody: nothing about them decided'),
  consents: text('同意: {names}', 'consented: {names}'),
  objections: text('異議・停止の申出: {names}', 'objected: {names}'),
  happened: text('起きたこと: {names}', 'happened: {names}'),
  subjects: text('本人の区分: {names}', 'kind of person: {names}'),
  restricted: text('利用の制限: {names}', 'restricted: {names}'),
  suspended: text('停止: {names}', 'suspended: {names}'),
  over: text('保存期間の終了: {names}', 'retention over: {names}'),
  beyond: text('目的外の利用への同意: {names}', 'agreed beyond the purposes: {names}'),
  jurisdictions: text('保護する法の国・地域: {names}', 'protected by the law of: {names}'),
  guardian: text('法定代理人の同意あり', 'a guardian consented'),
  age: text('{years} 歳', '{years} years old'),
  younger: text('{years} 歳以下', '{years} years old or younger'),
  noAge: text('年齢を確かめられない', 'of an age that cannot be told'),
  everything: text('すべて', 'everything'),
  use: text('利用', 'use'),
  provide: text('提供', 'provision'),
}

/** How people stood, in words; of the least that is kept it is told as what decided. */
export function aboutPeople(person: Partial<AgedPerson> | null, least: boolean, nameOf: NameOf): Local {
  if (person === null) return words.nobody
  const said = [
    ...(person.age === undefined ? [] : [ageOf(person.age, least)]),
    ...listsOf(person, nameOf),
    ...(person.guardian === true ? [words.guardian] : []),
  ]
  return said.length > 0 ? joined(said, '、', '; ') : least ? words.anybody : words.unknown
}

function ageOf(years: number, least: boolean): Local {
  if (years < 0) return words.noAge
  return filled(least ? words.younger : words.age, { years: String(years) })
}

const kinds = {
  subjects: 'subject',
  consents: 'consent',
  objections: 'purpose',
  happened: 'event',
  restricted: 'category',
  over: 'category',
} as const

function listsOf(person: Partial<AgedPerson>, nameOf: NameOf): Local[] {
  const said = (
    list: keyof typeof kinds | 'suspended' | 'beyond' | 'jurisdictions',
    names: Local[],
  ): Local[] => (names.length === 0 ? [] : [filled(words[list], { names: joined(names, '、', ', ') })])
  const ofKind = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((list) =>
    said(
      list,
      (person[list] ?? []).map((id) => (id === '*' ? words.everything : nameOf(kinds[list], id))),
    ),
  )
  const beyond = (person.beyond ?? []).map(({ purpose, category }) =>
    joined([nameOf('purpose', purpose), nameOf('category', category)], '／', ' / '),
  )
  return [
    ...ofKind,
    ...said(
      'suspended',
      (person.suspended ?? []).map((one) => words[one]),
    ),
    ...said('beyond', beyond),
    ...said(
      'jurisdictions',
      (person.jurisdictions ?? []).map((one) => ({ ja: one, en: one })),
    ),
  ]
}

const joined = (texts: readonly Local[], ja: string, en: string): Local => ({
  ja: texts.map((one) => one.ja).join(ja),
  en: texts.map((one) => one.en).join(en),
})
