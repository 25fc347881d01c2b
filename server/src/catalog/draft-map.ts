// SPDX-License-Identifier: Apache-2.0
import {
  isPersonTable,
  isStaffTable,
  printDatamap,
  proposeCategory,
  proposeDirections,
} from '@yakusoku/core/datamap'
import type {
  Collection,
  Dataset,
  Field,
  Json,
  LinkProposal,
  Proposal,
  Reference,
} from '@yakusoku/core/datamap'
import { SourceFailure } from '../connectors/index.ts'
import type { Column, Connector, ForeignKey, Kind, Table } from '../connectors/index.ts'

/** How a map is drafted. */
export interface DraftOptions {
  readonly key: string
  readonly schemas?: readonly string[]
  /** Rows looked at in each table; none of their values leaves this process. */
  readonly sampleRows?: number
}

/** A drafted map with the figures a person wants to see. */
export interface Draft {
  readonly yaml: string
  readonly dataset: Dataset
  readonly tables: number
  readonly columns: number
  readonly personal: number
}

/** A table as it is about to be written down. */
interface Sheet {
  readonly table: Table
  readonly name: string
  readonly proposals: readonly Proposal[]
}

interface Link {
  readonly from: string
  readonly to: string
  readonly oneToOne: boolean
  readonly sheet: Sheet
  readonly target: Sheet
  readonly key: ForeignKey
}

const nowhere = { file: '', line: 1, column: 1 }

const dataTypes: Partial<Record<Kind, string>> = {
  integer: 'integer',
  decimal: 'float',
  float: 'float',
  boolean: 'boolean',
  text: 'string',
  enum: 'string',
  uuid: 'string',
  date: 'string',
  time: 'string',
  timestamp: 'string',
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name))

/** A table that may not be read, or a view that no longer can be, is drafted by its names alone. */
const sampleOf = async (connector: Connector, table: Table, rows: number): Promise<Json[][]> => {
  try {
    return await connector.sample(table, rows)
  } catch (error) {
    if (error instanceof SourceFailure && !error.away) return []
    throw error
  }
}

const survey = async (connector: Connector, table: Table, name: string, rows: number): Promise<Sheet> => {
  const sample = table.columns.length ? await sampleOf(connector, table, rows) : []
  const proposals = table.columns.map((column, i) => {
    const key = table.foreignKeys.find((k) => k.columns.includes(column.name))
    const isKey = key !== undefined || (table.primaryKey.includes(column.name) && isSurrogate(column))
    return proposeCategory({
      table: table.name,
      column: column.name,
      isKey,
      ...(key ? { leadsTo: key.table } : {}),
      values: sample.flatMap((row) => row[i] ?? []),
    })
  })
  return { table, name, proposals }
}

/** A key that only counts rows says nothing of its own; a mail address used as a key does. */
const isSurrogate = (column: Column): boolean =>
  column.kind === 'integer' || column.kind === 'uuid' || /(^|_)(id|no|code|key)$/i.test(column.name)

const linksOf = (sheets: readonly Sheet[]): Link[] =>
  sheets.flatMap((sheet) =>
    sheet.table.foreignKeys.flatMap((key) => {
      const target = sheets.find(
        ({ table }) => table.name === key.table && (key.schema === undefined || table.schema === key.schema),
      )
      if (!target || !key.references.length) return []
      const oneToOne = isSame(key.columns, sheet.table.primaryKey)
      return [{ from: sheet.name, to: target.name, oneToOne, sheet, target, key }]
    }),
  )

const isPerson = ({ table, proposals }: Sheet): boolean =>
  proposals.some((p) => p.identity) &&
  (isPersonTable(table.name) || proposals.some((p) => p.category.startsWith('user.name')))

const whyNot: Record<NonNullable<LinkProposal<Link>['why']>, string> = {
  rival:
    'not followed: another composite key leads to the same table / 別の複合キーが同じテーブルに進むため辿らない',
  self: 'not followed: it leads to other rows of the same table / 同じテーブルの別の行に進むため辿らない',
  'other-person': 'not followed: it leads to another person / 別の人に進むため辿らない',
  unreached: 'not followed yet: nothing of the person leads here / 本人からの経路がないためまだ辿らない',
}

interface Drafting {
  readonly key: string
  readonly links: readonly LinkProposal<Link>[]
  readonly reached: ReadonlySet<string>
  readonly remarks: Map<string, string>
}

const referencesOf = (work: Drafting, sheet: Sheet, column: string): Reference[] =>
  work.links.flatMap(({ link, direction }) => {
    const i = link.sheet === sheet ? link.key.columns.indexOf(column) : -1
    const field = link.key.references[i]
    if (!direction || field === undefined) return []
    return [{ dataset: work.key, field: `${link.target.name}.${field}`, direction, at: nowhere }]
  })

const fieldOf = (work: Drafting, sheet: Sheet, column: Column, proposal: Proposal): Field => {
  const dataType = dataTypes[column.kind]
  const left = work.links.find(
    ({ link, why }) => link.sheet === sheet && why && link.key.columns.includes(column.name),
  )
  const lines = [`confidence ${proposal.confidence.toFixed(2)}: ${proposal.en} / ${proposal.ja}`]
  if (left?.why)
    lines.push(`${left.link.target.name}.${left.link.key.references.join(',')} ${whyNot[left.why]}`)
  work.remarks.set(`${work.key}:${sheet.name}:${column.name}`, lines.join('\n '))
  const follow = work.reached.has(sheet.name)
  return {
    name: column.name,
    path: [column.name],
    categories: [proposal.category],
    ...(dataType === undefined ? {} : { dataType }),
    isArray: column.list && dataType !== undefined,
    ...(proposal.identity && follow ? { identity: proposal.identity } : {}),
    primaryKey: sheet.table.primaryKey.includes(column.name),
    ...(column.length !== undefined && column.length < 2 ** 31 ? { length: column.length } : {}),
    returnAllElements: false,
    references: referencesOf(work, sheet, column.name),
    fields: [],
    extra: {},
    extraMeta: {},
    at: nowhere,
  }
}

/** The columns by which a link finds rows of a table, when it leads there. */
const foundBy = ({ link, direction, why }: LinkProposal<Link>, sheet: Sheet): readonly string[] => {
  if (why) return []
  if (direction === 'from' && link.sheet === sheet) return link.key.columns
  return direction === 'to' && link.target === sheet ? link.key.references : []
}

/** Columns of a composite key are only right together. */
const groupedInputs = (work: Drafting, sheet: Sheet): string[] => [
  ...(work.links.map((one) => foundBy(one, sheet)).find((columns) => columns.length > 1) ?? []),
]

/** A map has one group of columns for a collection: of several composite keys that differ, the first is followed. */
const withoutRivals = (proposals: readonly LinkProposal<Link>[]): LinkProposal<Link>[] =>
  proposals.map((one, i) => {
    const sheet = one.direction === 'from' ? one.link.sheet : one.link.target
    const columns = foundBy(one, sheet)
    const first = proposals
      .slice(0, i)
      .map((other) => foundBy(other, sheet))
      .find((other) => other.length > 1)
    if (columns.length < 2 || !first || isSame(columns, first)) return one
    return { link: one.link, why: 'rival' }
  })

const collectionOf = (work: Drafting, sheet: Sheet): Collection => {
  const fields = sheet.table.columns.map((column, i) =>
    fieldOf(work, sheet, column, sheet.proposals[i] as Proposal),
  )
  const personal = fields.some((f) => f.categories.some((c) => c.startsWith('user')))
  const skip = personal && !work.reached.has(sheet.name)
  if (skip)
    work.remarks.set(
      `${work.key}:${sheet.name}`,
      'Nothing of a person leads here: link it by "references" and remove skip_processing, or leave it out. / 本人からの経路がない。references を追加して skip_processing を外すか、対象外のままにする。',
    )
  return {
    name: sheet.name,
    categories: [],
    fields,
    after: [],
    eraseAfter: [],
    groupedInputs: groupedInputs(work, sheet).map((name) => ({ name, at: nowhere })),
    skipProcessing: skip,
    extra: {},
    extraMeta: {},
    at: nowhere,
  }
}

/** A table that the engine finds without its schema goes by its bare name, as whoever wrote the database calls it. */
const namesOf = async (
  connector: Connector,
  tables: readonly Table[],
  options: DraftOptions,
): Promise<{ names: string[]; schema?: string }> => {
  const schemas = new Set(tables.flatMap((t) => t.schema ?? []))
  const [only] = schemas
  const found = (await connector.names()).flatMap((t) => (t.schema === undefined ? [t.name] : []))
  const bare = new Set(found)
  const onPath = tables.every((table) => bare.has(table.name))
  if (only === undefined || schemas.size === 1) {
    const named = only !== undefined && (options.schemas?.length || !onPath)
    return { names: tables.map((t) => t.name), ...(named ? { schema: only } : {}) }
  }
  // Tables come in the order in which the engine would look for them.
  return { names: tables.map((t) => (bare.delete(t.name) ? t.name : `${t.schema}.${t.name}`)) }
}

/** Drafts a data map of a live database: keys and references from its catalogue, categories proposed and reasoned. */
export const draftMap = async (connector: Connector, options: DraftOptions): Promise<Draft> => {
  const tables = await connector.inspect(options.schemas?.length ? { schemas: options.schemas } : {})
  const { names, schema } = await namesOf(connector, tables, options)
  const sheets: Sheet[] = []
  for (const [i, table] of tables.entries())
    sheets.push(await survey(connector, table, names[i] ?? table.name, options.sampleRows ?? 200))
  const seeds = sheets.filter((s) => s.proposals.some((p) => p.identity)).map((s) => s.name)
  const persons = new Set(sheets.filter(isPerson).map((s) => s.name))
  const staff = new Set(
    sheets.filter((s) => persons.has(s.name) && isStaffTable(s.table.name)).map((s) => s.name),
  )
  const { proposals, reached } = proposeDirections(linksOf(sheets), seeds, persons, staff)
  const work: Drafting = { key: options.key, links: withoutRivals(proposals), reached, remarks: new Map() }
  const dataset: Dataset = {
    key: options.key,
    name: options.key,
    description: `Drafted from the ${connector.engine} catalogue; review every category.`,
    categories: [],
    after: [],
    namespace: schema === undefined ? {} : { schema },
    collections: sheets.map((sheet) => collectionOf(work, sheet)),
    extra: {},
    extraMeta: {},
    at: nowhere,
  }
  const fields = dataset.collections.flatMap((c) => c.fields)
  return {
    yaml: printDatamap([dataset], work.remarks),
    dataset,
    tables: tables.length,
    columns: fields.length,
    personal: fields.filter((f) => f.categories.some((c) => c.startsWith('user'))).length,
  }
}
