// SPDX-License-Identifier: Apache-2.0
import { touched, type PackDiff, type Touched } from '@yakusoku/core/diff'
import type { HeldCount } from '../catalog/index.ts'
import { askServer, noAnswer, type Asked } from './ask-server.ts'
import type { Sentence } from './terminal.ts'

/** What a difference touches, as a server counted it. */
export type TouchedHeld = Touched<HeldCount>

const nothing: HeldCount = {
  categories: [],
  unknown: [],
  people: { count: 0, precision: 'exact' },
  records: { count: 0, precision: 'exact' },
  systems: [],
}

/** Asks a server how many people and records a difference touches; each set of categories once, one after another. */
export async function countTouched(
  diff: PackDiff,
  asked: Asked,
): Promise<{ touched: TouchedHeld } | { wrong: Sentence }> {
  const way = askServer(asked)
  if ('wrong' in way) return way
  const sets = new Map<string, readonly string[]>()
  touched(diff, (categories) => sets.set(nameOf(categories), categories))
  const counts = new Map<string, HeldCount>()
  for (const [name, categories] of sets) {
    if (categories.length === 0) continue
    const query = [...new Set(categories)].map((category): [string, string] => ['category', category])
    const given = await way.ask(`catalog/counts?${new URLSearchParams(query).toString()}`, 'sources:read')
    if ('wrong' in given) return given
    if (!isCount(given.answer)) return noAnswer(asked.server)
    counts.set(name, given.answer)
  }
  return { touched: touched(diff, (categories) => counts.get(nameOf(categories)) ?? nothing) }
}

const nameOf = (categories: readonly string[]) => [...new Set(categories)].toSorted().join(' ')

/** Whatever answers under this address may answer anything. */
function isCount(answer: unknown): answer is HeldCount {
  const { people, records, systems, unknown } = (answer ?? {}) as Partial<HeldCount>
  const numbers = [people?.count, records?.count].every((one) => typeof one === 'number')
  return numbers && Array.isArray(systems) && Array.isArray(unknown)
}
