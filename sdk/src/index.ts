// SPDX-License-Identifier: Apache-2.0
/**
 * The gate in a program's own process: everything a server knows is fetched once and followed, and questions are decided
 * here, in microseconds, with the server's answers. For Node and for runtimes with nothing but the web's own interfaces;
 * it depends on no package.
 *
 * Invariants
 * - The day and everything else a decision needs come from the server; no answer depends on this machine's clock.
 * - Who does not know the latest state for longer than the limit decides nothing: every error is to be taken as a denial.
 * - A state that is incomplete, that does not follow, or of an older policy is never decided by.
 * - No identifier of a person is sent except with a question that the server has to record.
 */
export { follow } from './follow.ts'
export { GateError, type GateErrorCode } from './refusal.ts'
export type { Asking, FollowOptions, Gate, GateEvent } from './gate.ts'
export type { Answer, Decision, Local, Obligation, Obstacle, Step } from './decision.ts'
export type { Actor, Question } from './question.ts'
export { onlyFields, type Masked, type Needed, type OnlyFields } from './only-fields.ts'
export type { FieldRule, Fields, FidesField } from './fields.ts'
export type { LeftOut, Mask } from './masking.ts'
