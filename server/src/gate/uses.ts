// SPDX-License-Identifier: Apache-2.0
// What was asked and answered, counted in memory and written down now and again: one fact for many answers.
import type { Decision, Question } from '@yakusoku/core/gate'
import { inOrganisation } from '../database/index.ts'
import { newId } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import { actorKept, keepable } from './kept-names.ts'
import { kindsOf } from './kinds.ts'
import type { Node } from './node.ts'
import type { GatePorts } from './ports.ts'
import * as store from './store.ts'
import type { CountedUse, KindRow, Use } from './store.ts'
import { Tally, type Noted } from './tally.ts'

/** Distinct kinds of answers that wait at most; a caller who makes up names by the thousand fills no memory. */
const mostWaiting = 5_000
const inOneFact = 200

/** What waits to be written down of an organisation: the days' tallies, and what was counted elsewhere. */
interface Waiting {
  tallies: Tally[]
  added: CountedUse[]
}

/** Counts uses of every organisation until they are written down. */
export class Uses {
  #waiting = new Map<string, Waiting>()
  readonly #ports: Pick<GatePorts, 'db' | 'clock' | 'ledger' | 'log'>
  #lost = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(ports: Pick<GatePorts, 'db' | 'clock' | 'ledger' | 'log'>) {
    this.#ports = ports
  }

  /** Counts one answer of a node. */
  note(node: Node, organisation: string, day: string, noted: Noted): void {
    const waiting = this.#of(organisation)
    let tally = waiting.tallies.at(-1)
    if (tally?.day !== day || tally.node !== node) {
      tally = new Tally(node, day)
      waiting.tallies.push(tally)
    }
    if (!tally.note(noted, this.#ports.clock.now().epochMilliseconds, mostWaiting)) this.#lost += 1
  }

  /** Takes over what was counted elsewhere. */
  add(organisation: string, uses: readonly CountedUse[]): void {
    const { added } = this.#of(organisation)
    const room = uses.slice(0, Math.max(0, mostWaiting - added.length))
    added.push(...room)
    for (const { count } of uses.slice(room.length)) this.#lost += count
  }

  /** Writes down what was counted: facts and register in one transaction; what fails is counted on. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    const written = this.#waiting
    this.#waiting = new Map()
    for (const [organisation, waiting] of written) {
      try {
        await this.#writeOf(organisation, waiting)
      } catch (error) {
        this.#ports.log.error('gate.uses-not-written', { organisation, error })
        const since = this.#of(organisation)
        since.tallies.unshift(...waiting.tallies)
        since.added.unshift(...waiting.added)
      }
    }
    if (this.#lost > 0) this.#ports.log.warn('gate.uses-not-counted', { count: this.#lost })
    this.#lost = 0
  }

  #of(organisation: string): Waiting {
    const waiting = this.#waiting.get(organisation) ?? { tallies: [], added: [] }
    this.#waiting.set(organisation, waiting)
    return waiting
  }

  async #writeOf(organisation: string, { tallies, added }: Waiting): Promise<void> {
    const uses = merged([...tallies.flatMap(usesOf), ...added])
    const kinds: KindRow[] = []
    for (const tally of tallies) kinds.push(...(await kindsOf(tally)))
    const { db, ledger, clock } = this.#ports
    await inOrganisation(db, organisation, async (tx) => {
      for (let at = 0; at < uses.length; at += inOneFact) {
        const some = uses.slice(at, at + inOneFact)
        await ledger.append(tx, organisation, [
          {
            type: 'gate.decided',
            at: clock.now(),
            actor: system,
            subject: { kind: 'gate', id: newId() },
            clear: { uses: some.map(({ use, count }) => ({ ...use, promises: [...use.promises], count })) },
            promises: [...new Set(some.flatMap(({ use }) => use.promises))].slice(0, 100),
          },
        ])
        await store.addUses(tx, organisation, some)
      }
      await store.addKinds(tx, organisation, kinds)
    })
  }
}

const usesOf = (tally: Tally): CountedUse[] =>
  [...tally.all()].map(({ question, told, count, last }) => ({
    use: useOf(tally.day, question, told),
    count,
    last: new Date(last),
  }))

/** An answer as it is counted in the register, by names that may be kept. */
export function useOf(day: string, question: Question, decision: Decision): Use {
  const { act, category, purpose, recipient = '', actor } = question
  return {
    day,
    answer: decision.answer,
    reason: decision.reason,
    act: keepable(act),
    category: keepable(category),
    purpose: keepable(purpose),
    recipient: keepable(recipient),
    roles: actor.roles.map(keepable).join(' '),
    actor: actorKept(actor.id),
    promises: decision.promises,
  }
}

/** One entry for each use: different questions may be alike once their names are left out. */
function merged(uses: readonly CountedUse[]): CountedUse[] {
  const found = new Map<string, CountedUse>()
  for (const { use, count, last } of uses) {
    const { promises: _, ...same } = use
    const key = JSON.stringify(Object.values(same))
    const known = found.get(key)
    found.set(key, {
      use,
      count: count + (known?.count ?? 0),
      last: known && known.last > last ? known.last : last,
    })
  }
  return [...found.values()]
}
