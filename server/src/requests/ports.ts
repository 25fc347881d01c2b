// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database, Tx } from '../database/index.ts'
import type { Clock, Language, Log } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Mail, Printer } from '../messages/index.ts'
import type { Vault } from '../vault/index.ts'
import type { FoundCollection } from './found.ts'

/** What a walk over the connected sources brought. With an unavailable source there are no collections. */
export interface Collected {
  readonly sources: readonly {
    key: string
    state: 'read' | 'unavailable' | 'waiting'
    rows: number | null
    /** Why it could not be read, or not wholly (`row-limit`): a code. */
    reason: string | null
  }[]
  readonly collections: readonly FoundCollection[]
  readonly queries: number
}

/** What requests need of the rest, wired by hand in main.ts. */
export interface RequestPorts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly vault: Vault
  readonly ledger: Ledger
  /** Address of the server as people see it, without a slash at its end. */
  readonly publicUrl: string
  /** The pack in force of an organisation. */
  inForce(organisation: string): Pack
  /** Walks the connected sources from a person's identities: each kind with its spellings. */
  collect(organisation: string, identities: Readonly<Record<string, readonly string[]>>): Promise<Collected>
  /** Kinds of identity that the connected systems can be searched by. */
  identityKinds(organisation: string): Promise<string[]>
  readonly mail: Pick<Mail, 'queue' | 'standing'>
  readonly printer: Pick<Printer, 'renderPdf'>
  /** What the first page says of changes of the policy, as HTML. */
  news(organisation: string, language: Language): Promise<string>
  /** Records that a person acknowledged the policy in force by a channel. */
  acknowledge(
    tx: Tx,
    organisation: string,
    given: { person: string; channel: string; actor: Reference },
  ): Promise<void>
  /** Enqueues a job in the business transaction. */
  enqueue(
    tx: Tx,
    name: 'requests.collect' | 'requests.package',
    data: { organisation: string; id: string },
  ): Promise<void>
}
