// SPDX-License-Identifier: Apache-2.0
// Figures: the periods, amounts of money, ages, times of day, counts and cycles that a sentence in Japanese or English
// states, with their places. Numbers are read in digits of either width, Japanese numerals and English words. Pure:
// what is no figure (a date, an article, 第三者, "one of them") is left out, and nothing throws.
export type { Bound, Figure, PeriodUnit, Quantity, QuantityKind } from './figure.ts'
export { quantityKey, sameQuantity } from './figure.ts'
export { findFigures } from './find.ts'
export { narrow, readNumeral } from './numerals.ts'
export { printQuantity } from './print.ts'
export { findWordNumbers } from './words.ts'
