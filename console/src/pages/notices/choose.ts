// SPDX-License-Identifier: Apache-2.0
import type { Talk } from 'yakusoku/contract'

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** The clients whose name or place has the words, in any width and case, and how many there are; `most` of them are shown. */
export function choose(
  talks: readonly Talk[],
  words: string,
  most: number,
): { readonly shown: readonly Talk[]; readonly count: number } {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  const found = talks.filter(({ name, label }) => {
    const text = folded(`${name} ${label}`)
    return wanted.every((word) => text.includes(word))
  })
  return { shown: found.slice(0, most), count: found.length }
}
