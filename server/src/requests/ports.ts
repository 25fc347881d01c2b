// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Database, Tx } from '../database/index.ts'
import type { Clock, Language, Log } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'
import type { FoundCollection } from './found.ts'

/** What a walk over the connected sources brought. With an unavailable source there are no collections. */
export interface Collected {
  readonly sources: readonly {
    key: string
    state: 'read' | 'unavailable'
    rows: number | null
    reason: string | null
  }[]
  readonly collections: readonly FoundCollection[]
  readonly queries: number
}

/** A mail to be sent about a request; what it says is composed by `messages`. */
export type RequestMail = {
  readonly person: string
  readonly to: string
  readonly language: Language
  readonly request: string
} & (
  | { readonly kind: 'code'; readonly code: string; readonly minutes: number }
  | { readonly kind: 'received'; readonly number: string; readonly dueOn: string; readonly followUrl: string }
  | {
      readonly kind: 'answered'
      readonly number: string
      readonly link: string
      readonly expiresOn: string
      readonly bytes: number
    }
  | {
      readonly kind: 'refused'
      readonly number: string
      readonly ground: string
      readonly explanation: string
    }
)

/** What the readable documents of an answer are made from. */
export interface AnswerDocument {
  readonly pack: Pack
  readonly language: Language
  readonly number: string
  readonly name: string
  readonly receivedOn: string
  readonly answeredOn: string
  readonly collections: readonly FoundCollection[]
  readonly removed: readonly { collection: string; rows: number; fields: number; reasons: string[] }[]
}

/** How a mail of a request stands. */
export interface MailState {
  readonly kind: string
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly at: string
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
  /** Walks the connected sources from a person's identities. */
  collect(organisation: string, identities: Readonly<Record<string, string>>): Promise<Collected>
  /** Queues a mail in the business transaction. */
  mail(tx: Tx, organisation: string, mail: RequestMail): Promise<void>
  /** Mails about a request so far. */
  mailsOf(tx: Tx, organisation: string, request: string): Promise<MailState[]>
  /** Enqueues a job in the business transaction. */
  enqueue(
    tx: Tx,
    name: 'requests.collect' | 'requests.package',
    data: { organisation: string; id: string },
  ): Promise<void>
  /** Renders the readable document and the letter (PDF). */
  render(document: AnswerDocument): Promise<{ disclosure: Uint8Array; letter: Uint8Array }>
}
