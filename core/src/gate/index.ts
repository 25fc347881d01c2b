// SPDX-License-Identifier: Apache-2.0
/**
 * The gate: may this actor do this, to this data, of this person, for this purpose, towards this recipient?
 * `decide` is its meaning, written for reading. No clock: the day comes in.
 *
 * Invariants
 * - What is not declared is denied, and told apart from what is forbidden (`gap` and `deny`).
 * - Only what is in force on the day counts, of the pack and of its laws; what has ended permits nothing, and that a rule
 *   was made for something outlives what it names.
 * - A person nobody knows anything of is decided as one who consented to nothing and to whom nothing happened; only a known
 *   age or kind of person shuts out.
 * - Of several laws that protect a person each must let it happen. Whom no known law protects, the law of the
 *   organisation's own country does.
 * - Every answer names what decided it; every denial says what would make it a yes.
 * - A ground lifts only when it is claimed, and only what it says it lifts; nothing lifts the limits of individual numbers,
 *   secrets, the age limit or the end of retention.
 * - The order of lists decides nothing.
 */
export { NO_PERSON, type AgedPerson, type Alike } from './alike.ts'
export { acting, actorBehind, actorName, underId } from './acting.ts'
export { promisesOf, type Decision, type Step } from './answer.ts'
export type { Case, Lift, Obstacle, Weighed } from './case.ts'
export { CHECK_NAMES } from './check-names.ts'
export { CHECKS, decide } from './decide.ts'
export {
  NOBODY,
  NOTHING,
  type Approval,
  type Client,
  type NewPurpose,
  type Person,
  type Receiver,
  type Standing,
} from './facts.ts'
export { EXCEPTIONS } from './grounds.ts'
export { openGate, type Asking, type Gate } from './node.ts'
export type { Obligation } from './obligations.ts'
export { ACTS, OUTWARD, type Act, type Actor, type Question } from './question.ts'
export { leastState, openSimulation, type RecordedKind, type Simulated } from './simulate.ts'
export { StateSchema } from './state.ts'
export { DENIALS, GAPS, type DenialReason, type GapReason } from './reasons.ts'
export { identifierKind, normalise, personKey } from './person-key.ts'
export { snapshotFrames, type SnapshotFrom } from './snapshot.ts'
export { readSnapshot, type Snapshot, type SnapshotReader } from './snapshot-reader.ts'
export { messageLine, readMessage } from './stream.ts'
export type {
  MessageOf,
  PolicyInForce,
  Read,
  SnapshotEnd,
  SnapshotHead,
  StreamMessage,
  WireProblem,
  WireProblemCode,
} from './wire.ts'
