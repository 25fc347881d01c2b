// SPDX-License-Identifier: Apache-2.0
import { parseDate } from '@yakusoku/core/calendar'
import type { Sentence } from './terminal.ts'

/** What `yakusoku init` can be told on the command line, by the name of the option. */
export interface InitArguments {
  readonly from?: string
  readonly id?: string
  readonly prefix?: string
  readonly nameJa?: string
  readonly nameEn?: string
  readonly addressJa?: string
  readonly addressEn?: string
  readonly representativeJa?: string
  readonly representativeEn?: string
  readonly managerJa?: string
  readonly managerEn?: string
  readonly mail?: string
  readonly phone?: string
  readonly website?: string
  readonly jurisdictions?: string
  readonly effective?: string
  readonly yes?: boolean
  readonly lang?: string
}

/** One thing to be known: its option, how it is asked for, what it is where nothing is said, and what is wrong with an answer. */
export type Question = {
  key: Exclude<keyof InitArguments, 'yes' | 'lang'>
  option: string
  ask: Sentence
  preset?: string | ((answers: Partial<Record<string, string>>) => string)
  fault: (answer: string) => Sentence | undefined
}

/** The packs that a new one can be made from, with whom each is for. */
export const TEMPLATES: Readonly<Record<string, Sentence>> = {
  cleaning: { en: 'services for businesses', ja: '事業者向けのサービス' },
  staffing: {
    en: 'a group of companies with joint use, My Number and JIS Q 15001',
    ja: '共同利用・個人番号・JIS Q 15001 のある企業グループ',
  },
  homecare: { en: 'services for people at home', ja: '個人のお客様向けのサービス' },
  trading: {
    en: 'a group in several countries, with the GDPR',
    ja: 'GDPR を含む、複数の国で活動するグループ',
  },
  processor: { en: 'handling data that clients entrust', ja: '委託を受けて個人情報を扱う会社' },
}

/** Where the organisations of the packs do business, when not in Japan alone. */
const HOME: Readonly<Record<string, string>> = { trading: 'JP,EU,GB,US,SG' }

type Both = { en: string; ja: string }

// What stands in YAML and Markdown alike: one line, without what Markdown or a mark of a promise would read.
const line: Question['fault'] = (answer) => {
  if (answer.length > 200) return { en: 'it is longer than 200 characters', ja: '200字を超えています' }
  if (/\p{Cc}|[{}<>]/u.test(answer))
    return { en: 'it may have no line breaks and none of { } < >', ja: '改行と { } < > は使えません' }
  return undefined
}

const matches =
  (pattern: RegExp, wanted: Both): Question['fault'] =>
  (answer) =>
    line(answer) ?? (pattern.test(answer) ? undefined : wanted)

const question = (
  key: Question['key'],
  option: string,
  ask: Both,
  fault: Question['fault'] = line,
  preset?: Question['preset'],
): Question => ({
  key,
  option,
  ask,
  fault,
  ...(preset === undefined ? {} : { preset }),
})

const both = (key: 'name' | 'address' | 'representative' | 'manager', ask: Both): Question[] => [
  question(`${key}Ja`, `--${key}-ja`, { en: `${ask.en}, in Japanese`, ja: `${ask.ja}（日本語）` }),
  question(`${key}En`, `--${key}-en`, { en: `${ask.en}, in English`, ja: `${ask.ja}（英語）` }),
]

const day: Question['fault'] = (answer) =>
  /^\d{4}-\d\d-\d\d$/.test(answer) && parseDate(answer).ok
    ? undefined
    : { en: 'write a day of the calendar as YYYY-MM-DD', ja: '暦にある日を YYYY-MM-DD で書いてください' }

const template: Question['fault'] = (answer) =>
  Object.hasOwn(TEMPLATES, answer)
    ? undefined
    : {
        en: `choose one of ${Object.keys(TEMPLATES).join(', ')}`,
        ja: `${Object.keys(TEMPLATES).join('、')} のどれかです`,
      }

/** Every question in the order in which it is asked; presets depend on the folder and the day. */
export const questions = (folder: string, today: string): Question[] => [
  ...originQuestions(idFrom(folder)),
  ...both('name', { en: 'Name of the organisation', ja: '組織の名称' }),
  ...both('address', { en: 'Address', ja: '所在地' }),
  ...both('representative', { en: 'Representative, with title', ja: '代表者（役職と氏名）' }),
  ...both('manager', { en: 'Privacy manager', ja: '個人情報保護管理者' }),
  ...reachQuestions(),
  question('effective', '--effective', { en: 'Day from which it holds', ja: '施行日' }, day, today),
]

function originQuestions(id: string): Question[] {
  return [
    question(
      'from',
      '--from',
      { en: `Start from which pack (${choices('en')})`, ja: `元にするパック（${choices('ja')}）` },
      template,
      'cleaning',
    ),
    question(
      'id',
      '--id',
      { en: 'Id of the pack', ja: 'パックの id' },
      matches(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
        en: 'use small letters, digits and single hyphens',
        ja: '英小文字、数字、一つずつのハイフンで書いてください',
      }),
      id,
    ),
    question(
      'prefix',
      '--prefix',
      { en: 'Letters of the promises', ja: '約束の番号の前の文字' },
      prefix,
      prefixFrom(id),
    ),
  ]
}

function reachQuestions(): Question[] {
  return [
    question(
      'mail',
      '--mail',
      { en: 'Mail address of the privacy desk', ja: '相談窓口のメールアドレス' },
      matches(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, {
        en: 'write a mail address',
        ja: 'メールアドレスを書いてください',
      }),
    ),
    question(
      'phone',
      '--phone',
      { en: 'Phone of the privacy desk', ja: '相談窓口の電話番号' },
      matches(/^\+?[\d()\- ]{6,20}$/, {
        en: 'write digits, with hyphens if you like',
        ja: '数字とハイフンで書いてください',
      }),
    ),
    question(
      'website',
      '--website',
      { en: 'Website', ja: 'ウェブサイト' },
      matches(/^https?:\/\/[^\s/]+\.[^\s]+$/, {
        en: 'write an address that begins with https://',
        ja: 'https:// で始まるアドレスを書いてください',
      }),
    ),
    question(
      'jurisdictions',
      '--jurisdictions',
      { en: 'Jurisdictions, such as JP or JP,EU', ja: '法域（JP、JP,EU など）' },
      matches(/^[A-Z]{2}(?:\s*,\s*[A-Z]{2})*$/, {
        en: 'write codes of two capital letters, separated by commas',
        ja: '英大文字2字のコードをコンマで区切って書いてください',
      }),
      ({ from = '' }) => HOME[from] ?? 'JP',
    ),
  ]
}

const choices = (language: 'ja' | 'en'): string =>
  Object.entries(TEMPLATES)
    .map(([name, whom]) => `${name}: ${whom[language]}`)
    .join(language === 'ja' ? '、' : '; ')

const idFrom = (folder: string): string => {
  const name = folder.split(/[\\/]/).filter(Boolean).at(-1) ?? ''
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return plain.replaceAll(/^[^a-z]+|-+$/g, '') || 'our-pack'
}

// The letters of the packs that come with the product, whose promises have a meaning of their own.
const TAKEN: readonly string[] = ['CLN', 'STF', 'HOM', 'TRD', 'PRC']

const prefix: Question['fault'] = (answer) => {
  if (!/^[A-Z]{2,6}$/.test(answer))
    return { en: 'write 2 to 6 capital letters', ja: '英大文字2〜6字で書いてください' }
  return TAKEN.includes(answer)
    ? { en: 'these letters belong to a pack of the product', ja: '製品のパックが使っている文字です' }
    : undefined
}

const prefixFrom = (id: string): string => {
  const letters = id.replaceAll(/[^a-z]/g, '').toUpperCase()
  const found = [letters.slice(0, 3), `${letters.slice(0, 1)}${letters.slice(-2)}`, 'OUR']
  return found.find((one) => prefix(one) === undefined) ?? 'OUR'
}
