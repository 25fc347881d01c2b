// SPDX-License-Identifier: Apache-2.0
import type { Local } from './terms.ts'

const LONGEST = 100

/** The known word that takes the fewest single-letter changes, if so few that it was probably meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  // Comparing takes the product of the lengths, and nobody mistypes a name that long.
  if (word.length > LONGEST) return undefined
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const found = distance(word, candidate)
    if (found < bestDistance) [best, bestDistance] = [candidate, found]
  }
  return best
}

/** "Did you mean X?", or the words to choose from. */
export function meant(word: string, known: readonly string[]): Local {
  const best = nearest(word, known)
  if (best !== undefined) return { ja: `${best} ではありませんか。`, en: `Did you mean ${best}?` }
  if (known.length === 0) return { ja: '使える値がまだ定義されていません。', en: 'None is defined yet.' }
  const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '')
  return { ja: `使えるもの: ${shown}`, en: `Known: ${shown}` }
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
