// SPDX-License-Identifier: Apache-2.0
// What a draft would change of what was decided: recorded kinds decided again, added up and put together.
import type { Decision, Simulated } from '@yakusoku/core/gate'
import { recordedKind } from './kinds.ts'
import type { GateSimulation } from './contract.ts'
import type { KindRow } from './store.ts'

type Effect = keyof GateSimulation['effects']
type Tallied = { decisions: number; kinds: number }

/** Decisions alike that the draft would change alike. */
export interface Change {
  readonly effect: Effect
  readonly kind: KindRow
  readonly before: Decision
  readonly after: Decision
  count: number
  first: string
  last: string
}

/** What was found in all, and the changes, the most frequent first. */
export interface Found extends Record<'simulated' | 'changed' | 'moved' | 'least', Tallied> {
  readonly effects: Record<Effect, Tallied>
  readonly changes: readonly Change[]
}

const none = (): Tallied => ({ decisions: 0, kinds: 0 })

/** Decides the kinds again and adds up what changes; `rest` is waited for after each, so that others get their turn. */
export async function simulate(
  rows: readonly KindRow[],
  decideAgain: (kind: ReturnType<typeof recordedKind>) => Simulated,
  rest: () => Promise<void> | undefined,
): Promise<Found> {
  const [simulated, changed, moved, least] = [none(), none(), none(), none()]
  const effects = {
    denied: none(),
    permitted: none(),
    undeclared: none(),
    obligations: none(),
    reason: none(),
  }
  const changes = new Map<string, Change>()
  for (const row of rows) {
    const found = decideAgain(recordedKind(row))
    const count = (to: Tallied): void => {
      to.decisions += row.count
      to.kinds += 1
    }
    count(simulated)
    if (row.least) count(least)
    if (found.moved) count(moved)
    if (found.changed) {
      const effect = effectOf(found)
      count(changed)
      count(effects[effect])
      note(changes, row, effect, found)
    }
    await rest()
  }
  const sorted = [...changes.values()].toSorted((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1))
  return { simulated, changed, moved, least, effects, changes: sorted }
}

function effectOf({ before, after }: Simulated): Effect {
  if (after.answer === 'permit') return before.answer === 'permit' ? 'obligations' : 'permitted'
  if (after.answer === 'gap' && before.answer !== 'gap') return 'undeclared'
  return before.answer === 'permit' ? 'denied' : 'reason'
}

/** Changes of several days, and of several actors, are one: who asked is not what a draft is judged by. */
function note(changes: Map<string, Change>, kind: KindRow, effect: Effect, found: Simulated): void {
  const { before, after } = found
  const { actor, ...question } = kind.question
  const answers = [before, after].map(({ answer, reason, by, obligations }) => [
    answer,
    reason,
    by,
    obligations,
  ])
  const key = JSON.stringify([question, actor.roles, kind.person, kind.least, answers])
  const known = changes.get(key)
  if (known === undefined) {
    const { day: first, day: last, count } = kind
    changes.set(key, { effect, kind, before, after, count, first, last })
    return
  }
  known.count += kind.count
  if (kind.day < known.first) known.first = kind.day
  if (kind.day > known.last) known.last = kind.day
}
