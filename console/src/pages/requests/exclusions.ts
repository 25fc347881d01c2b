// SPDX-License-Identifier: Apache-2.0
/** Editing the list of what is taken out of an answer; the server keeps the list, this only computes the next one. */
import type { Exclusion, Found } from 'yakusoku/contract'

/** A row, or one field of it, in what was found. */
export type Target = Pick<Exclusion, 'collection' | 'row' | 'field'>

/** One edit: targets go out for a reason, or come back in. */
export type ExclusionEdit =
  | ({ readonly kind: 'exclude'; readonly targets: readonly Target[] } & Pick<Exclusion, 'ground' | 'reason'>)
  | { readonly kind: 'include'; readonly targets: readonly Target[] }

/** The list after an edit; a row that goes out takes the exclusions of its fields with it. */
export function applyEdit(before: readonly Exclusion[], edit: ExclusionEdit): Exclusion[] {
  const untouched = before.filter((exclusion) => !edit.targets.some((target) => replaces(target, exclusion)))
  if (edit.kind === 'include') return untouched
  const { ground, reason } = edit
  const added = edit.targets.map((target) => ({ ...target, ground, reason: reason.trim() }))
  return [...untouched, ...added]
}

function replaces(target: Target, exclusion: Exclusion): boolean {
  return (
    target.collection === exclusion.collection &&
    target.row === exclusion.row &&
    (target.field === null || target.field === exclusion.field)
  )
}

/** The exclusion that takes out this field: of the field itself, or of its whole row. */
export function exclusionOf(
  list: readonly Exclusion[],
  { collection, row, field }: Target,
): Exclusion | undefined {
  const ofRow = list.filter((one) => one.collection === collection && one.row === row)
  return ofRow.find((one) => one.field === null) ?? ofRow.find((one) => field !== null && one.field === field)
}

/** Places marked as perhaps somebody else's, and how many of them nobody took out. */
export function marksOf({ collections, exclusions }: Found): {
  readonly marked: number
  readonly left: number
} {
  const marked = collections.flatMap(({ collection, suspicions }) =>
    suspicions.map(({ row, field }) => ({ collection, row, field })),
  )
  const left = marked.filter((one) => exclusionOf(exclusions, one) === undefined)
  return { marked: marked.length, left: left.length }
}

/** A field of every row that still has it: for a column that holds somebody else's data throughout. */
export function wholeColumn(
  list: readonly Exclusion[],
  collection: string,
  field: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Target[] {
  return rows.flatMap((values, row) => {
    const target = { collection, row, field }
    const empty = values[field] === null || values[field] === undefined || values[field] === ''
    return empty || exclusionOf(list, target) ? [] : [target]
  })
}
