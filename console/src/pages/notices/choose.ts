// SPDX-License-Identifier: Apache-2.0
import type { Talk } from 'yakusoku/contract'
import { matches } from '../../matches.ts'

/** The clients whose name or place has the words, in any width and case, and how many there are; `most` of them are shown. */
export function choose(
  talks: readonly Talk[],
  words: string,
  most: number,
): { readonly shown: readonly Talk[]; readonly count: number } {
  const found = talks.filter(({ name, label }) => matches(words, [name, label]))
  return { shown: found.slice(0, most), count: found.length }
}
