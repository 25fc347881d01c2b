// SPDX-License-Identifier: Apache-2.0
import { categoryMatches } from './datamap.ts'
import type { Field } from './datamap.ts'
import type { Json } from './coerce.ts'

/** One row of a collection by field name. */
export type Row = { [field: string]: Json }

const isRow = (value: Json | undefined): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Leaves only declared members in a structured value, also inside lists. */
export const onlyDeclared = (value: Json, fields: readonly Field[]): Json => {
  if (!fields.length) return value
  if (Array.isArray(value)) return value.map((item) => onlyDeclared(item, fields))
  if (!isRow(value)) return value
  return Object.fromEntries(
    fields.flatMap((f) =>
      Object.hasOwn(value, f.name) ? [[f.name, onlyDeclared(value[f.name] ?? null, f.fields)]] : [],
    ),
  )
}

const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

const pick = (value: Json, field: Field, targets: readonly string[]): Json | undefined => {
  const wanted = field.categories.some((c) => targets.some((t) => categoryMatches(c, t)))
  if (wanted) return isEmpty(value) ? undefined : value
  if (!field.fields.length) return undefined
  if (Array.isArray(value)) {
    const kept = value.flatMap((item) => pick(item, field, targets) ?? [])
    return kept.length ? kept : undefined
  }
  return isRow(value) ? selectTargets(value, field.fields, targets) : undefined
}

/** Keeps the fields of a row whose categories match a target; undefined when none does. */
export const selectTargets = (
  row: Row,
  fields: readonly Field[],
  targets: readonly string[],
): Row | undefined => {
  const kept = fields.flatMap((field) => {
    const value = Object.hasOwn(row, field.name) ? pick(row[field.name] ?? null, field, targets) : undefined
    return value === undefined ? [] : [[field.name, value] as const]
  })
  return kept.length ? Object.fromEntries(kept) : undefined
}

/** Values that were looked up below a path of a row. */
export interface Search {
  readonly path: readonly string[]
  readonly values: ReadonlySet<string>
}

const deeper = (searches: readonly Search[], member: string): Search[] =>
  searches.flatMap(({ path: [head, ...path], values }) => (head === member ? [{ path, values }] : []))

const hits = (value: Json, searches: readonly Search[]): boolean => {
  if (Array.isArray(value)) return value.some((item) => hits(item, searches))
  if (isRow(value)) return Object.keys(value).some((key) => hits(value[key] ?? null, deeper(searches, key)))
  return searches.some(({ path, values }) => !path.length && value !== null && values.has(String(value)))
}

const narrowed = (value: Json, searches: readonly Search[]): Json => {
  if (!searches.length) return value
  if (Array.isArray(value)) {
    const found = value.filter((item) => hits(item, searches))
    return (found.length ? found : value).map((item) => narrowed(item, searches))
  }
  return isRow(value) ? matchingElements(value, searches) : value
}

/**
 * Keeps of every list that was searched the elements that any of the searches found. A list in which nothing was
 * found stays whole: its row is the person's by another field.
 */
export const matchingElements = (row: Row, searches: readonly Search[]): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, narrowed(value, deeper(searches, key))]))
