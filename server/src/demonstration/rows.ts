// SPDX-License-Identifier: Apache-2.0
import type { Dates } from './dates.ts'
import type { World } from './world.ts'

/** What a table's cell may hold before a database gives it its own type; a list becomes an array. */
export type Cell = string | number | boolean | null | readonly string[]

/** One row, cells in the order of the table's columns. */
export type Row = readonly Cell[]

/** A table and the rows it starts with; called anew, it gives the same rows again. */
export interface TableRows {
  readonly table: string
  readonly rows: (world: World, dates: Dates) => Iterable<Row>
}

/** A row from its parts, each a few cells that belong together. */
export function rowOf(...parts: readonly Row[]): Row {
  return ([] as Cell[]).concat(...(parts as Cell[][]))
}
