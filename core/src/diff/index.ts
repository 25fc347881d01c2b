// SPDX-License-Identifier: Apache-2.0
// What a new version of a pack changes, for whom, and what has to be done first. `diffPacks` compares by meaning: a
// shorter deadline promises more, a further recipient less, and what cannot be judged says so (`unclear`). No counting
// here: `touched` asks a function of the caller's how many people and records a kind of data has. Pure.
export type { Act } from './acts.ts'
export type { Detail, Effect, ElementChange, PromiseChange } from './change.ts'
export { diffPacks, isSame, type PackDiff } from './diff.ts'
export type { ChangeKind } from './kinds.ts'
export type { Announcement, Telling } from './tellings.ts'
export { touched, type Count, type CountHeld, type Touched } from './touch.ts'
