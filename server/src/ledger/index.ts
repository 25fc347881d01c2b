// SPDX-License-Identifier: Apache-2.0
/**
 * Facts: appended in the business transaction, numbered after the commit, proven by an RFC 6962 tree an organisation.
 * Invariants: a fact exists exactly when its transaction committed; every committed fact gets one number; nothing is
 * updated or deleted; the leaf (`entry`) is the truth and other columns only find it.
 */
export { Ledger } from './ledger.ts'
export { system, sha256, type NewFact, type Reference } from './append.ts'
export {
  listFacts,
  newestTime,
  readFact,
  receiptOf,
  state,
  evidence,
  toView,
  readTile,
  readEntries,
  type NumberedFact,
} from './read.ts'
export type { Damage } from './inspect.ts'
export { registerLedgerRoutes, type LedgerRoutes } from './routes.ts'
export { ledgerRefusals } from './refusals.ts'
