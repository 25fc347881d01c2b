// SPDX-License-Identifier: Apache-2.0
import type { Dataset } from '@yakusoku/core/datamap'
import type { Pack } from '@yakusoku/core/packs'
import type { Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'

/** What the inventory needs of the rest, wired by hand in application.ts. */
export interface InventoryPorts {
  readonly db: Database
  readonly clock: Clock
  readonly ledger: Ledger
  /** The pack in force of an organisation. */
  inForce(organisation: string): Pack
  /** The data maps of the connected systems. */
  maps(organisation: string): Promise<readonly { readonly dataset: Dataset }[]>
  /** Names actors for a history. */
  nameActors(actors: readonly Reference[]): Promise<(actor: Reference) => string>
}
