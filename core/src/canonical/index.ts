// SPDX-License-Identifier: Apache-2.0
/**
 * Canonical JSON (RFC 8785, JCS): one value has one text, so that its hash and its signature mean the value.
 * Refused, with the place: undefined, functions, BigInt, objects of a class, NaN, infinities, lone surrogates.
 */
export { canonicalize, maximumDepth } from './canonicalize.ts'
export type { Canonical, CanonicalProblem } from './canonicalize.ts'
