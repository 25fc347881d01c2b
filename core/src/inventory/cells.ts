// SPDX-License-Identifier: Apache-2.0
import type { Local } from './column.ts'
import { columnOf } from './columns.ts'

/** What the policy or the catalog says of a cell, and from what that follows. Of a choice the id stands in both languages. */
export interface Computed {
  readonly value: Local
  readonly why: Local
}

/** What somebody wrote into a cell. */
export interface Given {
  readonly value: string
  /** Who wrote it: kind and opaque id. */
  readonly by: { readonly kind: string; readonly id: string }
  readonly at: string
}

/** A cell: what is computed, and what somebody wrote over it. */
export interface Cell {
  readonly computed?: Computed | undefined
  readonly given?: Given | undefined
}

/** The cells of an entry by the id of their column; a column without a cell is empty. */
export type Cells = Readonly<Record<string, Cell>>

/** The languages of an inventory. */
export type Language = keyof Local

/** What stands in a cell: what somebody wrote, else what is computed, else nothing. Of a choice this is its id. */
export function valueOf(cells: Cells, column: string, language: Language): string {
  const cell = cells[column]
  return cell?.given?.value ?? cell?.computed?.value[language] ?? ''
}

/** What a person reads in a cell: of a choice its name. */
export function shown(cells: Cells, column: string, language: Language): string {
  return nameOf(column, valueOf(cells, column, language), language)
}

/** The name of a choice; any other value stays as it is. */
export function nameOf(column: string, value: string, language: Language): string {
  return columnOf(column)?.choices.find(({ id }) => id === value)?.name[language] ?? value
}

/** Text compared without regard to width, case and space: half-width kana and full-width letters are the same word. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
}
