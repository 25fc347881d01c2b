// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the register of persons needs of the rest, wired by hand in application.ts. */
export interface ConsentPorts {
  readonly db: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly ledger: Ledger
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Its published versions that were not withdrawn, oldest first. */
  history(organisation: string): readonly Pack[]
  /** Names actors for people. */
  nameActors(actors: readonly Reference[]): Promise<(actor: Reference) => string>
}
