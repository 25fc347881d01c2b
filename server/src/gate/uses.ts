// SPDX-License-Identifier: Apache-2.0
// What was asked and answered, counted in memory and written down now and again: one fact for many answers.
import type { Decision, Question } from '@yakusoku/core/gate'
import { createHash } from 'node:crypto'
import { inOrganisation } from '../database/index.ts'
import { newId } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import type { GatePorts } from './ports.ts'
import * as store from './store.ts'
import type { Use } from './store.ts'

/** Distinct uses that wait at most; a caller who makes up names by the thousand fills no memory. */
const mostWaiting = 5_000
const inOneFact = 200

const plain = /^[a-z][a-z0-9_.:-]{0,59}$/i
const digits = /\d{4}/

/** A name as it may be kept: what a caller made up may hold anything, and personal data is not written down. */
export const keepable = (name: string): string =>
  plain.test(name) && !digits.test(name) ? name : name === '' ? '' : '…'

/** An actor as it may be kept: ids of programs and operators as they are, anything else by a short hash. */
export const actorKept = (id: string | undefined): string =>
  id === undefined
    ? ''
    : isId(id) || keepable(id) === id
      ? id
      : `#${createHash('sha256').update(id).digest('hex').slice(0, 10)}`

const isId = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)

/** Counts uses of every organisation until they are written down. */
export class Uses {
  readonly #waiting = new Map<string, Map<string, { use: Use; count: number; last: Date }>>()
  readonly #ports: Pick<GatePorts, 'db' | 'clock' | 'ledger' | 'log'>
  #lost = 0

  constructor(ports: Pick<GatePorts, 'db' | 'clock' | 'ledger' | 'log'>) {
    this.#ports = ports
  }

  /** Counts one answer. */
  note(organisation: string, day: string, question: Question, decision: Decision): void {
    const { act, category, purpose, recipient = '', actor } = question
    const use: Use = {
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
    const key = `${day}\n${use.answer}\n${use.reason}\n${use.act}\n${use.category}\n${use.purpose}\n${use.recipient}\n${use.roles}\n${use.actor}`
    const uses = this.#waiting.get(organisation) ?? new Map()
    this.#waiting.set(organisation, uses)
    const known = uses.get(key)
    if (known) {
      known.count += 1
      known.last = new Date(this.#ports.clock.now().epochMilliseconds)
    } else if (uses.size < mostWaiting)
      uses.set(key, { use, count: 1, last: new Date(this.#ports.clock.now().epochMilliseconds) })
    else this.#lost += 1
  }

  /** Writes down what was counted: facts and register in one transaction; what fails is counted on. */
  async write(): Promise<void> {
    for (const [organisation, uses] of this.#waiting) {
      if (uses.size === 0) continue
      this.#waiting.set(organisation, new Map())
      try {
        await this.#writeOf(organisation, [...uses.values()])
      } catch (error) {
        this.#ports.log.error('gate.uses-not-written', { organisation, error })
        const now = this.#waiting.get(organisation) ?? new Map()
        for (const [key, one] of uses) {
          const since = now.get(key)
          now.set(key, since ? { ...since, count: since.count + one.count } : one)
        }
        this.#waiting.set(organisation, now)
      }
    }
    if (this.#lost > 0) this.#ports.log.warn('gate.uses-not-counted', { count: this.#lost })
    this.#lost = 0
  }

  async #writeOf(organisation: string, uses: { use: Use; count: number; last: Date }[]): Promise<void> {
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
    })
  }
}
