// SPDX-License-Identifier: Apache-2.0
// What was asked and answered here, counted, so that the server's log of uses holds it too. No person is in it.
import type { Decision, Question } from '@yakusoku/core/gate'

/** How often a question was answered so on a day. */
export interface Use {
  readonly day: string
  readonly question: Question
  readonly decision: Decision
  count: number
}

/** Different uses that wait at most; a program that makes up names by the thousand fills no memory. */
const MOST = 5_000

/** Uses that wait to be sent. */
export class Counts {
  /** Answers that there was no place to count. */
  lost = 0
  readonly #counters = new Set<Counter>()
  #uses = new Map<string, Use>()

  /** Counts the answers of one question, as fast as they come. */
  counter(question: Question): Counter {
    return new Counter(question, this.#counters)
  }

  /** Counts one answer, or so many. */
  note(use: Use): void {
    const { day, question, decision, count } = use
    const { act, actor, category, purpose, recipient } = question
    const { answer, reason } = decision
    const name = JSON.stringify([day, answer, reason, act, actor, category, purpose, recipient])
    const known = this.#uses.get(name)
    if (known) known.count += count
    else if (this.#uses.size < MOST) this.#uses.set(name, { ...use })
    else this.lost += count
  }

  /** Takes out what was counted. */
  take(): Use[] {
    for (const counter of this.#counters) for (const use of counter.take()) this.note(use)
    this.#counters.clear()
    const uses = [...this.#uses.values()]
    this.#uses = new Map()
    return uses
  }
}

/** Counts without looking anything up while the answer stays the same object, as it mostly does. */
export class Counter {
  readonly #question: Question
  readonly #started: Set<Counter>
  #uses: Use[] = []
  #last: Use | undefined

  constructor(question: Question, started: Set<Counter>) {
    this.#question = question
    this.#started = started
  }

  add(decision: Decision, day: string): void {
    if (this.#last?.decision === decision && this.#last.day === day) this.#last.count += 1
    else this.#other(decision, day)
  }

  take(): Use[] {
    const uses = this.#uses
    this.#uses = []
    this.#last = undefined
    return uses
  }

  #other(decision: Decision, day: string): void {
    let use = this.#uses.find((one) => one.decision === decision && one.day === day)
    if (!use) {
      use = { day, question: this.#question, decision, count: 0 }
      this.#uses.push(use)
      this.#started.add(this)
    }
    use.count += 1
    this.#last = use
  }
}
