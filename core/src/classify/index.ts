// SPDX-License-Identifier: Apache-2.0
/**
 * Tells what a column holds from its name, its type and a sample of its values, in Japanese and English. Pure; what is
 * looked at is counted and forgotten: no value is part of any answer.
 */
export { isPersonTable, isStaffTable, proposeCategory, snake } from './propose.ts'
export type { ColumnFacts, ColumnType, Proposal } from './propose.ts'
export { isPersonal, KINDS } from './kinds.ts'
export type { Kind, KindFacts } from './kinds.ts'
export { kindsInside, kindsOf, numbersInside } from './values.ts'
export { isCard, isIban, isMyNumber } from './numbers.ts'
