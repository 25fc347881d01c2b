// SPDX-License-Identifier: Apache-2.0
import type { Column, Table } from './connector.ts'

/** A table of more rows is looked at in places spread over it; of fewer, all rows are drawn from. */
const SMALL = 50_000
/** Places looked at in a large table that is kept in the order of a number. */
const PLACES = 20
/** Longer texts tell no more by their rest. */
const LONGEST = 4000

const isLarge = (table: Table, rows: number): boolean => table.estimatedRows > Math.max(SMALL, rows * 20)

/** A column as it is sampled: nothing of what is binary, the beginning of what is long. */
const shortened = (column: Column, name: string, left: string, bytes: string): string => {
  if (column.kind === 'bytes') return 'null'
  if (column.kind === 'json') return `case when ${bytes}(${name}) < 65536 then ${name} end`
  const isLong =
    column.kind === 'text' && !column.list && (column.length === undefined || column.length > LONGEST)
  return isLong ? `${left}(${name}, ${LONGEST})` : name
}

type Quote = (name: string) => string

/** The statements by which PostgreSQL draws rows: pages at random of a large table, rows at random of a small one. */
export const postgresSample = (table: Table, from: string, quote: Quote, rows: number): string[] => {
  const columns =
    table.columns
      .map((c) =>
        c.list ? `to_jsonb(${quote(c.name)})` : shortened({ ...c }, quote(c.name), 'left', 'pg_column_size'),
      )
      .join(', ') || '1'
  const first = `select ${columns} from ${from} limit ${rows}`
  if (!table.locator) return [first]
  if (!isLarge(table, rows)) return [`select ${columns} from ${from} order by random() limit ${rows}`]
  // Rows of one page are often of one day: some dozens of pages, and of their rows a few.
  const share = Math.min(100, (100 * Math.max(rows * 4, 4000)) / table.estimatedRows)
  const drawn = `${from} tablesample system (${share.toFixed(6)})`
  return [`select ${columns} from ${drawn} order by random() limit ${rows}`, first]
}

const inPlaces = (
  range: readonly [bigint, bigint],
  part: (from: bigint, rows: number) => string,
  rows: number,
): string => {
  const [lowest, highest] = range
  const each = Math.max(1, Math.ceil(rows / PLACES))
  const step = (highest - lowest) / BigInt(PLACES)
  return Array.from({ length: PLACES }, (_, i) => part(lowest + step * BigInt(i), each)).join(' union all ')
}

/** How a table is sampled where no engine draws pages: at once, or after asking for the ends of its numbers. */
export type NumberedSample =
  | { readonly text: string }
  | { readonly ends: string; readonly between: (ends: readonly [bigint, bigint]) => string }

/** The statements by which MySQL and MariaDB draw rows: places along a numbered primary key, or rows at random. */
export const mysqlSample = (table: Table, from: string, quote: Quote, rows: number): NumberedSample => {
  const columns =
    table.columns.map((c) => shortened(c, quote(c.name), 'left', 'octet_length')).join(', ') || '1'
  if (table.view) return { text: `select ${columns} from ${from} limit ${rows}` }
  if (!isLarge(table, rows)) return { text: `select ${columns} from ${from} order by rand() limit ${rows}` }
  const [key, ...more] = table.primaryKey
  const kind = table.columns.find(({ name }) => name === key)?.kind
  if (key === undefined || more.length > 0 || kind !== 'integer')
    return { text: `select ${columns} from ${from} limit ${rows}` }
  const name = quote(key)
  return {
    ends: `select min(${name}), max(${name}) from ${from}`,
    between: (ends) =>
      inPlaces(
        ends,
        (start, each) =>
          `(select ${columns} from ${from} where ${name} >= ${start} order by ${name} limit ${each})`,
        rows,
      ),
  }
}

const sqliteShort = (name: string): string =>
  `case typeof(${name}) when 'text' then substr(${name}, 1, ${LONGEST}) when 'blob' then null else ${name} end`

/** The statements by which SQLite draws rows: places along the rowid, or rows at random. */
export const sqliteSample = (table: Table, from: string, quote: Quote, rows: number): NumberedSample => {
  const columns = table.columns.map((c) => sqliteShort(quote(c.name))).join(', ') || '1'
  if (table.view || !table.locator) return { text: `select ${columns} from ${from} limit ${rows}` }
  if (!isLarge(table, rows)) return { text: `select ${columns} from ${from} order by random() limit ${rows}` }
  const id = table.locator
  if (!/^(?:rowid|_rowid_|oid)$/.test(id)) return { text: `select ${columns} from ${from} limit ${rows}` }
  return {
    ends: `select min(${id}), max(${id}) from ${from}`,
    between: (ends) =>
      inPlaces(
        ends,
        (start, each) =>
          `select * from (select ${columns} from ${from} where ${id} >= ${start} order by ${id} limit ${each})`,
        rows,
      ),
  }
}
