// SPDX-License-Identifier: Apache-2.0
import { allFields, type Collection, type Dataset, type Field } from '@yakusoku/core/datamap'
import { categoryOf, type Pack } from '@yakusoku/core/packs'
import type { Guess, Survey, SurveyColumn, SurveyTable } from './survey.ts'

/** A connected system: its map, and what the last scan saw of it. */
export interface System {
  readonly key: string
  readonly dataset: Dataset | undefined
  readonly survey: Survey | undefined
}

/** A field as map, database and pack together know it. */
export interface TiedField {
  readonly source: string
  /** As the map calls it; a table without a map by its own name. */
  readonly collection: string
  readonly field: string
  /** The engine's name of its type; null where no scan saw the column. */
  readonly type: string | null
  readonly mapped: boolean
  /** The engine of its system; null before the first scan. */
  readonly engine: Survey['engine'] | null
  /** Whether the database has it; null before the first scan. */
  readonly there: boolean | null
  /** Whether it names a row of its own table or of another. */
  readonly key: boolean
  /** Fides categories of the map. */
  readonly fides: readonly string[]
  /** Categories of the pack that cover those, by id. */
  readonly categories: readonly string[]
  /** Fides categories of persons that no category of the pack covers. */
  readonly uncovered: readonly string[]
  readonly column: SurveyColumn | undefined
  readonly table: SurveyTable | undefined
}

const same = (engine: Survey['engine'], a: string, b: string): boolean =>
  engine === 'postgres' ? a === b : a.toLowerCase() === b.toLowerCase()

/** The table that a collection of a map stands for. */
export function tableOf(dataset: Dataset, collection: string, survey: Survey): SurveyTable | undefined {
  const { engine, tables } = survey
  const { schema, database_name: database } = dataset.namespace
  const space = engine === 'mysql' ? (database ?? schema) : schema
  const find = (name: string, within?: string) =>
    tables.find(
      (table) =>
        same(engine, table.name, name) &&
        (engine === 'sqlite' || (within === undefined ? table.bare : table.schema === within)),
    )
  const words = collection.split('.')
  const split = words
    .slice(1)
    .map((_, at) => find(words.slice(at + 1).join('.'), words.slice(0, at + 1).join('.')))
  return [find(collection, space), ...split].find((table) => table !== undefined)
}

/** How a map would call a table. */
export function nameOf(dataset: Dataset | undefined, table: SurveyTable): string {
  const { schema, database_name: database } = dataset?.namespace ?? {}
  const known = table.schema === undefined || table.schema === schema || table.schema === database
  if (known || (table.bare && schema === undefined && database === undefined)) return table.name
  return `${table.schema}.${table.name}`
}

/** Whether a Fides category speaks of a person. */
export const isPersonal = (category: string): boolean => category === 'user' || category.startsWith('user.')

function tie(pack: Pack, fides: readonly string[]): Pick<TiedField, 'fides' | 'categories' | 'uncovered'> {
  const found = fides.map((key) => ({ key, category: categoryOf(pack, key) }))
  return {
    fides,
    categories: [...new Set(found.flatMap(({ category }) => category?.id ?? []))],
    uncovered: found.flatMap(({ key, category }) => (category === undefined && isPersonal(key) ? [key] : [])),
  }
}

const categoriesIn = (field: Field): string[] => [
  ...new Set(allFields([field]).flatMap(({ categories }) => categories)),
]

/** Fields of one system: those of its map, then columns and tables that the map does not know. */
export function tieFields(system: System, pack: Pack): TiedField[] {
  const { dataset, survey } = system
  const collections = dataset?.collections ?? []
  const tables = new Map(
    collections.map((one) => [one, dataset && survey && tableOf(dataset, one.name, survey)]),
  )
  const known = new Set(tables.values())
  const unknown = (survey?.tables ?? []).filter((table) => !known.has(table))
  return [
    ...collections.flatMap((one) => mappedFields(system, pack, one, tables.get(one))),
    ...unknown.flatMap((table) =>
      table.columns.map((column) => bareField(system, pack, nameOf(dataset, table), table, column)),
    ),
  ]
}

function mappedFields(
  system: System,
  pack: Pack,
  collection: Collection,
  table: SurveyTable | undefined,
): TiedField[] {
  const { survey } = system
  const engine = survey?.engine ?? 'postgres'
  const taken = new Set<SurveyColumn>()
  const fields = collection.fields.map((field): TiedField => {
    const column = table?.columns.find(({ name }) => same(engine, name, field.name))
    if (column) taken.add(column)
    return {
      source: system.key,
      collection: collection.name,
      field: field.name,
      type: column?.type ?? null,
      mapped: true,
      engine: survey?.engine ?? null,
      there: survey === undefined ? null : column !== undefined,
      key: field.primaryKey || field.references.length > 0 || column?.leadsTo !== undefined,
      ...tie(pack, categoriesIn(field)),
      column,
      table,
    }
  })
  const rest = (table?.columns ?? []).filter((column) => !taken.has(column))
  return [
    ...fields,
    ...rest.map((column) => bareField(system, pack, collection.name, table as SurveyTable, column)),
  ]
}

function bareField(
  system: System,
  pack: Pack,
  collection: string,
  table: SurveyTable,
  column: SurveyColumn,
): TiedField {
  return {
    source: system.key,
    collection,
    field: column.name,
    type: column.type,
    mapped: false,
    engine: system.survey?.engine ?? null,
    there: true,
    key: column.primary || column.leadsTo !== undefined,
    ...tie(pack, []),
    column,
    table,
  }
}

/** The guess about a column where it speaks of a person. */
export function personalGuess(column: SurveyColumn | undefined): Guess | undefined {
  return column !== undefined && isPersonal(column.guess.category) ? column.guess : undefined
}
