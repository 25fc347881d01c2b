// SPDX-License-Identifier: Apache-2.0
import type { Language, Pack } from '@yakusoku/core/packs'

/** One sentence of two versions: what it said and what it says, and where it stands. */
export interface Pair {
  readonly state: 'added' | 'removed' | 'changed' | 'same'
  readonly heading: string
  readonly promises: readonly string[]
  readonly before: string | null
  readonly after: string | null
}

interface Placed {
  readonly heading: string
  readonly text: string
  readonly promises: readonly string[]
}

/** Sentences by what they are known by: the promise they tell, else their words; a promise told twice counts up. */
function sentencesOf(pack: Pack, language: Language): Map<string, Placed> {
  const found = new Map<string, Placed>()
  for (const { heading, sentences } of pack.policy[language].sections)
    for (const { text, promises } of sentences) {
      const name = promises.length > 0 ? promises.join(' ') : `"${text}"`
      let key = name
      for (let count = 2; found.has(key); count += 1) key = `${name} #${count}`
      found.set(key, { heading, text, promises })
    }
  return found
}

/**
 * The sentences of two versions side by side, in the order of the later one; what was removed stands where it stood,
 * after the sentence before it.
 */
export function compareTexts(from: Pack, to: Pack, language: Language): Pair[] {
  const [before, after] = [sentencesOf(from, language), sentencesOf(to, language)]
  const gone = removedAfter(before, after)
  const pairs: Pair[] = (gone.get('') ?? []).map(removed)
  for (const [key, now] of after) {
    const old = before.get(key)
    const state = old === undefined ? 'added' : old.text === now.text ? 'same' : 'changed'
    pairs.push({
      state,
      heading: now.heading,
      promises: now.promises,
      before: old?.text ?? null,
      after: now.text,
    })
    pairs.push(...(gone.get(key) ?? []).map(removed))
  }
  return pairs
}

const removed = ({ heading, promises, text }: Placed): Pair => ({
  state: 'removed',
  heading,
  promises,
  before: text,
  after: null,
})

/** What the later version no longer says, by the last sentence before it that stayed. */
function removedAfter(
  before: ReadonlyMap<string, Placed>,
  after: ReadonlyMap<string, Placed>,
): Map<string, Placed[]> {
  const gone = new Map<string, Placed[]>()
  let last = ''
  for (const [key, sentence] of before) {
    if (after.has(key)) last = key
    else gone.set(last, [...(gone.get(last) ?? []), sentence])
  }
  return gone
}
