// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from './figure.ts'
import { pattern, type Part, type Reader } from './reader.ts'
import { N } from './shape.ts'
import { ENGLISH_UNIT } from './units.ts'

const age = (years: Part): Quantity[] =>
  (years as number) <= 130 && Number.isInteger(years) ? [{ kind: 'age', amount: years as number }] : []

const NO_LENGTH = `(?![ -]*(?:${ENGLISH_UNIT})\\b(?! of age| old)|[ -]*(?:people|persons|yen|euros|dollars|percent|records|items)\\b|\\s{0,3}[%％:円]|[.,]\\d)`

/** Ages: 18歳未満, 満二十歳, under 18, under the age of sixteen, 16 or older, 13 years old. */
export const ages: readonly Reader[] = [
  pattern(`(?:満)?${N}[歳才]`, ([years]) => age(years)),
  pattern(`${N}[ -]years?[ -](?:old|of age)\\b`, ([years]) => age(years)),
  pattern(`\\b(?:the )?ages? of ${N}`, ([years]) => age(years)),
  pattern(`\\b(?:aged|age) ${N}`, ([years]) => age(years)),
  pattern(`\\b(?:under|below|younger than|older than) (?:the age of )?${N}${NO_LENGTH}`, ([years]) =>
    age(years),
  ),
  // What is "over 50 pages" is no age: nothing may be counted behind it.
  pattern(
    `\\b(?:be|is|are|aged?|anybody|anyone|children|customers|people|persons|those|users) over ${N}(?= ?(?:[.,;:)](?!\\d)|$|(?:or|and|when|may|to|at)\\b))`,
    ([years]) => age(years),
  ),
  pattern(`\\b(?:under|over)-${N}s\\b`, ([years]) => age(years)),
  pattern(`${N} (?:years )?(?:or|and) (?:older|over|younger|under)\\b`, ([years]) => age(years)),
]
