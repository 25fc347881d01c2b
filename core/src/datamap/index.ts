// SPDX-License-Identifier: Apache-2.0
/**
 * Data maps in the Fides dataset format: read, checked, printed, and planned into an order of reading that starts
 * from what is known of a person and follows references outward. Pure: no clock, no network, no disk.
 */
export { addressOf, allFields, categoryMatches } from './datamap.ts'
export type { Collection, Dataset, Direction, Field, MapProblem, Named, Place, Reference } from './datamap.ts'
export { parseDatamaps } from './parse.ts'
export type { MapFile } from './reader.ts'
export { editDatamap } from './edit.ts'
export type { EditedMap, MapEdit, NewField } from './edit.ts'
export { printDatamap } from './print.ts'
export type { Remarks } from './print.ts'
export { planReads } from './plan.ts'
export type { Feed, Ignored, Plan, PlanOptions, Read, Source, Step } from './plan.ts'
export { coerce, valuesAt } from './coerce.ts'
export type { Json, Key } from './coerce.ts'
export { matchingElements, onlyDeclared, selectTargets, type Search } from './select.ts'
export type { Row } from './select.ts'
export { nearest } from './nearest.ts'
export { proposeDirections } from './propose-links.ts'
export type { KeyLink, LinkProposal } from './propose-links.ts'
export { isCard, isMyNumber, isPersonTable, isStaffTable, proposeCategory } from '../classify/index.ts'
export type { ColumnFacts, Proposal } from '../classify/index.ts'
export { findPolymorphic, guessReferences, isAddressesOf } from './propose-references.ts'
export type { GuessedReference, Polymorphic, Referable } from './propose-references.ts'
