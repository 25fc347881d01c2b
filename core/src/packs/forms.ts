// SPDX-License-Identifier: Apache-2.0
import type { FormName, Local } from './terms.ts'

/** How each written form looks, told to the person who got it wrong. */
export const FORMS: Record<FormName, Local> = {
  id: {
    ja: '小文字の英数字をハイフンでつないでください。例: service-reports',
    en: 'Use lower-case letters and digits joined by hyphens, such as service-reports.',
  },
  'pack-id': {
    ja: 'パックの id を書いてください。例: cleaning、law/appi',
    en: 'Write the id of a pack, such as cleaning or law/appi.',
  },
  'promise-id': {
    ja: '大文字と数字で書いてください。例: CLN-3.1',
    en: 'Use capitals and numbers, such as CLN-3.1.',
  },
  reference: {
    ja: '種類と id をコロンでつないでください。例: purpose:scheduling',
    en: 'Join a kind and an id by a colon, such as purpose:scheduling.',
  },
  version: {
    ja: '三つの数を点でつないでください。例: 1.2.0',
    en: 'Join three numbers by dots, such as 1.2.0.',
  },
  period: {
    ja: '期間を ISO 8601 の形で書いてください。例: P7Y（7年）、P6M（6か月）、P30D（30日）',
    en: 'Write an ISO 8601 period, such as P7Y (7 years), P6M (6 months) or P30D (30 days).',
  },
  day: {
    ja: '日付を YYYY-MM-DD で書いてください。例: 2026-04-01',
    en: 'Write the day as YYYY-MM-DD, such as 2026-04-01.',
  },
  'fides-key': {
    ja: 'Fides のデータ区分を書いてください。例: user.contact.email',
    en: 'Write a Fides data category, such as user.contact.email.',
  },
  country: {
    ja: '国を大文字二つで書いてください。例: JP',
    en: 'Write the country as two capitals, such as JP.',
  },
  mail: {
    ja: 'メールアドレスを書いてください。例: desk@company.example',
    en: 'Write a mail address, such as desk@company.example.',
  },
  text: { ja: '空でない文を書いてください。', en: 'Write some text; it must not be empty.' },
  retention: {
    ja: '例: P7Y after completion、relationship + P7Y、longer of P3Y and relationship、P1Y unless held',
    en: 'Examples: P7Y after completion, relationship + P7Y, longer of P3Y and relationship, P1Y unless held.',
  },
}
