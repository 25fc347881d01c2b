// SPDX-License-Identifier: Apache-2.0

/** Where something stands in a map file; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One thing wrong with a map: where, what and what to do, in both languages. */
export interface MapProblem {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly at?: Place
  readonly en: string
  readonly ja: string
}

/** Which way values travel along a reference; absent means whichever end is found first feeds the other. */
export type Direction = 'from' | 'to'

/** A link from a field to a field of another collection, as written in the map. */
export interface Reference {
  readonly dataset: string
  readonly field: string
  readonly direction?: Direction
  readonly at: Place
}

/** A column, or a member of a structured column, that the map declares. */
export interface Field {
  readonly name: string
  readonly path: readonly string[]
  readonly description?: string
  readonly categories: readonly string[]
  readonly dataType?: string
  readonly isArray: boolean
  readonly identity?: string
  readonly primaryKey: boolean
  readonly length?: number
  readonly returnAllElements: boolean
  readonly references: readonly Reference[]
  readonly fields: readonly Field[]
  /** Other Fides keys of the field and of its fides_meta, kept as they were written. */
  readonly extra: Record<string, unknown>
  readonly extraMeta: Record<string, unknown>
  readonly at: Place
}

/** A name in an `after` or `erase_after` list with the place it was written. */
export interface Named {
  readonly name: string
  readonly at: Place
}

/** A table (or view) that the map declares. */
export interface Collection {
  readonly name: string
  readonly description?: string
  readonly categories: readonly string[]
  readonly fields: readonly Field[]
  readonly after: readonly Named[]
  readonly eraseAfter: readonly Named[]
  readonly groupedInputs: readonly Named[]
  readonly skipProcessing: boolean
  readonly extra: Record<string, unknown>
  readonly extraMeta: Record<string, unknown>
  readonly at: Place
}

/** One source of data: its key is what connections and references name. */
export interface Dataset {
  readonly key: string
  readonly name?: string
  readonly description?: string
  readonly categories: readonly string[]
  readonly after: readonly Named[]
  readonly namespace: Readonly<Record<string, string>>
  readonly collections: readonly Collection[]
  readonly extra: Record<string, unknown>
  readonly extraMeta: Record<string, unknown>
  readonly at: Place
}

/** Writes the full address of a collection, `KEY:COLLECTION`. */
export const addressOf = (dataset: string, collection: string): string => `${dataset}:${collection}`

/** Lists the fields of a collection at every depth, parents before their members. */
export const allFields = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...allFields(field.fields)])

/** Tells whether a category equals a target or lies below it, by whole segments. */
export const categoryMatches = (category: string, target: string): boolean =>
  category === target || category.startsWith(`${target}.`)
