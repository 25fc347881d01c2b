// SPDX-License-Identifier: Apache-2.0

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']

/**
 * True when two ways of writing articles, in Japanese or English, name the same place or one within the other:
 * `APPI Art. 33(2)(i)` and `個人情報保護法第33条第2項第1号`.
 */
export function sameArticle(one: string, other: string): boolean {
  const [left, right] = [placesOf(one), placesOf(other)]
  return left.some((a) =>
    right.some(
      (b) =>
        a.slice(0, b.length).every((part, index) => part === b[index]) ||
        b.slice(0, a.length).every((part, index) => part === a[index]),
    ),
  )
}

function placesOf(text: string): string[][] {
  return text
    .split(/[,、・;]|及び|又は| and /)
    .map((piece) => [...piece.normalize('NFKC').matchAll(/\d+(?:-\d+)*|\(([ivx]+)\)/g)].map(partOf))
    .filter((place) => place.length > 0)
}

const partOf = ([whole, roman]: RegExpExecArray | RegExpMatchArray): string =>
  roman === undefined ? (whole ?? '') : String(ROMAN.indexOf(roman) + 1)
