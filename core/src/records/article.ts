// SPDX-License-Identifier: Apache-2.0
import type { Local } from '@yakusoku/core/packs'

const laws: readonly (readonly [string, string])[] = [
  ['APPI Rules', '個人情報保護法施行規則'],
  ['APPI Order', '個人情報保護法施行令'],
  ['APPI', '個人情報保護法'],
  ['Rules', '施行規則'],
  ['Order', '施行令'],
]
const numerals = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']
const piece =
  /^(?:(?<law>(?:APPI )?Rules|(?:APPI )?Order|APPI) )?(?:Art\. )?(?<place>\d+(?:-\d+)?(?:\([0-9ivx]+\))*)$/

/** An article as law packs write it (`APPI Art. 27(5)(i)`), in both languages; what is of another form stays as it is. */
export function articleOf(article: string): Local {
  const pieces = article.split(', ').map((one) => piece.exec(one)?.groups)
  const ja = pieces.map((found) => found && japanese(found['law'], found['place'] ?? ''))
  return { ja: ja.every((one) => one !== undefined) ? ja.join('、') : article, en: article }
}

function japanese(law: string | undefined, place: string): string {
  const [article = '', ...inner] = place.split(/[()]+/).filter((part) => part !== '')
  const [number = '', branch] = article.split('-')
  const rest = inner.map((part) => {
    const item = numerals.indexOf(part)
    return item < 0 ? `第${part}項` : `第${item + 1}号`
  })
  const named = laws.find(([name]) => name === law)?.[1] ?? ''
  return `${named}第${number}条${branch === undefined ? '' : `の${branch}`}${rest.join('')}`
}
