// SPDX-License-Identifier: Apache-2.0
// Tells of a query which column of which declared table each part of its result is; what cannot be told is refused.
import type { OperationNode, ReferenceNode, RootOperationNode, SelectionNode, TableNode } from 'kysely'
import type { Declared } from './fields.ts'
import { GateError } from './refusal.ts'

/** A declared table: what its columns hold, and the one that names the person. */
export interface DeclaredTable {
  readonly name: string
  /** Nothing for a table without personal data. */
  readonly held: { readonly fields: ReadonlyMap<string, Declared>; readonly person: string } | undefined
}

/** A table as a query names it. */
interface Used {
  readonly table: DeclaredTable
  /** How its columns are referred to. */
  readonly alias: string
}

/** Where a part of a result comes from, and which part of it tells the person. */
interface Origin {
  readonly table: DeclaredTable
  readonly field: Declared | undefined
  readonly person: string | undefined
}

/** What a query gives: its parts by name, and the table whose every column it gives. */
export interface Plan {
  readonly outputs: ReadonlyMap<string, Origin>
  readonly all: Omit<Origin, 'field'> | undefined
  /** Names that were added to know the persons and the plan. */
  readonly added: ReadonlySet<string>
  /** The same for plans that give the same. */
  readonly sense: string
}

/** A query with the columns added that tell whose its rows are. */
export interface Planned {
  readonly node: RootOperationNode
  readonly plan: Plan
}

type Tables = ReadonlyMap<string, DeclaredTable>
type Part = { readonly selections: readonly SelectionNode[]; readonly fixed: boolean }

const unclear = (what: string): GateError => new GateError('query.not-attributable', { what })

/**
 * Plans what is done with the result of a query; throws {@link GateError} for what cannot be attributed. Results of queries
 * that were built from the same beginning are told apart by nothing: to all but the first of the known plans a mark is added.
 */
export function planned(
  node: RootOperationNode,
  tables: Tables,
  known: readonly Plan[],
): Planned | undefined {
  if (node.kind === 'RawNode') throw unclear('raw SQL')
  const part = partOf(node)
  if (!part) return undefined
  const { with: common, explain } = node as { with?: unknown; explain?: unknown }
  if (common !== undefined) throw unclear('with')
  if (isModifiedByText(node)) throw unclear('raw SQL of modifyFront or modifyEnd')
  if (explain !== undefined) throw unclear('explain')
  const planning = new Planning(usedIn(node, tables), part.fixed)
  for (const { selection } of part.selections) planning.select(selection)
  const plan = planning.plan(known)
  return { node: withSelections(node, [...part.selections, ...planning.added]), plan }
}

/** The part of a query that says what it gives; nothing where it gives no rows. */
function partOf(node: RootOperationNode): Part | undefined {
  if (node.kind === 'SelectQueryNode') {
    if (node.setOperations !== undefined) throw unclear('union')
    const distinct = node.frontModifiers?.some(({ modifier }) => modifier === 'Distinct') === true
    const fixed = distinct || node.distinctOn !== undefined || node.groupBy !== undefined
    return { selections: node.selections ?? [], fixed }
  }
  if ('output' in node && node.output !== undefined) throw unclear('output')
  if (!('returning' in node) || node.returning === undefined) return undefined
  if (node.kind === 'MergeQueryNode') throw unclear('merge … returning')
  return { selections: node.returning.selections, fixed: false }
}

/** Text before or after the selected columns may add some, or a union. */
function isModifiedByText(node: RootOperationNode): boolean {
  const { frontModifiers = [], endModifiers = [] } = node as {
    frontModifiers?: readonly object[]
    endModifiers?: readonly object[]
  }
  return [...frontModifiers, ...endModifiers].some(
    (one) => !('modifier' in one) || one.modifier === undefined,
  )
}

/** The plan by which a query was run, by the mark on the rows that it gave. */
export const planOf = (row: object, [first, ...others]: readonly Plan[]): Plan | undefined =>
  others.find((_, index) => Object.hasOwn(row, markOf(index + 1))) ?? first

const markOf = (number: number): string => `yakusoku query ${number}`

function withSelections(node: RootOperationNode, selections: readonly SelectionNode[]): RootOperationNode {
  if (node.kind === 'SelectQueryNode') return { ...node, selections }
  if ('returning' in node && node.returning) return { ...node, returning: { ...node.returning, selections } }
  return node
}

/** Every table that a query takes columns from. */
function usedIn(node: RootOperationNode, tables: Tables): Used[] {
  const parts = node as {
    from?: { froms: readonly OperationNode[] }
    using?: { tables: readonly OperationNode[] }
    joins?: readonly { table: OperationNode }[]
    into?: OperationNode
    table?: OperationNode
  }
  return [
    ...(parts.from?.froms ?? []),
    ...(parts.using?.tables ?? []),
    ...(parts.joins?.map(({ table }) => table) ?? []),
    ...(parts.into ? [parts.into] : []),
    ...(parts.table ? [parts.table] : []),
  ].flatMap((one) => used(one, tables))
}

function used(node: OperationNode, tables: Tables): Used[] {
  // An update of several tables names them in a list.
  if (node.kind === 'ListNode')
    return (node as unknown as { items: OperationNode[] }).items.flatMap((one) => used(one, tables))
  const { node: inner, alias } = node as unknown as { node?: OperationNode; alias?: OperationNode }
  if (node.kind === 'AliasNode' && inner && alias?.kind === 'IdentifierNode')
    return used(inner, tables).map(({ table }) => ({ table, alias: nameIn(alias) }))
  if (node.kind !== 'TableNode') throw unclear(`from ${node.kind}`)
  const { schema, identifier } = (node as TableNode).table
  const name = schema ? `${schema.name}.${identifier.name}` : identifier.name
  const table = tables.get(name)
  if (!table) throw new GateError('query.undeclared-table', { table: name })
  return [{ table, alias: identifier.name }]
}

const nameIn = (node: OperationNode): string => (node as unknown as { name: string }).name

/** Goes through what a query gives. */
class Planning {
  readonly added: SelectionNode[] = []
  readonly #tables: readonly Used[]
  readonly #fixed: boolean
  readonly #columns: { output: string; column: string; from: Used }[] = []
  #all: Used | undefined
  #aliased = false

  constructor(tables: readonly Used[], fixed: boolean) {
    this.#tables = tables
    this.#fixed = fixed
  }

  select(selection: OperationNode): void {
    if (selection.kind === 'SelectAllNode') return this.#everything(undefined)
    if (selection.kind === 'AliasNode') {
      const { node, alias } = selection as unknown as { node: OperationNode; alias: OperationNode }
      if (alias.kind !== 'IdentifierNode') throw unclear('an alias that is no name')
      this.#aliased = true
      return this.#column(node, nameIn(alias))
    }
    this.#column(selection, undefined)
  }

  plan(known: readonly Plan[]): Plan {
    // Where every column comes along, a name given to another could be that of one of them.
    if (this.#all && (this.#aliased || this.#columns.some(({ from }) => from !== this.#all)))
      throw unclear('* beside other columns')
    const persons = new Map<Used, string | undefined>()
    const personOf = (from: Used): string | undefined => {
      if (!persons.has(from)) persons.set(from, this.#person(from))
      return persons.get(from)
    }
    const outputs = this.#columns.map(({ output, column, from }): [string, Origin] => {
      const field = from.table.held?.fields.get(column)
      if (from.table.held && !field)
        throw new GateError('query.undeclared-column', { column: `${from.table.name}.${column}` })
      return [output, { table: from.table, field, person: personOf(from) }]
    })
    const all = this.#all && { table: this.#all.table, person: personOf(this.#all) }
    const sense = JSON.stringify([outputs.map(([name, one]) => [name, ...senseOf(one)]), all && senseOf(all)])
    this.#mark(sense, known)
    const added = this.added.map(({ selection }) =>
      nameIn((selection as unknown as { alias: OperationNode }).alias),
    )
    return { outputs: new Map(outputs), all, added: new Set(added), sense }
  }

  #mark(sense: string, known: readonly Plan[]): void {
    const same = known.findIndex((one) => one.sense === sense)
    const number = same === -1 ? known.length : same
    if (number > 0) this.added.push(aliased({ kind: 'ValueNode', value: 1, immediate: true }, markOf(number)))
  }

  #column(node: OperationNode, alias: string | undefined): void {
    if (node.kind !== 'ReferenceNode' && node.kind !== 'ColumnNode') throw unclear(alias ?? node.kind)
    const { column, table } =
      node.kind === 'ColumnNode' ? { column: node, table: undefined } : (node as ReferenceNode)
    if (column.kind === 'SelectAllNode') return this.#everything(table)
    const name = nameIn((column as unknown as { column: OperationNode }).column)
    const [output, from] = [alias ?? name, this.#from(table, name)]
    const before = this.#columns.find((one) => one.output === output)
    if (before && (before.column !== name || before.from !== from)) throw unclear(output)
    if (!before) this.#columns.push({ output, column: name, from })
  }

  #everything(table: TableNode | undefined): void {
    const from = this.#from(table, '*')
    if (this.#all && this.#all !== from) throw unclear('*')
    this.#all = from
  }

  #from(table: TableNode | undefined, what: string): Used {
    const found = table
      ? this.#tables.filter(({ alias }) => alias === table.table.identifier.name)
      : this.#tables
    const [only, another] = found
    if (!only || another) throw unclear(what)
    return only
  }

  /** Under which name a result tells whose the columns of a table are; the column is added where it is not there. */
  #person(from: Used): string | undefined {
    const { held } = from.table
    if (!held) return undefined
    if (this.#fixed) {
      const own = this.#columns.find((one) => one.from === from && one.column === held.person)
      if (!own) throw unclear(`distinct or group by without ${from.table.name}.${held.person}`)
      return own.output
    }
    const alias = `yakusoku person ${this.added.length}`
    this.added.push(aliased(reference(from.alias, held.person), alias))
    return alias
  }
}

const identifier = (name: string) => ({ kind: 'IdentifierNode', name }) as const

const senseOf = ({ table, field, person }: Partial<Origin>): unknown[] => [table?.name, field?.path, person]

const reference = (table: string, column: string) => ({
  kind: 'ReferenceNode',
  table: { kind: 'TableNode', table: { kind: 'SchemableIdentifierNode', identifier: identifier(table) } },
  column: { kind: 'ColumnNode', column: identifier(column) },
})

const aliased = (node: object, alias: string): SelectionNode => ({
  kind: 'SelectionNode',
  selection: { kind: 'AliasNode', node: node as ReferenceNode, alias: identifier(alias) },
})
