// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Catalog } from '../catalog/index.ts'
import type { Database, Tx } from '../database/index.ts'
import type { Clock, Log } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Mail } from '../messages/index.ts'
import type { Vault } from '../vault/index.ts'

/** The work of notices that a job does: `gather` the addresses of a notice, `send` its next mails. */
export type NoticeJob = 'notices.gather' | 'notices.send'

/** What notices need of the rest, wired by hand in application.ts. */
export interface NoticePorts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  readonly ledger: Ledger
  readonly catalog: Pick<Catalog, 'maps'>
  readonly mail: Pick<Mail, 'queueAll' | 'recall'>
  /** Address of the server as people see it, without a slash at its end. */
  readonly publicUrl: string
  /** The pack in force of an organisation; refuses `common.not-found`. */
  inForce(organisation: string): Pack
  /** Every published version, in the order in which they come into force. */
  history(organisation: string): readonly Pack[]
  /** Enqueues a job in the business transaction. */
  enqueue(tx: Tx, name: NoticeJob, data: { organisation: string; id: string }): Promise<void>
}
