// SPDX-License-Identifier: Apache-2.0
/**
 * PostgreSQL: the embedded one or yours, migrations, transactions, tenants.
 * Invariants: every connection runs as a role bound by row-level security; a tenant's rows are reached only inside
 * `inOrganisation` or `withinOrganisation`; stores get a transaction, never the pool.
 */
export { startEmbedded, type Embedded } from './embedded.ts'
export { announce, type Presence } from './presence.ts'
export { asServiceRole, openDatabase, type Connection, type Database, type Tx } from './pool.ts'
export {
  inOrganisation,
  inInstallation,
  withinOrganisation,
  isStorageFull,
  isDatabaseAway,
} from './transaction.ts'
export { listen, type Listening } from './listen.ts'
export { migrate } from './migrate.ts'
export { registerOrganisation, listOrganisations, installationName } from './organisations.ts'
