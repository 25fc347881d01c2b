// SPDX-License-Identifier: Apache-2.0
/**
 * A plugin for Kysely: what queries give is masked to what a purpose needs. It knows from the query which column of which
 * table each value is, and adds the column that tells whose the row is.
 *
 * Invariants
 * - What cannot be told to be a declared column of a declared table is refused before the query runs: raw SQL, functions,
 *   subqueries in the place of tables, `with`, unions, `*` of several tables.
 * - Each result is read by its own query, also where several are built from the same beginning.
 * - A query that was not built with the plugin gives nothing through it.
 * - What a query filters or sorts by is not looked at: only what it gives.
 */
import type { KyselyPlugin, QueryResult, UnknownRow } from 'kysely'
import { declaredFields, type Fields, type FidesField } from './fields.ts'
import type { Gate } from './gate.ts'
import { planned, planOf, type DeclaredTable, type Plan } from './kysely-columns.ts'
import { Masking, type LeftOut, type Mask } from './masking.ts'
import { nameOf } from './only-fields.ts'
import type { Question } from './question.ts'
import { GateError } from './refusal.ts'

/** What a table holds, and the column that holds the identifier of each row's person. */
export interface Table<Row> {
  readonly fields: Fields<Row> | readonly FidesField[]
  readonly person: keyof Row & string
}

/** For what queries are made, and what their tables hold; `null` for a table without personal data. */
export interface OnlyNeeded<Database> {
  readonly question: Omit<Question, 'category'>
  readonly tables: { readonly [Name in keyof Database & string]?: Table<Database[Name]> | null }
  /** How values are shown that may only be shown masked. */
  readonly mask?: Mask | undefined
  /** Told after each result from which something was left out. */
  readonly onLeft?: ((left: LeftOut[]) => void) | undefined
}

/** Makes the plugin: `db.withPlugin(onlyNeeded<Database>(gate, { question, tables }))`. */
export function onlyNeeded<Database>(
  gate: Pick<Gate, 'prepare' | 'keyOf'>,
  { question, tables, mask, onLeft }: OnlyNeeded<Database>,
): KyselyPlugin {
  const declared = declaredTables(tables as Readonly<Record<string, Table<Record<string, unknown>> | null>>)
  const masking = new Masking(gate, question, mask)
  const plans = new WeakMap<object, readonly Plan[]>()
  return {
    transformQuery({ node, queryId }) {
      const known = plans.get(queryId) ?? []
      const found = planned(node, declared, known)
      if (found && known.every(({ sense }) => sense !== found.plan.sense))
        plans.set(queryId, [...known, found.plan])
      return found?.node ?? node
    },
    async transformResult({ result, queryId }) {
      const seen = masked(gate, masking, plans.get(queryId) ?? [], result)
      const left = masking.takeLeft()
      if (left.length > 0) onLeft?.(left)
      return seen
    },
  }
}

function declaredTables(
  tables: Readonly<Record<string, Table<Record<string, unknown>> | null>>,
): Map<string, DeclaredTable> {
  const entries = Object.entries(tables).map(([name, table]): [string, DeclaredTable] => {
    if (!table) return [name, { name, held: undefined }]
    return [name, { name, held: { fields: declaredFields(table.fields, `${name}.`), person: table.person } }]
  })
  return new Map(entries)
}

function masked(
  gate: Pick<Gate, 'keyOf'>,
  masking: Masking,
  plans: readonly Plan[],
  result: QueryResult<UnknownRow>,
): QueryResult<UnknownRow> {
  const [first] = result.rows
  if (!first) return result
  const plan = planOf(first, plans)
  if (!plan) throw new GateError('query.not-attributable', { what: 'a query that was built elsewhere' })
  return { ...result, rows: result.rows.map((row) => maskedRow(gate, masking, plan, row)) }
}

function maskedRow(
  gate: Pick<Gate, 'keyOf'>,
  masking: Masking,
  { outputs, all, added }: Plan,
  row: UnknownRow,
): UnknownRow {
  masking.next()
  const names = new Map<string, string | undefined>()
  const nameIn = (column: string | undefined): string | undefined => {
    if (column === undefined) return undefined
    if (!Object.hasOwn(row, column)) throw new GateError('fields.no-person', { field: column })
    if (!names.has(column)) names.set(column, nameOf(gate, row[column], column))
    return names.get(column)
  }
  const kept: UnknownRow = {}
  for (const [name, value] of Object.entries(row)) {
    if (added.has(name)) continue
    const named = outputs.get(name)
    const origin = named ?? (all && { ...all, field: all.table.held?.fields.get(name) })
    if (!origin) throw new GateError('query.not-attributable', { what: name })
    if (!origin.table.held) kept[name] = value
    else if (!origin.field) masking.undeclared(`${origin.table.name}.${name}`)
    else {
      const shown = masking.value(value, origin.field, nameIn(origin.person))
      if (shown !== undefined) kept[name] = shown
    }
  }
  return kept
}
