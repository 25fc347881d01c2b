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
    fields.flatMap((f) => (f.name in value ? [[f.name, onlyDeclared(value[f.name] ?? null, f.fields)]] : [])),
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
    const value = field.name in row ? pick(row[field.name] ?? null, field, targets) : undefined
    return value === undefined ? [] : [[field.name, value] as const]
  })
  return kept.length ? Object.fromEntries(kept) : undefined
}

const matching = (value: Json, path: readonly string[], wanted: ReadonlySet<string>): Json | undefined => {
  if (Array.isArray(value)) return value.flatMap((item) => matching(item, path, wanted) ?? [])
  const [head, ...tail] = path
  if (head === undefined) return typeof value !== 'object' && wanted.has(String(value)) ? value : undefined
  if (!isRow(value) || !(head in value)) return undefined
  const inner = matching(value[head] ?? null, tail, wanted)
  return inner === undefined ? undefined : { ...value, [head]: inner }
}

/** Keeps of a list that was searched only the elements that matched; a value that is no list stays as it is. */
export const matchingElements = (row: Row, path: readonly string[], wanted: ReadonlySet<string>): Row => {
  const [head, ...tail] = path
  const value = head === undefined ? undefined : row[head]
  if (head === undefined || value === undefined || !holdsList(value, tail)) return row
  return { ...row, [head]: matching(value, tail, wanted) ?? value }
}

const holdsList = (value: Json | undefined, path: readonly string[]): boolean => {
  if (Array.isArray(value)) return true
  const [head, ...tail] = path
  return head !== undefined && isRow(value) && holdsList(value[head], tail)
}
