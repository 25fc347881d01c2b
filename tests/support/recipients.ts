// SPDX-License-Identifier: Apache-2.0
import type { NewRecord } from '../../server/src/recipients/index.ts'
import { people } from './application.ts'

/** A company that is no one of this world. */
export const company = {
  name: '帆掛商会株式会社',
  address: '東京都ときわ区帆掛町1番',
  representative: '帆掛 進',
}
/** Somebody of the connected systems. */
export const taro = { kind: 'email', value: people.taro.email, name: people.taro.name } as const
const data = ['contact-details']
/** A receipt by consent with all that the law asks for. */
export const receipt: NewRecord = {
  direction: 'receipt',
  grounds: ['provide-with-consent'],
  channel: 'credit-agency',
  counterparty: company,
  history: { how: '展示会で本人から取得', confirmedBy: '展示会の受付票の写し' },
  persons: [taro],
  data,
  consent: { reference: '受付票の同意欄' },
}
/** A provision by opt-out with all that the law asks for. */
export const provision: NewRecord = {
  direction: 'provision',
  grounds: ['opt-out'],
  date: { first: '2026-11-01' },
  counterparty: company,
  persons: [taro],
  data,
}
