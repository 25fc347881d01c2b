// SPDX-License-Identifier: Apache-2.0
// Answers of one day counted in memory, for as little as that may cost while others wait for theirs.
import type { Asking, Decision, Question } from '@yakusoku/core/gate'
import type { Node } from './node.ts'

/** An answer as it is counted. */
export interface Noted {
  /** The question prepared: the same for questions alike. */
  readonly asking: Asking
  readonly question: Question
  /** How the person stands, as the gate numbers it. */
  readonly stands: number
  /** What the gate decided. */
  readonly decision: Decision
  /** What was answered: a denial where a permit could not be recorded. */
  readonly told: Decision
}

/** Answers alike, how often, when last (milliseconds), and how often to people who stood alike. */
export interface Counted extends Pick<Noted, 'question' | 'decision' | 'told'> {
  count: number
  last: number
  readonly stands: Map<number, number>
}

/** Answers of one day. */
export class Tally {
  readonly node: Node
  readonly day: string
  /** How many different kinds are counted. */
  size = 0
  readonly #counted = new Map<Asking, Map<Decision | 'not-recordable', Counted>>()

  constructor(node: Node, day: string) {
    this.node = node
    this.day = day
  }

  /** Counts an answer; false where it is of a new kind and no more of those may come. */
  note(one: Noted, now: number, most: number): boolean {
    const { asking, decision, told, stands } = one
    const answers = this.#counted.get(asking)
    const answer = told === decision ? decision : 'not-recordable'
    const known = answers?.get(answer)
    const alike = known?.stands.get(stands)
    if (alike === undefined) {
      if (this.size >= most) return false
      this.size += 1
    }
    const counted = known ?? this.#begin(one, answer, answers)
    counted.count += 1
    counted.last = now
    counted.stands.set(stands, (alike ?? 0) + 1)
    return true
  }

  /** Everything counted. */
  *all(): Generator<Counted> {
    for (const answers of this.#counted.values()) yield* answers.values()
  }

  #begin(
    { asking, question, decision, told }: Noted,
    answer: Decision | 'not-recordable',
    answers: Map<Decision | 'not-recordable', Counted> = new Map(),
  ): Counted {
    const counted: Counted = { question, decision, told, count: 0, last: 0, stands: new Map() }
    this.#counted.set(asking, answers.set(answer, counted))
    return counted
  }
}
