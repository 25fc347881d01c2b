// SPDX-License-Identifier: Apache-2.0
/**
 * How the organisation itself stands: receivers, approvals, assessments, filings, checks, clearances, assignments,
 * notices, purposes that a new version brought. Facts: standing.registered, .changed, .ended.
 * Invariants: an entry names only what the policy in force declares; nobody who left stays cleared or assigned;
 * clearances and roles are given by the privacy manager alone; an actor that is registered no more has no role; a new
 * purpose is related only after somebody said why.
 */
export { followOperators, forgetNewPurposes, noteNewPurposes } from './follow.ts'
export { registerIn } from './operations.ts'
export { hasEntries } from './store.ts'
export { readStanding, standingRevision } from './read.ts'
export { readWords } from './words.ts'
export { registerStandingRoutes } from './routes.ts'
export { standingRefusals } from './refusals.ts'
export type { StandingPorts } from './ports.ts'
export { receiverNamed, clientsOf, receiversOf } from './receivers.ts'
