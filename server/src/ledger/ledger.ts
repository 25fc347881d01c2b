// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '@yakusoku/core/ledger'
import { inOrganisation, type Database, type Tx } from '../database/index.ts'
import type { Clock, Log } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import { append, type NewFact } from './append.ts'
import { exportLedger } from './export.ts'
import { inspect, type Damage } from './inspect.ts'
import { sequence } from './sequence.ts'
import { startSequencer, type Sequencer } from './sequencer.ts'
import { found } from './signing.ts'
import { tree } from './store.ts'

const dayMilliseconds = 86_400_000

/** The ledgers of this installation: one tree an organisation. */
export class Ledger {
  readonly #db: Database
  readonly #vault: Vault
  readonly #clock: Clock
  #sequencer: Sequencer | undefined

  constructor(db: Database, vault: Vault, clock: Clock) {
    this.#db = db
    this.#vault = vault
    this.#clock = clock
  }

  /** Founds an organisation's tree; an existing one stays as it is. */
  found(tx: Tx, organisation: string, origin: string): Promise<void> {
    return found(this.#vault, tx, organisation, origin)
  }

  /** Appends facts within the caller's transaction: they exist exactly when it commits. */
  async append(tx: Tx, organisation: string, facts: readonly NewFact[]): Promise<Fact[]> {
    const appended = await append(this.#vault, tx, organisation, facts)
    this.#sequencer?.nudge()
    return appended
  }

  /** Numbers what is committed now; returns how many facts got a number. */
  async sequence(organisation: string): Promise<number> {
    let total = 0
    for (;;) {
      const count = await sequence(this.#db, this.#vault, this.#clock, organisation)
      total += count
      if (count === 0) return total
    }
  }

  /** Starts numbering in the background. */
  start(log: Log): void {
    this.#sequencer ??= startSequencer(this.#db, this.#vault, this.#clock, log)
  }

  /** Stops numbering; what is pending stays for the next start. */
  async stop(): Promise<void> {
    await this.#sequencer?.stop()
    this.#sequencer = undefined
  }

  /** The export of an organisation's ledger, line by line. */
  export(organisation: string): AsyncGenerator<Uint8Array> {
    return exportLedger(this.#db, this.#vault, this.#clock, organisation)
  }

  /** Inspects a ledger that was not inspected for a day; undefined when it was. */
  async inspectWhenDue(organisation: string): Promise<Damage[] | undefined> {
    const row = await inOrganisation(this.#db, organisation, (tx) => tree(tx, organisation))
    const age = this.#clock.now().epochMilliseconds - (row?.inspected_at?.getTime() ?? 0)
    return row === undefined || age < dayMilliseconds ? undefined : this.inspect(organisation)
  }

  /** Reads the whole ledger again and says where it is damaged. */
  inspect(organisation: string): Promise<Damage[]> {
    return inspect(this.#db, this.#clock, organisation)
  }
}
