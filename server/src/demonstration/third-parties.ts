// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import { inOrganisation } from '../database/index.ts'
import { Refusal } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import {
  hasRecords,
  recordProvision,
  recordReceipt,
  type NewRecord,
  type RecipientPorts,
} from '../recipients/index.ts'

type Ago = (months: number) => string
type Told = Omit<NewRecord, 'direction'>
interface Scene {
  readonly receipts: readonly Told[]
  readonly provisions: readonly Told[]
}

/** Records provisions and receipts of the fictional organisations that have none yet; days count back from `day`. */
export async function recordThirdParties(
  ports: RecipientPorts,
  organisations: readonly string[],
  day: string,
): Promise<void> {
  const ago: Ago = (months) => Temporal.PlainDate.from(day).subtract({ months }).toString()
  for (const [organisation, scene] of Object.entries({ cleaning: cleaning(ago), trading: trading(ago) })) {
    if (!organisations.includes(organisation)) continue
    await play(ports, organisation, scene)
  }
}

async function play(ports: RecipientPorts, organisation: string, scene: Scene): Promise<void> {
  try {
    await inOrganisation(ports.db, organisation, async (tx) => {
      if (await hasRecords(tx, organisation)) return
      for (const one of scene.receipts) await recordReceipt(ports, tx, organisation, one, system)
      for (const one of scene.provisions) await recordProvision(ports, tx, organisation, one, system)
    })
  } catch (error) {
    // Where somebody gave the organisation another policy, its channels and categories may be others too.
    if (!(error instanceof Refusal)) throw error
  }
}

const cleaning = (ago: Ago): Scene => ({
  receipts: [
    {
      grounds: ['provide-with-consent'],
      channel: 'credit-agency',
      counterparty: {
        name: '澪標信用調査株式会社',
        address: '東京都みおつくし区調町二丁目4番8号',
        representative: '調 正路',
      },
      date: { first: ago(2) },
      history: { how: '取引先の公開資料と本人への照会', confirmedBy: '調査報告書の写し' },
      persons: [
        { kind: 'email', value: 'kenichi.yoshida@hanawatari-building.example.jp', name: '𠮷田 健一' },
      ],
      data: ['credit-references'],
      consent: { reference: '取引申込書の同意欄' },
    },
  ],
  provisions: [
    {
      grounds: ['provide-with-consent'],
      recipient: 'insurers',
      counterparty: {
        name: '凪損害保険株式会社',
        address: '東京都なぎ区保町一丁目5番2号',
        representative: '保 護',
      },
      method: 'batch',
      date: { first: ago(6), last: ago(1) },
      persons: [{ kind: 'email', value: 'misaki.takahashi@aomi-hotel.example.jp', name: '髙橋 美咲' }],
      data: ['contact-persons', 'contact-details', 'insurance-cover'],
      consent: { reference: '保険の付保に関する同意書' },
    },
  ],
})

const trading = (ago: Ago): Scene => ({
  receipts: [
    {
      grounds: ['provide-with-consent'],
      channel: 'partners',
      counterparty: {
        name: '帆影旅行株式会社',
        address: '神奈川県なみ市岸壁町1番3号',
        representative: '帆影 渡',
      },
      date: { first: ago(3) },
      history: { how: '共同の催しの申込みで本人から取得', confirmedBy: '申込書の写し' },
      persons: [
        { kind: 'customer_id', value: 'TK-100231', name: '港 結衣' },
        { kind: 'customer_id', value: 'TK-100478', name: '沖野 海斗' },
      ],
      data: ['contact-information', 'preferences'],
      consent: { reference: '申込書の同意欄' },
    },
    {
      grounds: ['opt-out'],
      channel: 'service-providers',
      counterparty: { name: '浮標名簿サービス', address: '長野県おか市見晴町9番2号' },
      counterpart: 'sole-trader',
      date: { first: ago(1) },
      history: { how: '公開の登記と電話帳から収集', confirmedBy: '取得の経緯を記した誓約書' },
      persons: [{ kind: 'phone_number', value: '03-0000-0777', name: '磯部 直' }],
      data: ['contact-information'],
      publication: { reference: '個人情報保護委員会 届出 架空-0042' },
    },
  ],
  provisions: [
    {
      grounds: ['provide-with-consent'],
      recipient: 'partners-and-stores',
      counterparty: {
        name: '潮目百貨店株式会社',
        address: '東京都しお区潮目町四丁目2番1号',
        representative: '潮目 昇',
      },
      method: 'batch',
      date: { first: ago(5), last: null },
      persons: [{ kind: 'customer_id', value: 'TK-100231', name: '港 結衣' }],
      data: ['contact-information', 'preferences'],
      consent: { reference: '共同サービスへの同意' },
    },
  ],
})
