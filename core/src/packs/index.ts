// SPDX-License-Identifier: Apache-2.0
// Packs: an organisation's promises as data and text. `loadPack` reads the files of a pack's folder and tells every
// structural problem with its place; `canonicalPack` gives what is hashed; the rest are look-ups. No I/O, nothing throws.
export { canonicalPack, readCanonicalPack, type Json } from './canonical.ts'
export { MAX_FILE_BYTES, readText, type PackFile } from './bytes.ts'
export type { DataPath } from './document.ts'
export {
  categoryOf,
  deadlineOf,
  findElement,
  findPromise,
  findRight,
  promisesKeptBy,
  retentionOf,
  rightsFor,
  rightsOf,
  type ElementOf,
  type PromiseWithText,
  type RightWithProcedure,
} from './find.ts'
export { atLeast, parseFloor, type FloorRow } from './floor.ts'
export { applicableLaws, inForceOn, lawsFor, packOn, versionsOn, type LawCase } from './law.ts'
export { compareLengths, leastKept, lengthOf, mostKept, type LengthOrder } from './lengths.ts'
export { loadPack, type LoadedPack, type Pack, type PackSource } from './load.ts'
export { meant } from './nearest.ts'
export { filled, inOrder, problem, type Place, type Problem } from './problems.ts'
export { findReferences, type FoundReference } from './references.ts'
export { extendedLaws, resolvePack, type Locator, type Resolution } from './resolve.ts'
export {
  formatRetention,
  parseRetention,
  retentionEvents,
  type RetentionResult,
  type RetentionRule,
} from './retention.ts'
export { RIGHT_KINDS } from './rights.ts'
export { RULES, type RuleId } from './rules.ts'
export { MODES, packJsonSchema, PackSchema, type Mode, type PackData } from './schema.ts'
export { SECTIONS, type Kind } from './sections.ts'
export { isWithin } from './structure.ts'
export { SYSTEMS, type SystemId } from './systems.ts'
export type { Language, Local } from './terms.ts'
export { parsePolicy, type PlacedSentence, type PolicyText, type Section, type Sentence } from './text.ts'
