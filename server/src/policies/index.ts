// SPDX-License-Identifier: Apache-2.0
/**
 * Packs in force: published once, unchangeable, hashed into the ledger. Facts: policies.published.
 * Invariants: a published version never changes; which pack is in force is decided by its effective day, here only;
 * a promise is called held only when this version carries out everything its pack names for it.
 */
export { Policies } from './policies.ts'
export { readPacks, readPackFolder, type PackFolder } from './packs.ts'
export { viewPolicy, type PromiseEvidence } from './promises.ts'
export { readPolicy, registerPolicyRoutes } from './routes.ts'
