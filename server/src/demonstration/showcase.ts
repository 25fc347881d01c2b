// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'
import { nameWritten, type PersonName } from './names.ts'

/** A contact whose part is written by hand; everything else about the world is drawn. */
export interface CastMember {
  /** Place of the facility in the world's list. */
  readonly facilityAt: number
  readonly name: PersonName
  readonly email: string
  readonly title: string
  readonly department: string
  readonly note: string | null
}

/** Contact ids of the cast, for the rows written by hand about them. */
export const castIds = {
  misaki: 101,
  misakiColleague: 102,
  misakiSuccessor: 103,
  kenichiAtManager: 104,
  kenichiAtHotel: 105,
  yumiko: 106,
  yumikoColleagueMegumi: 107,
  yumikoColleagueOsamu: 108,
} as const

const hotel = 0
const otherHotel = 7
const restaurant = 600
const manager = 1_740

/** Addresses of the cast. The shared mailbox belongs to three people. */
export const castEmails = {
  misaki: 'misaki.takahashi@aomi-hotel.example.jp',
  colleague: 'makoto.sakiyama@aomi-hotel.example.jp',
  successor: 'yoko.hamada@aomi-hotel.example.jp',
  misakiPrivate: 'misaki.t@mail.example.com',
  kenichi: 'kenichi.yoshida@hanawatari-building.example.jp',
  shared: 'jimu@sorami-dining.example.jp',
} as const

/** Who plays whom: contact id to part. */
export const cast: ReadonlyMap<number, CastMember> = new Map<number, CastMember>([
  [
    castIds.misaki,
    {
      facilityAt: hotel,
      name: nameWritten('髙橋', '美咲'),
      email: castEmails.misaki,
      title: '客室課長',
      department: '客室課',
      note: '夜勤明けの日は午後に連絡。後任予定は濵田 陽子様(来年度から引継ぎ)。',
    },
  ],
  [
    castIds.misakiColleague,
    {
      facilityAt: hotel,
      name: nameWritten('﨑山', '誠'),
      email: castEmails.colleague,
      title: '施設管理担当',
      department: '施設課',
      note: null,
    },
  ],
  [
    castIds.misakiSuccessor,
    {
      facilityAt: hotel,
      name: nameWritten('濵田', '陽子'),
      email: castEmails.successor,
      title: '客室主任',
      department: '客室課',
      note: null,
    },
  ],
  [
    castIds.kenichiAtManager,
    {
      facilityAt: manager,
      name: nameWritten('𠮷田', '健一'),
      email: castEmails.kenichi,
      title: '物件担当',
      department: '管理事業部',
      note: null,
    },
  ],
  [
    castIds.kenichiAtHotel,
    {
      facilityAt: otherHotel,
      name: nameWritten('𠮷田', '健一'),
      email: castEmails.kenichi,
      title: '設備管理受託者',
      department: '施設課(受託)',
      note: '管理会社からの常駐。請求はホテルではなく管理会社へ。',
    },
  ],
  [
    castIds.yumiko,
    {
      facilityAt: restaurant,
      name: nameWritten('山﨑', '由美子'),
      email: castEmails.shared,
      title: '経理担当',
      department: '管理部',
      note: '事務所のアドレスを三名で共用。電話は由美子様へ。',
    },
  ],
  [
    castIds.yumikoColleagueMegumi,
    {
      facilityAt: restaurant,
      name: nameWritten('渡邉', '恵'),
      email: castEmails.shared,
      title: '副店長',
      department: '店舗運営部',
      note: null,
    },
  ],
  [
    castIds.yumikoColleagueOsamu,
    {
      facilityAt: restaurant,
      name: nameWritten('齋藤', '修'),
      email: castEmails.shared,
      title: '料理長',
      department: '調理部',
      note: '水曜定休。緊急時は携帯へ。',
    },
  ],
])

/** A person of the README's walk-through. */
export interface ShowcasePerson {
  readonly key: 'misaki' | 'kenichi' | 'yumiko'
  readonly name: string
  readonly email: string
  /** What a disclosure for them finds and what the operator must look at. */
  readonly found: Text
  /** Rows that a disclosure by this address finds, by `KEY:COLLECTION`; collections left out have none. */
  readonly rows: Readonly<Record<string, number>>
}

/** People of the walk-through, each with another difficulty for whoever answers them. */
export const showcasePersons: readonly ShowcasePerson[] = [
  {
    key: 'misaki',
    name: '髙橋 美咲',
    email: castEmails.misaki,
    found: text(
      'ホテルの客室課長。両方のシステムに記録があり、通話・メール・お問い合わせに同僚や宿泊客の氏名、電話番号、健康状態が混じる。私用アドレスからのお問い合わせも連絡先番号でつながる。',
      'Head of housekeeping at a hotel, on record in both systems. Calls, mails and an inquiry mix in colleagues’ and a guest’s names, numbers and health. An inquiry from her private address is found by her contact number.',
    ),
    rows: {
      'operations:contacts': 1,
      'operations:clients': 1,
      'operations:facilities': 1,
      'operations:schedules': 2,
      'operations:visits': 1,
      'operations:call_logs': 3,
      'operations:email_log': 6,
      'operations:feedback': 2,
      'operations:incidents': 1,
      'website:newsletter_subscribers': 1,
      'website:inquiries': 2,
      'website:downloads': 1,
      'website:sessions': 3,
      'website:page_views': 5,
      'website:consent_choices': 2,
    },
  },
  {
    key: 'kenichi',
    name: '𠮷田 健一',
    email: castEmails.kenichi,
    found: text(
      '建物管理会社の担当者で、委託先のホテルの連絡先でもある。一つのアドレスで二社分の記録が見つかる。会報では「吉田健一」と書かれている。',
      'Works for a manager of buildings and is a contact of a hotel it serves: one address finds him at two clients. The newsletter spells his name with the common character.',
    ),
    rows: {
      'operations:contacts': 2,
      'operations:clients': 2,
      'operations:facility_access': 1,
      'operations:facilities': 2,
      'operations:visits': 11,
      'operations:service_reports': 4,
      'operations:call_logs': 4,
      'operations:email_log': 4,
      'operations:feedback': 1,
      'operations:sensor_readings': 98,
      'website:newsletter_subscribers': 1,
      'website:downloads': 2,
      'website:sessions': 1,
      'website:page_views': 1,
      'website:consent_choices': 1,
    },
  },
  {
    key: 'yumiko',
    name: '山﨑 由美子',
    email: castEmails.shared,
    found: text(
      '飲食店の経理担当。事務所のアドレスを三人で共用しており、渡邉 恵様と齋藤 修様の記録も見つかる。二人分は回答から除く。',
      'Accountant of a restaurant whose office mailbox three people share: the records of Megumi Watanabe and Osamu Saito are found too and must be taken out.',
    ),
    rows: {
      'operations:contacts': 3,
      'operations:clients': 1,
      'operations:facilities': 1,
      'operations:contracts': 1,
      'operations:visits': 15,
      'operations:service_reports': 9,
      'operations:haccp_records': 9,
      'operations:invoices': 10,
      'operations:invoice_lines': 22,
      'operations:payments': 8,
      'operations:call_logs': 3,
      'operations:email_log': 5,
      'operations:feedback': 1,
      'website:inquiries': 1,
      'website:sessions': 1,
      'website:page_views': 2,
    },
  },
]
