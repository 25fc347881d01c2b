// SPDX-License-Identifier: Apache-2.0
import type { Pack, PackData } from '@yakusoku/core/packs'
import type { Temporal } from 'temporal-polyfill'
import type { Database, Tx } from '../database/index.ts'
import type { Clock, Text } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Policies } from './policies.ts'

/** A version that is being published, and the one that it follows. */
export interface Publication {
  readonly version: Pack
  readonly previous: Pack | undefined
  readonly at: Temporal.Instant
  readonly actor: Reference
  /** The fact `policies.published` of the same transaction. */
  readonly fact: string
}

/** A day before which a version may not come into force (YYYY-MM-DD), because of a notice that must run ahead. */
export interface EarliestDay {
  readonly day: string
  readonly notice: Text
}

/** What publication needs of others. */
export interface PublicationPorts {
  readonly db: Database
  readonly ledger: Ledger
  readonly clock: Clock
  readonly policies: Policies
  /** The law and standard packs that a draft is checked against. */
  readonly laws: readonly PackData[]
  /** The earliest day a version published now may come into force, and the notice that asks for it; none: any day. */
  readonly earliest: (version: Pack, previous: Pack) => EarliestDay | undefined
  /** Called in the transaction that publishes; what it throws undoes the publication. Not called at founding. */
  readonly announce: (tx: Tx, organisation: string, publication: Publication) => Promise<void>
  /** Called in the transaction that withdraws a version which was announced and is not in force yet. */
  readonly retract: (tx: Tx, organisation: string, version: Pack) => Promise<void>
}

/** Who acts: named in facts, the operator who answers for it, and what they may do in the organisation. */
export interface Editor {
  readonly reference: Reference
  readonly answerable: string
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<string>
}

/** Names actors for people: operators by their name, others by what they are. */
export type NameActors = (actors: readonly Reference[]) => Promise<(actor: Reference) => string>
