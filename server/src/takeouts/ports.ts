// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the log of take-outs needs of the rest, wired by hand in application.ts. */
export interface TakeOutPorts {
  readonly db: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly ledger: Ledger
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Names of operators by their ids. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}
