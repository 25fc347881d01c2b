// SPDX-License-Identifier: Apache-2.0
import type { Cells } from './cells.ts'

/** A company with a hundred systems, all fictional, the same each time. */
export function hundredSystems(): { readonly cells: Cells }[] {
  const draw = lottery(7)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T
  const some = <T>(list: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(draw() * most) }, () => pick(list))),
  ]
  const systems = processes.flatMap((process, at) =>
    Array.from({ length: at < 4 ? 9 : 8 }, (_, number) => ({ process, name: `${process}${kinds[number]}` })),
  )
  return systems.slice(0, 100).flatMap(({ process, name }) =>
    Array.from({ length: 2 + Math.floor(draw() * 4) }, () => {
      const [source, method] = pick(sources)
      return entry({
        process,
        item: pick(items),
        route: source,
        method,
        system: name,
        purpose: `${process}の${pick(purposes)}`,
        entrustee: draw() < 0.4 ? some(contractors, 2).join('\n') : '',
        provision: draw() < 0.2 ? pick(thirds) : '',
        storageLimit: pick(ends),
      })
    }),
  )
}

function entry(values: Readonly<Record<string, string>>): { readonly cells: Cells } {
  const nothing = { ja: '', en: '' }
  return {
    cells: Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value !== '')
        .map(([id, value]) => [id, { computed: { value: { ja: value, en: value }, why: nothing } }]),
    ),
  }
}

/** Numbers from 0 to 1 that look drawn and are the same each time (a linear congruential generator). */
function lottery(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const processes = [
  '受注',
  '出荷',
  '請求',
  '採用',
  '労務',
  '給与',
  '教育',
  '顧客対応',
  '販売促進',
  '品質管理',
  '施設管理',
  '情報システム',
]
const kinds = [
  '管理システム',
  '台帳',
  '受付サイト',
  '分析基盤',
  '共有フォルダー',
  '連携サーバー',
  '携帯端末アプリ',
  '文書保管庫',
  '旧システム（2015年）',
]
const items = ['氏名と連絡先', '勤務先', '口座', '経歴', '閲覧履歴', '通話記録']
const purposes = ['実施', 'ご連絡', '記録の保存', '分析と改善', '法令に基づく届出']
const contractors = [
  'クラウド事業者',
  '印刷・発送会社',
  '給与計算会社',
  'コールセンター',
  '保守会社',
  '廃棄物処理会社',
  '調査会社',
  '配送会社',
]
const thirds = ['行政機関', '金融機関', '保険会社', 'グループ会社', '取引先']
const ends = [
  '取得から1年',
  '取引・契約の継続中',
  '退職から3年',
  '決算から7年',
  '作業の完了から7年',
  '記録の作成から5年',
  '利用目的の達成まで',
  '取得から35日',
]
const sources: readonly (readonly [string, string])[] = [
  ['ウェブの申込フォーム', '本人から'],
  ['書面の申込書', '本人から'],
  ['電話', '本人から'],
  ['面接', '本人から'],
  ['名刺', '本人から'],
  ['アクセス記録', '自動的に取得'],
  ['入退館装置', '自動的に取得'],
  ['紹介会社', '第三者から'],
  ['取引先からの預託', '第三者から'],
  ['公開情報', '第三者から'],
]
