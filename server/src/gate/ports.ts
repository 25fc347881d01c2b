// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import type { Pack, PackData } from '@yakusoku/core/packs'
import type { Database, Listening } from '../database/index.ts'
import type { Clock, Log } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { RecipientPorts } from '../recipients/index.ts'
import type { Vault } from '../vault/index.ts'

/** What the gate needs of the rest, wired by hand in application.ts. */
export interface GatePorts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly ledger: Ledger
  readonly vault: Vault
  readonly recipients: RecipientPorts
  /** Names of operators by their ids. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Every known law pack. */
  readonly laws: readonly PackData[]
  /** Publications and withdrawals of all organisations that this server has seen. */
  policyNews(): number
  /** Looks for new ones at once. */
  lookForPolicies(): Promise<void>
  /** Hears what the database tells of changes, until it is stopped. */
  listen(channels: readonly string[], heard: (channel: string, payload?: string) => void): Listening
  /** Finds out anew who is behind a request. */
  recheck(request: FastifyRequest): Promise<void>
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Its published versions that were not withdrawn, oldest first. */
  history(organisation: string): readonly Pack[]
}
