// SPDX-License-Identifier: Apache-2.0
import type { Pack, PackData } from '@yakusoku/core/packs'
import type { Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the records need of the rest, wired by hand in application.ts. */
export interface RecipientPorts {
  readonly db: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly ledger: Ledger
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Law packs at hand. */
  readonly laws: readonly PackData[]
}

/** Names actors for people. */
export type NameActors = (actors: readonly Reference[]) => Promise<(actor: Reference) => string>
