// SPDX-License-Identifier: Apache-2.0
import { proposeCategory, type Dataset, type Json } from '@yakusoku/core/datamap'
import { SourceFailure, type Column, type Connector, type Table } from '../connectors/index.ts'
import type { Text } from '../kernel/index.ts'
import { draftColumns, type ColumnDraft } from './draft-columns.ts'
import { countSensitive, type SensitiveCounts } from './free-text.ts'

/** A category guessed for a column, how sure (0 to 1) and why; never with a value in it. */
export interface Guess {
  readonly category: string
  readonly confidence: number
  readonly why: Text
}

/** A column as a scan saw it. */
export interface SurveyColumn {
  readonly name: string
  readonly type: string
  readonly kind: Column['kind']
  readonly primary: boolean
  readonly leadsTo?: { readonly table: string; readonly column: string }
  readonly guess: Guess
  /** What the values alone speak for, whatever the column is called. */
  readonly values?: Guess
  /** How many sampled values hold something that must be handled with special care. */
  readonly sensitive: SensitiveCounts
}

/** A table as a scan saw it; `bare` says that the engine finds it without its schema. */
export interface SurveyTable {
  readonly schema?: string
  readonly name: string
  readonly bare: boolean
  readonly view: boolean
  readonly rows: number
  readonly sampled: number
  /** Whether all its rows were looked at, some of them, or none: then it is known by its names alone. */
  readonly read: 'whole' | 'some' | 'none'
  readonly columns: readonly SurveyColumn[]
}

/** What one scan of a system saw: names, types, counts and guesses. */
export interface Survey {
  readonly engine: Connector['engine']
  readonly tables: readonly SurveyTable[]
}

/** How far a survey is. */
export type SurveyProgress = (done: number, total: number) => Promise<void>

const sampleRows = 200
/** Of a table of more rows than this a connector draws from parts only (`connectors/sample.ts`). */
const mostRows = 50_000

/** The schemas a map speaks of; without any, every schema is the system's own. */
function schemasOf(dataset: Dataset | undefined, engine: Connector['engine']): readonly string[] {
  const { schema, database_name: database } = dataset?.namespace ?? {}
  const named = engine === 'mysql' ? (database ?? schema) : schema
  if (named === undefined || dataset === undefined) return []
  const prefixed = dataset.collections.flatMap(({ name }) => (name.includes('.') ? [name.split('.')[0]] : []))
  return [...new Set([named, ...prefixed.flatMap((one) => one ?? [])])]
}

/** A table that may not be read, or a view that no longer can be, is known by its names alone. */
async function sampleOf(
  connector: Connector,
  table: Table,
): Promise<{ sample: Json[][]; read: SurveyTable['read'] }> {
  if (table.columns.length === 0) return { sample: [], read: 'whole' }
  try {
    const sample = await connector.sample(table, sampleRows)
    return {
      sample,
      read: sample.length < sampleRows && table.estimatedRows <= mostRows ? 'whole' : 'some',
    }
  } catch (error) {
    if (error instanceof SourceFailure && !error.away) return { sample: [], read: 'none' }
    throw error
  }
}

/** MySQL shows only what one may read: where a map has tables and nothing is seen, the right to see was taken away. */
function refuseBlind(tables: readonly Table[], dataset: Dataset | undefined, { engine }: Connector): void {
  if (engine === 'mysql' && tables.length === 0 && (dataset?.collections.length ?? 0) > 0)
    throw new SourceFailure('forbidden', dataset?.key ?? '')
}

type Proposed = ReturnType<typeof proposeCategory>

const guessOf = ({ category, confidence, en, ja }: Proposed): Guess => ({
  category,
  confidence: Math.round(confidence * 100) / 100,
  why: { en, ja },
})

function surveyColumn(
  table: Table,
  column: Column,
  { proposal }: ColumnDraft,
  values: readonly Json[],
): SurveyColumn {
  const link = table.foreignKeys.find((key) => key.columns.includes(column.name))
  const target = link?.references[link.columns.indexOf(column.name)]
  const isKey = link !== undefined
  const byValues = isKey
    ? undefined
    : guessOf(proposeCategory({ table: 'x', column: 'x', isKey: false, values }))
  return {
    name: column.name,
    type: column.type,
    kind: column.kind,
    primary: table.primaryKey.includes(column.name),
    ...(link && target !== undefined ? { leadsTo: { table: link.table, column: target } } : {}),
    guess: guessOf(proposal),
    ...(byValues?.category.startsWith('user') ? { values: byValues } : {}),
    sensitive: isKey ? {} : countSensitive(values),
  }
}

/**
 * Reads the tables and columns of a system and guesses what each column holds from its name and some of its values,
 * which are forgotten at once. Throws a `SourceFailure` when the system is away or refuses.
 */
export async function surveySystem(
  connector: Connector,
  dataset: Dataset | undefined,
  progress: SurveyProgress,
): Promise<Survey> {
  const schemas = schemasOf(dataset, connector.engine)
  const tables = await connector.inspect(schemas.length > 0 ? { schemas } : {})
  refuseBlind(tables, dataset, connector)
  const bare = new Set(
    (await connector.names()).flatMap((one) => (one.schema === undefined ? [one.name] : [])),
  )
  const seen: SurveyTable[] = []
  for (const table of tables) {
    const { sample, read } = await sampleOf(connector, table)
    const drafts = draftColumns(table, sample, table.foreignKeys)
    seen.push({
      ...(table.schema === undefined ? {} : { schema: table.schema }),
      name: table.name,
      bare: connector.engine === 'sqlite' || bare.has(table.name),
      view: table.view,
      rows: table.estimatedRows,
      sampled: sample.length,
      read,
      columns: table.columns.map((column, at) =>
        surveyColumn(
          table,
          column,
          drafts[at] as ColumnDraft,
          sample.flatMap((row) => row[at] ?? []),
        ),
      ),
    })
    await progress(seen.length, tables.length)
  }
  return { engine: connector.engine, tables: seen }
}

/** Tables and columns that came and went between two surveys, as `TABLE` and `TABLE.COLUMN`. */
export function changesBetween(
  before: Survey | undefined,
  after: Survey,
): { added: string[]; removed: string[] } {
  if (before === undefined) return { added: [], removed: [] }
  const [old, now] = [namesIn(before), namesIn(after)]
  return {
    added: [...now].filter((name) => !old.has(name)),
    removed: [...old].filter((name) => !now.has(name)),
  }
}

const namesIn = ({ tables }: Survey): Set<string> =>
  new Set(
    tables.flatMap((table) => {
      const name = table.bare || table.schema === undefined ? table.name : `${table.schema}.${table.name}`
      return [name, ...table.columns.map((column) => `${name}.${column.name}`)]
    }),
  )
