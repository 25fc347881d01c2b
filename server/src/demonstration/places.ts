// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts'

/** A postal address in one of the invented towns. */
export interface Address {
  readonly postalCode: string
  readonly prefecture: string
  readonly street: string
  /** Telephone area code of the town, with its leading zero. */
  readonly areaCode: string
}

const regions = [
  ['東京都', '03', '青藍区 汐見区 七夕区 朝凪区'],
  ['大阪府', '06', '難波津市 銀杏市 蛍野市'],
  ['愛知県', '052', '鯱鉾市 白陶市'],
  ['北海道', '011', '風雪市 鈴蘭市'],
  ['福岡県', '092', '潮風市 紫明市'],
  ['京都府', '075', '紅葉川市 竹灯市'],
  ['神奈川県', '045', '帆波市 群青市'],
  ['広島県', '082', '瀬音市'],
  ['宮城県', '022', '杜影市'],
  ['沖縄県', '098', '珊瑚市'],
] as const

const towns = 'みらい坂 月見台 架空町 星降町 雲雀丘 虹橋通 夕映町 若草台 水鏡町 初音町 千鳥通 朝顔町'.split(
  ' ',
)

/**
 * Draws an address: real prefectures, invented municipalities and towns, postal codes beginning with 000, which
 * the post does not give out.
 */
export function drawAddress(random: Random): Address {
  const [prefecture, areaCode, cities] = random.pick(regions)
  const town = random.below(towns.length)
  const number = `${random.between(1, 9)}-${random.between(1, 28)}-${random.between(1, 20)}`
  return {
    postalCode: `000-${String(random.below(10) * 1_000 + town * 37 + random.below(37)).padStart(4, '0')}`,
    prefecture,
    street: `${random.pick(cities.split(' '))}${towns[town]}${number}`,
    areaCode,
  }
}

/** What every telephone number here looks like: its middle is zeros, so that it rings nowhere. */
export const fictionalPhone = /^0\d{1,2}-0{3,4}-\d{4}$/

/** A fixed line of an area, 10 digits; `line` is taken modulo 10,000. */
export function fixedLine(areaCode: string, line: number): string {
  return `${areaCode}-${areaCode.length === 2 ? '0000' : '000'}-${String(line % 10_000).padStart(4, '0')}`
}

/** A mobile number, 11 digits, different for each `index` below 30,000. */
export function mobileLine(index: number): string {
  const line = (index * 7_919) % 30_000
  return `0${7 + Math.floor(line / 10_000)}0-0000-${String(line % 10_000).padStart(4, '0')}`
}

/** The digits in full width, as some people type them. */
export function fullWidthDigits(number: string): string {
  return number.replace(/[\d-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
}
