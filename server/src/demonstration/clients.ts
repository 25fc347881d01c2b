// SPDX-License-Identifier: Apache-2.0
import { halfWidthKana } from './names.ts'
import { drawAddress, fixedLine, type Address } from './places.ts'
import { openRandom } from './random.ts'

/** A company that has its premises cleaned. */
export interface Client {
  readonly id: number
  readonly kind: 'hotel' | 'restaurant' | 'venue' | 'management'
  readonly name: string
  readonly kana: string
  /** What its facilities are called by. */
  readonly brand: string
  readonly domain: string
  readonly address: Address
  readonly phone: string
}

type Piece = readonly [written: string, kana: string, latin: string]

const pieces = (list: string) => list.split(' ').map((item) => item.split('/') as unknown as Piece)

const firsts = pieces(
  '蒼/アオ/ao 白/シロ/shiro 汐/シオ/shio 風/カザ/kaza 星/ホシ/hoshi 花/ハナ/hana 月/ツキ/tsuki 雪/ユキ/yuki 森/モリ/mori ' +
    '波/ナミ/nami 霧/キリ/kiri 空/ソラ/sora 楓/カエデ/kaede 桜/サクラ/sakura 椿/ツバキ/tsubaki 藍/アイ/ai 翠/ミドリ/midori ' +
    '朧/オボロ/oboro 鶴/ツル/tsuru 虹/ニジ/niji 雲/クモ/kumo 露/ツユ/tsuyu 萩/ハギ/hagi 若/ワカ/waka',
)
const seconds = pieces(
  '見/ミ/mi 原/ハラ/hara 沢/サワ/sawa 浜/ハマ/hama 野/ノ/no 庭/ニワ/niwa 灯/アカリ/akari 窓/マド/mado 鈴/スズ/suzu ' +
    '里/サト/sato 坂/サカ/saka 峰/ミネ/mine 渡/ワタリ/watari 宿/ヤド/yado 川/カワ/kawa 音/ネ/ne 笛/フエ/fue 橋/ハシ/hashi ' +
    '島/シマ/shima 門/カド/kado 船/フネ/fune 瀬/セ/se 蔵/クラ/kura 路/ジ/ji',
)

const kinds = [
  ['hotel', 'ホテル', 'ホテル', 'hotel'],
  ['restaurant', '食堂', 'ショクドウ', 'dining'],
  ['venue', '会館', 'カイカン', 'hall'],
  ['management', 'ビル管理', 'ビルカンリ', 'building'],
] as const

const endings = ['example.jp', 'example.jp', 'example.com', 'example'] as const

/** The client at a place of the list: 576 hotels, 576 restaurants, 576 halls, the rest managers of buildings. */
export function clientAt(at: number): Client {
  const random = openRandom(`client ${at}`)
  const stem = (at * 251) % 576
  const [first, second] = [firsts[Math.floor(stem / 24)] as Piece, seconds[stem % 24] as Piece]
  const [kind, word, wordKana, wordLatin] = kinds[Math.floor(at / 576)] as (typeof kinds)[number]
  const brand = kind === 'hotel' ? `${word}${first[0]}${second[0]}` : `${first[0]}${second[0]}${word}`
  const stemKana = `${first[1]}${second[1]}`
  const kana = kind === 'hotel' ? `${wordKana}${stemKana}` : `${stemKana}${wordKana}`
  const address = drawAddress(random)
  return {
    id: at + 1,
    kind,
    name: random.chance(0.6) ? `株式会社${brand}` : `${brand}株式会社`,
    kana: random.chance(0.1) ? halfWidthKana(kana) : kana,
    brand,
    domain: `${first[2]}${second[2]}-${wordLatin}.${endings[at % endings.length]}`,
    address,
    phone: fixedLine(address.areaCode, at * 5 + 3),
  }
}

const wings = [
  '本館',
  '別館',
  '東館',
  '西館',
  '駅前店',
  '港店',
  '丘の上店',
  '川沿い店',
  '中央店',
  '北口店',
] as const

/** What a client's facility is called; `extra` is 0 for the main one. */
export function facilityName(client: Client, extra: number): string {
  if (extra === 0) return client.kind === 'restaurant' ? `${client.brand} 本店` : `${client.brand} 本館`
  return `${client.brand} ${wings[1 + (extra % (wings.length - 1))]}`
}
