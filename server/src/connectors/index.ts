// SPDX-License-Identifier: Apache-2.0
/**
 * Hands in other systems: one interface, one file an engine, one suite of conformance (`conformance.case.ts`).
 * Invariants: sources are only ever read; values of persons travel as parameters only; a
 * failure names the source and what to do, never a password or a value.
 */
export type {
  Column,
  Connector,
  ConnectorOptions,
  FindQuery,
  ForeignKey,
  Found,
  Kind,
  Match,
  Table,
  TableName,
  Target,
} from './connector.ts'
export { checkMap, type MapCheck } from './check-map.ts'
export { SourceFailure } from './failure.ts'
export type { FailureCode } from './failure.ts'
export { describeUrl, openConnector } from './open.ts'
export { disclose } from './disclose.ts'
export type { Connections, DiscloseOptions, Disclosure, Gap, SourceReport } from './disclose.ts'
export type { Identities } from './feed.ts'
export { distinctValues, type Wanted } from './distinct.ts'
export { openHeld, type HeldReader } from './held.ts'
