// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database, Tx } from '../database/index.ts'
import type { Clock, Log } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the programme needs of the rest, wired by hand in application.ts. */
export interface ProgrammePorts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  readonly ledger: Ledger
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Every published version, in the order in which they come into force. */
  history(organisation: string): readonly Pack[]
  /** References of a pack that another capability opens duties for itself, such as the review of the inventory. */
  elsewhere(tx: Tx, organisation: string, pack: Pack): Promise<ReadonlySet<string>>
  /** Names actors for people. */
  nameActors(actors: readonly Reference[]): Promise<(actor: Reference) => string>
}

/** Who acts: as facts name them, and their roles in the organisation. */
export interface Actor {
  readonly reference: Reference
  readonly roles: readonly string[]
}
