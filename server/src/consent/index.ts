// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of each person that the gate weighs: consents, objections, restrictions, suspensions, age, law.
 * Facts: consent.given, .withdrawn, .objected, .objection-lifted, .restricted, .restriction-lifted, .suspended,
 * .resumed, .described, .happened, .event-corrected, .retention-over, .retention-runs, .beyond-agreed,
 * .beyond-withdrawn, .read.
 * Invariants: a person stands under a keyed hash of their identifier, never under the identifier; positions grow in
 * the order of commits, so that nobody who follows them misses a change; who destroys a person's key has their state
 * forgotten in the same transaction; reading a person's state is a fact.
 */
export { noteReading } from './lookup.ts'
export { recordIn, type Said } from './operations.ts'
export { lastPosition, personsAfter, personState, type PlacedPerson } from './read.ts'
export { registerConsentRoutes } from './routes.ts'
export { consentRefusals } from './refusals.ts'
export type { ConsentPorts } from './ports.ts'
