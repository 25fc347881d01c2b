// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the register needs of the rest, wired by hand in application.ts. */
export interface StandingPorts {
  readonly db: Database
  readonly clock: Clock
  readonly ledger: Ledger
  readonly vault: Vault
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Its published versions that were not withdrawn. */
  history(organisation: string): readonly Pack[]
  /** Names actors for people. */
  nameActors(actors: readonly Reference[]): Promise<(actor: Reference) => string>
  /** What an id is: an operator who works here, one who does not any more, or nobody known (a program of one's own). */
  operatorIs(organisation: string, id: string): Promise<'here' | 'gone' | 'unknown'>
}
