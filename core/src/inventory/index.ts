// SPDX-License-Identifier: Apache-2.0
/**
 * The inventory of personal information: its columns, what a cell shows, and the picture of flows drawn from it.
 * Pure and small enough for a browser: packs, data maps and spreadsheets are the server's.
 */
export {
  columnOf,
  columns,
  groups,
  type Choice,
  type Column,
  type ColumnKind,
  type Local,
} from './columns.ts'
export { folded, nameOf, shown, valueOf } from './cells.ts'
export type { Cell, Cells, Computed, Given, Language } from './cells.ts'
