// SPDX-License-Identifier: Apache-2.0
import { nearest } from '@yakusoku/core/datamap'
import type { Dataset, Field, MapProblem, Read } from '@yakusoku/core/datamap'
import { catalogues } from './catalogue-cache.ts'
import type { Column, Connector, Table, TableName, Target } from './connector.ts'

/** A collection of the map, found in the database. */
export interface Ready {
  readonly read: Read
  readonly table: Table
  /** The column of each top-level field, in the order of the fields. */
  readonly columns: readonly Column[]
}

const same = (connector: Connector, a: string, b: string): boolean =>
  connector.engine === 'postgres' ? a === b : a.toLowerCase() === b.toLowerCase()

const sameTable = (connector: Connector, table: Table, name: TableName): boolean =>
  (name.schema === undefined || table.schema === name.schema) &&
  (connector.engine === 'sqlite' ? same(connector, table.name, name.name) : table.name === name.name)

const namesFor = (connector: Connector, dataset: Dataset, collection: string): TableName[] => {
  const { schema, database_name: database } = dataset.namespace
  const space = connector.engine === 'mysql' ? (database ?? schema) : schema
  // Either side of the dot may hold dots itself.
  const words = collection.split('.')
  const split = words
    .slice(1)
    .map((_, i) => ({ schema: words.slice(0, i + 1).join('.'), name: words.slice(i + 1).join('.') }))
  if (connector.engine === 'sqlite') return [{ name: collection }, ...split.map(({ name }) => ({ name }))]
  return [space === undefined ? { name: collection } : { schema: space, name: collection }, ...split]
}

const near = (name: string, known: Iterable<string>): { en: string; ja: string } => {
  const found = nearest(name, known)
  return found
    ? { en: ` Did you mean "${found}"?`, ja: `「${found}」ではありませんか。` }
    : { en: '', ja: '' }
}

const missingTable = (read: Read, names: readonly TableName[]): MapProblem => {
  const known = names.flatMap((t) => (t.schema === undefined ? [t.name] : [t.name, `${t.schema}.${t.name}`]))
  const elsewhere = names.find((t) => t.name === read.collection.name && t.schema !== undefined)
  const hint = elsewhere
    ? {
        en: ` There is one in the schema "${elsewhere.schema}": name it in fides_meta.namespace.schema, or write "${elsewhere.schema}.${elsewhere.name}".`,
        ja: `スキーマ「${elsewhere.schema}」にあります。fides_meta.namespace.schema に書くか「${elsewhere.schema}.${elsewhere.name}」としてください。`,
      }
    : near(read.collection.name, known)
  return {
    severity: 'error',
    code: 'no-table',
    at: read.collection.at,
    en: `The database of "${read.dataset.key}" has no table "${read.collection.name}".${hint.en}`,
    ja: `「${read.dataset.key}」のデータベースにテーブル「${read.collection.name}」がありません。${hint.ja}`,
  }
}

const missingColumn = (field: Field, table: Table): MapProblem => {
  const hint = near(
    field.name,
    table.columns.map((c) => c.name),
  )
  return {
    severity: 'error',
    code: 'no-column',
    at: field.at,
    en: `The table "${table.name}" has no column "${field.name}".${hint.en}`,
    ja: `テーブル「${table.name}」に列「${field.name}」がありません。${hint.ja}`,
  }
}

/** Finds the tables and columns that the map names; what is not there is a problem with its place in the map. */
export const matchMap = async (
  connector: Connector,
  reads: readonly Read[],
  url?: string,
): Promise<{ ready: Ready[]; problems: MapProblem[] }> => {
  const problems: MapProblem[] = []
  const wanted = reads.map((read) => namesFor(connector, read.dataset, read.collection.name))
  const known = url === undefined ? undefined : catalogues.get(url, wanted.flat())
  const tables = known ?? (reads.length ? await connector.inspect({ tables: wanted.flat() }) : [])
  const found = reads.map((_, i) =>
    (wanted[i] ?? [])
      .flatMap((name) => tables.find((table) => sameTable(connector, table, name)) ?? [])
      .at(0),
  )
  const names = found.includes(undefined) ? await connector.names() : []
  const ready = reads.flatMap((read, i): Ready[] => {
    const table = found[i]
    if (!table) {
      problems.push(missingTable(read, names))
      return []
    }
    const columns = read.collection.fields.flatMap((field) => {
      const column = table.columns.find((c) => same(connector, c.name, field.name))
      if (!column) problems.push(missingColumn(field, table))
      return column ? [column] : []
    })
    return columns.length === read.collection.fields.length ? [{ read, table, columns }] : []
  })
  if (url !== undefined && !known && !problems.length) catalogues.keep(url, wanted.flat(), tables)
  return { ready, problems }
}

/** Follows a dotted path of the map to its field at every depth. */
export const fieldsAlong = (fields: readonly Field[], path: string): Field[] => {
  for (const field of fields) {
    if (field.name === path) return [field]
    if (!path.startsWith(`${field.name}.`)) continue
    // A name may hold a dot itself: "a.b" is one column, or a member of the column "a".
    const rest = fieldsAlong(field.fields, path.slice(field.name.length + 1))
    if (rest.length) return [field, ...rest]
  }
  return []
}

/** The column, and the way inside it, that a path of the map stands for. */
export const targetOf = (ready: Ready, path: string): Target | undefined => {
  const along = fieldsAlong(ready.read.collection.fields, path)
  const column = ready.columns[ready.read.collection.fields.indexOf(along[0] as Field)]
  if (!column) return undefined
  return { column, path: along.slice(1).map((f) => f.name), lists: along.map((f) => f.isArray) }
}
