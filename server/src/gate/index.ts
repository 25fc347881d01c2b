// SPDX-License-Identifier: Apache-2.0
/**
 * The gate: questions asked over HTTP by OpenID AuthZEN 1.0, decided by core/gate from memory. Facts: gate.decided (many
 * answers, counted), gate.permitted (a permit that the law or the policy asks to record), gate.reviewed, gate.review-read,
 * gate.copied (somebody took everything that is known, or much of it, to decide elsewhere).
 * Invariants: a node that has not seen the latest state for too long decides nothing; a permit that must be recorded is
 * told only after its record stands; no identifier of a person and no made-up name is kept; a search or an explanation
 * leaves no trace; nothing is decided by a clock that was set back; how people stood is kept whole only where several
 * stood alike, and for a quarter of a year.
 */
export { Gates } from './gates.ts'
export { registerAuthzenRoutes } from './authzen-routes.ts'
export { registerFollowRoutes } from './follow-routes.ts'
export { registerGateRoutes } from './routes.ts'
export { registerReviewRoutes } from './review-routes.ts'
export { registerSimulationRoutes } from './simulation-routes.ts'
export { forgetOldKinds } from './kept-days.ts'
export { gateRefusals } from './refusals.ts'
export type { GatePorts } from './ports.ts'
export { gateCarriesOut } from './carried-out.ts'
