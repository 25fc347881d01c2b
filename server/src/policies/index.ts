// SPDX-License-Identifier: Apache-2.0
/**
 * Policies: drafts, their check and approval, publication, and the packs in force.
 * Facts: policies.submitted, .recalled, .approved, .sent-back, .published, .withdrawn.
 * Invariants: a published version never changes, and its number is never used again; which pack is in force is decided
 * by its effective day, here only; nothing is published that has an error of the check, that somebody other than its
 * authors has not approved, or that its publisher did not name by its version; two editors never overwrite each other;
 * every server sees a publication within a second or so, by watching one number; a promise is called held only when
 * this version carries out everything its pack names for it.
 */
export { Policies } from './policies.ts'
export { readPacks, type PackFolder } from './packs.ts'
export { takeUp } from './folder.ts'
export type { EarliestDay, PublicationPorts } from './ports.ts'
export { policiesRefusals } from './refusals.ts'
export { viewPolicy, type PromiseEvidence } from './promises.ts'
export type { CategoryStanding, CarriedOut } from './kept.ts'
export type { PromiseView } from './contract.ts'
export { mission, type MissionEntry, type PromiseTest } from './mission.ts'
export { readPolicy, registerPolicyRoutes } from './routes.ts'
export { registerVersionRoutes } from './version-routes.ts'
export { registerDraftRoutes } from './draft-routes.ts'
export { readDraftPack } from './draft-pack.ts'
