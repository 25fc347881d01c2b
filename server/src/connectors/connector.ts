// SPDX-License-Identifier: Apache-2.0
import type { Json, Key } from '@yakusoku/core/datamap'

/** What a column holds, the same word for every engine; it decides how keys are compared and values are shown. */
export type Kind =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'text'
  | 'enum'
  | 'uuid'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'bytes'
  | 'json'
  | 'other'

/** A column as the catalogue describes it; `type` is the engine's own name of its type. */
export interface Column {
  readonly name: string
  readonly type: string
  readonly kind: Kind
  readonly list: boolean
  readonly nullable: boolean
  readonly labels?: readonly string[]
  readonly length?: number
  /** MySQL's character set of the column, which may lack characters that a key has. */
  readonly charset?: string
}

/** A foreign key; the lists of columns belong together by position. */
export interface ForeignKey {
  readonly columns: readonly string[]
  readonly schema?: string
  readonly table: string
  readonly references: readonly string[]
}

/** A table or view as the catalogue describes it. */
export interface Table {
  readonly schema?: string
  readonly name: string
  readonly view: boolean
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  /** Columns of each usable index in its order. */
  readonly indexes: readonly (readonly string[])[]
  readonly estimatedRows: number
  /** How a row is told from its equals within one reading, as SQL of the engine; none for a view. */
  readonly locator?: string
}

/** A table by name; without a schema the engine's own search order decides. */
export interface TableName {
  readonly schema?: string
  readonly name: string
}

/** A column, or a member inside a structured column, that is compared. */
export interface Target {
  readonly column: Column
  readonly path: readonly string[]
  /** Whether the map declares a list: at the column itself, then at each member of the path. */
  readonly lists: readonly boolean[]
}

/** Rows match when the targets, in their order, equal one of these keys. */
export interface Match {
  readonly targets: readonly Target[]
  readonly keys: readonly (readonly Key[])[]
}

/** Reads the given columns of the rows that fulfil any of the matches. */
export interface FindQuery {
  readonly table: Table
  readonly columns: readonly Column[]
  readonly any: readonly Match[]
  /** At most this many rows; one more is read to tell that there are more. */
  readonly limit: number
  /** Whether the same rows may be found again by a later query and must be told apart. */
  readonly locate: boolean
}

/** Asks for the different values of a column in the engine's own order, with one value of each further column beside. */
export interface DistinctQuery {
  readonly table: Table
  readonly column: Column
  readonly beside: readonly Column[]
  /** The last value of the page before; none for the first page. */
  readonly after?: string
  readonly limit: number
  /** Only rows in which one of these is there; all rows where none is named. */
  readonly holding?: readonly Column[]
}

/** One row in the order of the columns asked for, with its locator where the table has one. */
export interface Found {
  readonly values: readonly Json[]
  readonly locator?: string
}

/**
 * Hands in another system. Every verb only reads, in one snapshot where the engine gives one without keeping its
 * owner from writing, and throws a `SourceFailure` when the source is away or refuses.
 */
export interface Connector {
  readonly engine: 'postgres' | 'mysql' | 'sqlite'
  /** Number of statements sent since it was opened, the opening itself left out. */
  readonly queries: number
  /**
   * Describes the tables named, with what reading needs, or all of the given schemas, or all when neither is given,
   * with primary and foreign keys besides.
   */
  inspect(wanted?: { tables?: readonly TableName[]; schemas?: readonly string[] }): Promise<Table[]>
  /** Lists the names of all tables and views, for saying what was probably meant. */
  names(): Promise<TableName[]>
  find(query: FindQuery, signal?: AbortSignal): Promise<Found[]>
  /** Draws rows spread over a table, long texts cut short and bytes left out, for guessing what its columns hold. */
  sample(table: Table, rows: number, signal?: AbortSignal): Promise<Json[][]>
  /** One page of the different values of a column that are not null, each row the value and what stands beside it. */
  distinct(query: DistinctQuery): Promise<Json[][]>
  /** How many rows have something in one of the columns; all rows where none is named. */
  count(table: Table, holding: readonly Column[]): Promise<number>
  close(): Promise<void>
}

/** Limits of one connection. */
export interface ConnectorOptions {
  /** A statement that takes longer is ended, in milliseconds. */
  readonly timeout: number
  /** How long to wait for the connection, in milliseconds. */
  readonly connectTimeout: number
}
