// SPDX-License-Identifier: Apache-2.0
import { findPolymorphic, guessReferences } from '@yakusoku/core/datamap'
import type { GuessedReference, Key, Polymorphic } from '@yakusoku/core/datamap'
import { SourceFailure } from '../connectors/index.ts'
import type { Column, Connector, ForeignKey, Table } from '../connectors/index.ts'
import type { Sample } from './draft-samples.ts'

/** A table with the name it has in the map, and what was drawn from it. */
export interface NamedTable {
  readonly name: string
  readonly table: Table
  readonly sample: Sample
}

/** A reference that no foreign key says: told by names, and by how many sampled values were found at the other end. */
export interface InferredKey extends ForeignKey {
  readonly from: string
  readonly to: string
  /** 0 to 1. */
  readonly confidence: number
  readonly asked: number
  readonly found: number
}

/** A pair like `entity_type` + `entity_id`, with the tables that its types name. */
export interface PolymorphicPair extends Polymorphic {
  readonly tables: readonly string[]
}

/** Below this a reference is only remarked, not written. */
const LEAST = 0.6
const MOST_KEYS = 40

const typeOf = ({ kind }: Column): string =>
  kind === 'integer' || kind === 'text' || kind === 'uuid' ? kind : kind === 'decimal' ? 'integer' : 'other'

const referable = ({ name, table }: NamedTable) => ({
  name,
  columns: table.columns.map((column) => ({ name: column.name, type: typeOf(column) })),
  primaryKey: table.primaryKey,
  linked: new Set(table.foreignKeys.flatMap((key) => key.columns)),
})

const valuesOf = ({ table, sample }: NamedTable, column: string): Key[] => {
  const at = table.columns.findIndex(({ name }) => name === column)
  const keys = sample.rows.flatMap((row) => {
    const value = row[at]
    return typeof value === 'string' || typeof value === 'number' ? [value] : []
  })
  return [...new Set(keys)].filter((key) => key !== '' && key !== 0).slice(0, MOST_KEYS)
}

const countFound = async (connector: Connector, target: Table, column: string, keys: readonly Key[]) => {
  const key = target.columns.find(({ name }) => name === column)
  if (!key || keys.length === 0) return 0
  const match = { targets: [{ column: key, path: [], lists: [false] }], keys: keys.map((one) => [one]) }
  try {
    const rows = await connector.find({
      table: target,
      columns: [key],
      any: [match],
      limit: keys.length,
      locate: false,
    })
    return new Set(rows.map(({ values }) => JSON.stringify(values[0]))).size
  } catch (error) {
    if (error instanceof SourceFailure && !error.away) return 0
    throw error
  }
}

/** How sure a guess is after its values were looked for at the other end. */
const weigh = (byName: number, asked: number, found: number): number => {
  if (asked === 0) return byName * 0.85
  const share = Math.min(1, found / asked)
  if (share >= 0.98) return asked >= 5 ? 1 - (1 - byName) * 0.55 : byName
  return share >= 0.8 ? byName : byName * share * 0.6
}

const check = async (
  connector: Connector,
  tables: ReadonlyMap<string, NamedTable>,
  guess: GuessedReference,
): Promise<InferredKey[]> => {
  const [from, to] = [tables.get(guess.from), tables.get(guess.to)]
  if (!from || !to) return []
  const keys = valuesOf(from, guess.column)
  const found = await countFound(connector, to.table, guess.reference, keys)
  return [
    {
      from: from.name,
      to: to.name,
      columns: [guess.column],
      ...(to.table.schema === undefined ? {} : { schema: to.table.schema }),
      table: to.table.name,
      references: [guess.reference],
      confidence: weigh(guess.confidence, keys.length, found),
      asked: keys.length,
      found: Math.min(found, keys.length),
    },
  ]
}

/** Infers references where the database has no foreign keys: by names and types, then by looking for sampled values. */
export const inferReferences = async (
  connector: Connector,
  named: readonly NamedTable[],
): Promise<{ sure: InferredKey[]; unsure: InferredKey[]; pairs: PolymorphicPair[] }> => {
  const tables = new Map(named.map((one) => [one.name, one]))
  const real = named.filter(({ table }) => !table.view)
  const best = new Map<string, InferredKey>()
  for (const guess of guessReferences(real.map(referable)))
    for (const key of await check(connector, tables, guess)) {
      const id = `${guess.from}\0${guess.column}`
      if ((best.get(id)?.confidence ?? 0) < key.confidence) best.set(id, key)
    }
  const all = [...best.values()]
  const pairs = findPolymorphic(real.map(referable)).map((pair) => ({
    ...pair,
    tables: tablesNamed(pair, tables),
  }))
  return {
    sure: all.filter(({ confidence }) => confidence >= LEAST),
    unsure: all.filter(({ confidence }) => confidence < LEAST && confidence >= 0.3),
    pairs: pairs.filter(
      ({ tables: named_, table }) => named_.length > 0 || tables.get(table)?.sample.rows.length === 0,
    ),
  }
}

const letters = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/^tab(?=[A-Z])/, '')
    .toLowerCase()
    .replace(/^.*[\\.:]/, '')
    .replace(/[\s_-]/g, '')
    .replace(/ies$/, 'y')
    .replace(/s$/, '')

/** Names of tables are said; the types themselves are values, and are not. */
const tablesNamed = (pair: Polymorphic, tables: ReadonlyMap<string, NamedTable>): string[] => {
  const own = tables.get(pair.table)
  if (!own) return []
  const types = new Set(valuesOf(own, pair.typeColumn).map((value) => letters(String(value))))
  return [...tables.keys()].filter((name) => types.has(letters(name)))
}
