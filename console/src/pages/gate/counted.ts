// SPDX-License-Identifier: Apache-2.0
/** Uses that were counted by day, put together for reading. */
import type { GateUse } from 'yakusoku/contract'

/** One kind of use over the days that are shown. */
export type Counted = Omit<GateUse, 'day'>

/** Adds up the days of each kind of use, the latest first. */
export function summed(uses: readonly GateUse[]): Counted[] {
  const found = new Map<string, Counted>()
  for (const { day: _day, ...use } of uses) {
    const { answer, reason, act, category, purpose, recipient, roles, actor } = use
    const key = JSON.stringify([answer, reason, act, category, purpose, recipient, roles, actor])
    const known = found.get(key)
    found.set(key, known ? together(known, use) : use)
  }
  return [...found.values()].toSorted(latestFirst)
}

const together = (one: Counted, other: Counted): Counted => ({
  ...(one.lastAt < other.lastAt ? other : one),
  count: one.count + other.count,
})

const latestFirst = (a: { readonly lastAt: string }, b: { readonly lastAt: string }): number =>
  a.lastAt === b.lastAt ? 0 : a.lastAt < b.lastAt ? 1 : -1

/** Uses that had one reason. */
export interface OfReason {
  readonly reason: string
  readonly answer: GateUse['answer']
  readonly count: number
  readonly lastAt: string
  readonly uses: readonly Counted[]
}

/** Denials and gaps by their reason, the most frequent first. */
export function byReason(uses: readonly GateUse[]): OfReason[] {
  const groups = Map.groupBy(summed(uses), ({ answer, reason }) => `${answer} ${reason}`)
  return [...groups.values()]
    .flatMap((group) => {
      const [latest] = group
      if (latest === undefined) return []
      const { reason, answer, lastAt } = latest
      return [
        { reason, answer, lastAt, count: group.reduce((sum, { count }) => sum + count, 0), uses: group },
      ]
    })
    .toSorted((a, b) => b.count - a.count)
}
