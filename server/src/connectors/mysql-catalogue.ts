// SPDX-License-Identifier: Apache-2.0
import type { Column, Connector, ForeignKey, Kind, Table } from './connector.ts'

type Run = (text: string, parameters: unknown[]) => Promise<unknown[][]>

const kinds: Record<string, Kind> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  year: 'integer',
  bit: 'integer',
  decimal: 'decimal',
  float: 'float',
  double: 'float',
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'enum',
  set: 'text',
  uuid: 'uuid',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
  json: 'json',
}

const labelsOf = (type: string): string[] =>
  [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) =>
    label.replaceAll("''", "'").replaceAll('\\\\', '\\'),
  )

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

const grouped = (rows: unknown[][]): Map<string, unknown[][]> => {
  const groups = new Map<string, unknown[][]>()
  for (const [schema, table, ...rest] of rows) {
    const key = `${String(schema)}\0${String(table)}`
    const group = groups.get(key)
    if (group) group.push(rest)
    else groups.set(key, [rest])
  }
  return groups
}

const toColumn = ([name, data, type, nullable, length, charset]: unknown[]): Column => {
  const kind = kinds[String(data)] ?? 'other'
  return {
    name: String(name),
    type: String(type),
    kind,
    list: false,
    nullable: nullable === 'YES',
    ...(kind === 'enum' ? { labels: labelsOf(String(type)) } : {}),
    ...(typeof charset === 'string' && charset !== 'utf8mb4' ? { charset } : {}),
    ...(kind === 'text' && length !== null ? { length: Number(length) } : {}),
  }
}

const toForeignKeys = (rows: readonly (readonly (string | null)[])[]): ForeignKey[] => {
  const keys = new Map<string, { columns: string[]; schema: string; table: string; references: string[] }>()
  for (const [constraint, column, schema, table, reference] of rows) {
    if (table === null) continue
    const name = String(constraint)
    const key = keys.get(name) ?? {
      columns: [],
      schema: String(schema),
      table: String(table),
      references: [],
    }
    key.columns.push(String(column))
    key.references.push(String(reference))
    keys.set(name, key)
  }
  return [...keys.values()]
}

const toIndexes = (rows: readonly (readonly (string | null)[])[]): string[][] => {
  const indexes = new Map<string, string[]>()
  for (const [index, column] of rows)
    if (column !== null) indexes.set(String(index), [...(indexes.get(String(index)) ?? []), String(column)])
  return [...indexes.values()]
}

// As bytes: digits of a number and the end of a text count as well.
const locatorOf = (primaryKey: readonly string[]): { locator?: string } => {
  const parts = primaryKey.map((column) => `hex(cast(${quote(column)} as binary))`)
  return parts.length ? { locator: `concat_ws(0x01, ${parts.join(', ')})` } : {}
}

/** Describes tables by four statements on the information schema, narrowed to those wanted. */
export const inspectMysql = async (
  run: Run,
  wanted: Exclude<Parameters<Connector['inspect']>[0], undefined>,
): Promise<Table[]> => {
  const names = wanted.tables
  const schemas = [...new Set(names?.map((t) => t.schema ?? null) ?? wanted.schemas ?? [null])]
  const parameters: string[] = []
  const where = [
    `t.table_schema in (${schemas.map((s) => (s === null ? 'database()' : (parameters.push(s), '?'))).join(', ')})`,
    ...(names
      ? [`t.table_name in (${names.map((t) => (parameters.push(t.name), '?')).join(', ') || 'null'})`]
      : []),
  ].join(' and ')
  const from = (table: string) => `from information_schema.${table} t where ${where}`
  const read = async (text: string) => grouped(await run(text, parameters))
  const tables = await run(
    `select t.table_schema, t.table_name, t.table_type, coalesce(t.table_rows, 0), t.table_schema = database()
     ${from('tables')} order by 5 desc, 1, 2`,
    parameters,
  )
  const columns = await read(
    `select t.table_schema, t.table_name, t.column_name, t.data_type, t.column_type, t.is_nullable,
     t.character_maximum_length, t.character_set_name ${from('columns')} order by t.ordinal_position`,
  )
  const keys = await read(
    `select t.table_schema, t.table_name, t.constraint_name, t.column_name, t.referenced_table_schema,
     t.referenced_table_name, t.referenced_column_name ${from('key_column_usage')} order by t.ordinal_position`,
  )
  const indexes = await read(
    `select t.table_schema, t.table_name, t.index_name, t.column_name ${from('statistics')} order by t.seq_in_index`,
  )
  return tables.map(([schema, name, type, rows]): Table => {
    const key = `${String(schema)}\0${String(name)}`
    const constraints = keys.get(key) ?? []
    const primaryKey = constraints.filter(([c]) => c === 'PRIMARY').map(([, column]) => String(column))
    return {
      schema: String(schema),
      name: String(name),
      view: type !== 'BASE TABLE',
      columns: (columns.get(key) ?? []).map(toColumn),
      primaryKey,
      foreignKeys: toForeignKeys(constraints as (string | null)[][]),
      indexes: toIndexes((indexes.get(key) ?? []) as (string | null)[][]),
      estimatedRows: Number(rows),
      ...locatorOf(primaryKey),
    }
  })
}
