// SPDX-License-Identifier: Apache-2.0
// Answers that were given elsewhere, as they are counted here.
import type { Temporal } from 'temporal-polyfill'
import type { ReportedUse } from './contract.ts'
import { actorKept, keepable } from './kept-names.ts'
import type { Node } from './node.ts'
import type { CountedUse } from './store.ts'

/** A gate elsewhere that could not tell for longer than this tells no more of that day. */
const mostDaysAgo = 7

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** Uses by names that may be kept; of a day that is too long ago or still to come, none. */
export function reported(
  node: Pick<Node, 'today' | 'follower'>,
  uses: readonly ReportedUse[],
  now: Temporal.Instant,
): CountedUse[] {
  const last = new Date(now.epochMilliseconds)
  const known = new Set(node.follower.pack.promises.map(({ id }) => id))
  const near = ({ day }: ReportedUse): boolean => {
    const ago = daysBetween(day, node.today())
    return ago >= 0 && ago <= mostDaysAgo
  }
  return uses.filter(near).map(({ count, day, answer, ...one }) => ({
    use: {
      day,
      answer,
      reason: keepable(one.reason),
      act: keepable(one.act),
      category: keepable(one.category),
      purpose: keepable(one.purpose),
      recipient: keepable(one.recipient ?? ''),
      roles: one.roles.map(keepable).join(' '),
      actor: actorKept(one.actor ?? undefined),
      promises: one.promises.filter((id) => known.has(id)),
    },
    count,
    last,
  }))
}
