// SPDX-License-Identifier: Apache-2.0
/**
 * Requests of data subjects, from the form to the proven answer.
 * Facts: requests.asked, .code-sent, .identity-failed, .received, .expired, .source-unavailable, .collected,
 * .collecting-again, .read, .redacted, .approved, .answered, .link-renewed, .fetched, .refused, .withdrawn.
 * Invariants: a request moves only along the table of requests.ts, under its row's lock, in the transaction of its
 * fact; each job can be killed anywhere and run again; what is personal is sealed under the requester's key; nothing
 * is given out before control of the address is proven, and nothing tells whether a number exists.
 */
export type { RequestPorts, Collected } from './ports.ts'
export { registerRequestRoutes } from './routes.ts'
export { registerPublicRequestRoutes } from './public-routes.ts'
export { registerPrivacyPages } from './pages.ts'
export { counts, type NameActors } from './board.ts'
export { collect } from './collect.ts'
export { answer } from './answer.ts'
export { sweep } from './sweep.ts'
export { requestRefusals } from './refusals.ts'
