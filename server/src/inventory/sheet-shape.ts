// SPDX-License-Identifier: Apache-2.0
import { columns, folded, type Local } from '@yakusoku/core/inventory'
import { text } from '../kernel/index.ts'
import type { EntryRow } from './store.ts'

/** Version of the workbook's form. */
export const formatVersion = 1

/** Names of the sheets: entries, explanations, and the hidden one that says whose workbook it is. */
export const dataSheet: Local = text('個人情報管理台帳', 'Inventory')
export const saysSheet: Local = text('説明', 'Explanations')
export const metaSheet = '_yakusoku'

/** Columns before those of the inventory itself: they say which entry a row is, and are not edited. */
export const fixedColumns = [
  { id: 'no', name: text('No.', 'No.'), width: 6, value: ({ no }: EntryRow) => String(no) },
  { id: 'id', name: text('管理ID', 'Id'), width: 14, value: ({ id }: EntryRow) => id },
  {
    id: 'revision',
    name: text('版', 'Revision'),
    width: 8,
    value: ({ revision }: EntryRow) => String(revision),
  },
  {
    id: 'reviewed',
    name: text('見直し日', 'Reviewed'),
    width: 12,
    value: ({ reviewed_at }: EntryRow) => reviewed_at?.toISOString().slice(0, 10) ?? '',
  },
] as const

/** Every heading, for finding columns by their name in either language, whatever its width or case. */
export const headings: readonly { readonly id: string; readonly name: Local }[] = [
  ...fixedColumns,
  ...columns,
]

const byName = new Map(
  headings.flatMap(({ id, name }) => [
    [folded(name.ja), id],
    [folded(name.en), id],
  ]),
)

/** The column that a heading names. */
export function columnNamed(heading: string): string | undefined {
  return byName.get(folded(heading))
}

/** The letters of a column of a sheet, from 1. */
export function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return `${rest > 0 ? letters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}

/** Where a cell stands, as Excel writes it. */
export function placeOf(column: number, row: number): string {
  return `${letters(column)}${row}`
}
