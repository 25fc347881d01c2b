// SPDX-License-Identifier: Apache-2.0
import { inInstallation, withinOrganisation, type Database, type Tx } from '../database/index.ts'
import type { Clock, Log, Text } from '../kernel/index.ts'
import type { Auth } from './auth.ts'
import type { AccountsEvent, PromisesOf, RecordFact } from './facts.ts'
import type { Limiter } from './limits.ts'
import type { Sessions } from './sessions.ts'
import { ownMembershipsWithin } from './store.ts'

/** What the operations of accounts work with. */
export interface AccountsContext {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly auth: () => Promise<Auth>
  readonly limiter: Limiter
  readonly sessions: Sessions
  readonly journal: Journal
  readonly publicUrl: string
  readonly organisationName: (organisation: string) => Text
}

/** Writes what happened to an account into the ledgers it concerns. */
export interface Journal {
  /** Into one organisation's ledger, in the transaction of the change itself. */
  write(tx: Tx, organisation: string, event: AccountsEvent): Promise<void>
  /**
   * Into the ledger of every organisation the operator works for: signing in concerns them all. Within the
   * transaction of the change; without one, where the library has changed something, right after it.
   */
  writeEverywhere(operator: string, event: AccountsEvent, within?: Tx): Promise<void>
  /**
   * Writes after the answer was sent: whether an address has an account must not show in how long a refusal takes.
   * A server killed at that moment loses these, and only these.
   */
  later(type: string, work: () => Promise<void>): void
  /** Waits for what was written later. */
  settle(): Promise<void>
}

/** Makes a journal on the ledger's port. */
export function createJournal(
  { db, clock, log }: Pick<AccountsContext, 'db' | 'clock' | 'log'>,
  record: RecordFact,
  promisesOf: PromisesOf,
): Journal {
  const pending = new Set<Promise<void>>()
  const journal: Journal = {
    async write(tx, organisation, event) {
      const promises = promisesOf(organisation, event.type)
      await record(tx, organisation, { ...event, version: 1, at: clock.now(), promises })
    },
    async writeEverywhere(operator, event, within) {
      if (within === undefined)
        return inInstallation(db, (tx) => journal.writeEverywhere(operator, event, tx))
      for (const { organisation_id: organisation } of await ownMembershipsWithin(within, operator))
        await withinOrganisation(within, organisation, (tx) => journal.write(tx, organisation, event))
    },
    later(type, write) {
      const work = write()
        .catch((error: unknown) => log.error('accounts.fact-lost', { type, error }))
        .finally(() => pending.delete(work))
      pending.add(work)
    },
    settle: async () => void (await Promise.all(pending)),
  }
  return journal
}
