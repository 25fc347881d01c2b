// SPDX-License-Identifier: Apache-2.0
import { printDatamap } from '@yakusoku/core/datamap'
import type { Collection, Dataset, Field, LinkProposal, Reference } from '@yakusoku/core/datamap'
import type { Pack } from '@yakusoku/core/packs'
import type { Column, Connector, Kind, Table } from '../connectors/index.ts'
import { draftColumns } from './draft-columns.ts'
import type { ColumnDraft, MemberDraft } from './draft-columns.ts'
import { foundBy, linksApart, planLinks, type Link, type Sheet } from './draft-links.ts'
import { tieTable, tieToPack } from './draft-pack.ts'
import { inferReferences } from './draft-references.ts'
import type { InferredKey, NamedTable, PolymorphicPair } from './draft-references.ts'
import { drawSamples } from './draft-samples.ts'
import { countCategories, listToConfirm } from './draft-summary.ts'
import type { FieldDraft, ToConfirm } from './draft-summary.ts'

/** How a map is drafted. */
export interface DraftOptions {
  readonly key: string
  readonly schemas?: readonly string[]
  /** Rows drawn from each table, 0 for none; none of their values leaves this process. */
  readonly sampleRows?: number
  /** Milliseconds that drawing from one table, and from all, may take. */
  readonly perTable?: number
  readonly inAll?: number
  /** The present year, which tells dates of birth from others. */
  readonly year?: number
  /** The pack whose categories are proposed besides. */
  readonly pack?: Pack
  readonly progress?: (done: number, total: number) => void
}

/** A drafted map with the figures a person wants to see. */
export interface Draft {
  readonly yaml: string
  readonly dataset: Dataset
  readonly tables: number
  readonly columns: number
  readonly personal: number
  readonly categories: readonly { readonly category: string; readonly fields: number }[]
  readonly fields: readonly FieldDraft[]
  readonly inferred: readonly InferredKey[]
  readonly toConfirm: readonly ToConfirm[]
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

const whyNot: Record<NonNullable<LinkProposal<Link>['why']>, string> = {
  rival:
    'not followed: another composite key leads to the same table / 別の複合キーが同じテーブルに進むため辿らない',
  self: 'not followed: it leads to other rows of the same table / 同じテーブルの別の行に進むため辿らない',
  'other-person': 'not followed: it leads to another person / 別の人に進むため辿らない',
  unreached: 'not followed yet: nothing of the person leads here / 本人からの経路がないためまだ辿らない',
}

interface Drafting {
  readonly key: string
  readonly pack: Pack | undefined
  readonly links: readonly LinkProposal<Link>[]
  readonly reached: ReadonlySet<string>
  readonly unsure: readonly InferredKey[]
  readonly pairs: readonly PolymorphicPair[]
  readonly remarks: Map<string, string>
  readonly fields: FieldDraft[]
  readonly unreached: string[]
  readonly whole: string[]
}

const referencesOf = (work: Drafting, sheet: Sheet, column: string): Reference[] =>
  work.links.flatMap(({ link, direction }) => {
    const i = link.sheet === sheet ? link.key.columns.indexOf(column) : -1
    const field = link.key.references[i]
    if (!direction || field === undefined) return []
    return [{ dataset: work.key, field: `${link.target.name}.${field}`, direction, at: nowhere }]
  })

const inferredWords = ({ confidence, asked, found }: InferredKey): string =>
  asked === 0
    ? `inferred (${confidence.toFixed(2)}) from names only, confirm / 名前だけからの推定(${confidence.toFixed(2)})、要確認`
    : `inferred (${confidence.toFixed(2)}): names, and ${found} of ${asked} sampled values are there; confirm / 名前と、標本 ${asked} 件中 ${found} 件が先にあることからの推定(${confidence.toFixed(2)})、要確認`

/** What is said of a column's references above it: which were inferred, which are not followed, and why. */
const linkRemarks = (work: Drafting, sheet: Sheet, column: string): string[] => {
  const own = work.links.filter(({ link }) => link.sheet === sheet && link.key.columns.includes(column))
  const unsure = work.unsure.filter((key) => key.from === sheet.name && key.columns.includes(column))
  const pairs = work.pairs.filter((pair) => pair.table === sheet.name && pair.idColumn === column)
  return [
    ...own.flatMap(({ link, why }) => {
      const target = `${link.target.name}.${link.key.references.join(',')}`
      const words = link.key.inferred ? [`${target} ${inferredWords(link.key.inferred)}`] : []
      return why ? [...words, `${target} ${whyNot[why]}`] : words
    }),
    ...unsure.map((key) => `maybe ${key.to}.${key.references.join(',')}: ${inferredWords(key)}`),
    ...pairs.map(
      ({ typeColumn, tables }) =>
        `"${typeColumn}" says which table this leads to${tables.length ? ` (${tables.join(', ')})` : ''}: not followed, map a view for each type / 「${typeColumn}」により参照先が変わるため辿らない。種類ごとのビューを対象にする`,
    ),
  ]
}

/** Notes what is proposed for a field, and returns the categories to write. */
const categoriesOf = (
  work: Drafting,
  sheet: Sheet,
  path: string,
  { proposal, also = [] }: { proposal: ColumnDraft['proposal']; also?: readonly string[] },
): string[] => {
  const tie = work.pack ? tieToPack(work.pack, proposal.category, sheet.table.name) : undefined
  const categories = [tie?.fides ?? proposal.category, ...also]
  work.fields.push({ collection: sheet.name, field: path, categories, proposal, ...(tie ? { tie } : {}) })
  const lines = [`confidence ${proposal.confidence.toFixed(2)}: ${proposal.en} / ${proposal.ja}`]
  if (tie) lines.push(`pack category "${tie.id}": ${tie.name.en} / ${tie.name.ja}`)
  lines.push(...linkRemarks(work, sheet, path))
  work.remarks.set(`${work.key}:${sheet.name}:${path}`, lines.join('\n '))
  return categories
}

const plainField = {
  returnAllElements: false,
  references: [],
  fields: [],
  extra: {},
  extraMeta: {},
  at: nowhere,
}

const memberOf = (work: Drafting, sheet: Sheet, above: readonly string[], draft: MemberDraft): Field => {
  const path = [...above, draft.name]
  const isParent = draft.members.length > 0
  const categories = isParent ? [] : categoriesOf(work, sheet, path.join('.'), draft)
  return {
    ...plainField,
    name: draft.name,
    path,
    categories,
    ...(isParent ? { dataType: 'object' } : draft.isArray ? { dataType: 'string' } : {}),
    isArray: draft.isArray,
    primaryKey: false,
    fields: draft.members.map((member) => memberOf(work, sheet, path, member)),
  }
}

const fieldOf = (work: Drafting, sheet: Sheet, column: Column, draft: ColumnDraft): Field => {
  const isParent = draft.members.length > 0
  const dataType = isParent ? 'object' : dataTypes[column.kind]
  const { identity } = draft.proposal
  const categories = isParent ? [] : categoriesOf(work, sheet, column.name, draft)
  return {
    ...plainField,
    name: column.name,
    path: [column.name],
    categories,
    ...(dataType === undefined ? {} : { dataType }),
    isArray: isParent ? draft.isArray : column.list && dataType !== undefined,
    ...(identity && !isParent && work.reached.has(sheet.name) ? { identity } : {}),
    primaryKey: sheet.table.primaryKey.includes(column.name),
    ...(!isParent && column.length !== undefined && column.length < 2 ** 31 ? { length: column.length } : {}),
    references: referencesOf(work, sheet, column.name),
    fields: draft.members.map((member) => memberOf(work, sheet, [column.name], member)),
  }
}

/** Columns of a composite key are only right together. */
const groupedInputs = (work: Drafting, sheet: Sheet): string[] => [
  ...(work.links.map((one) => foundBy(one, sheet)).find((columns) => columns.length > 1) ?? []),
]

const wholeWords =
  'Each row belongs to one person: give its columns a category where they say something of them. / 各行が一人の本人のもの。本人について述べる列には分類を付ける。'

const collectionOf = (work: Drafting, sheet: Sheet): Collection => {
  const before = work.fields.length
  const fields = sheet.table.columns.map((column, i) =>
    fieldOf(work, sheet, column, sheet.columns[i] as ColumnDraft),
  )
  const personal = work.fields
    .slice(before)
    .some(({ categories }) => categories.some((c) => c.startsWith('user')))
  const skip = personal && !work.reached.has(sheet.name)
  if (skip) work.unreached.push(sheet.name)
  const isOwn = work.links.some(({ link, direction }) => link.sheet === sheet && direction === 'from')
  const says = work.fields.slice(before).filter(({ proposal }) => proposal.category !== 'user.unique_id')
  if (
    isOwn &&
    work.reached.has(sheet.name) &&
    !says.some(({ proposal }) => proposal.category.startsWith('user'))
  ) {
    work.whole.push(sheet.name)
    const tie = work.pack ? tieTable(work.pack, sheet.table.name) : undefined
    const maybe = tie
      ? `\n maybe pack category "${tie.id}" (${tie.fides}): ${tie.name.en} / ${tie.name.ja}`
      : ''
    work.remarks.set(`${work.key}:${sheet.name}`, wholeWords + maybe)
  }
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

const sheetsOf = async (
  connector: Connector,
  named: readonly NamedTable[],
  options: DraftOptions,
): Promise<{ sheets: Sheet[]; unsure: InferredKey[]; pairs: PolymorphicPair[] }> => {
  const { sure, unsure, pairs } = await inferReferences(connector, named)
  const sheets = named.map((one): Sheet => {
    const keys = [
      ...one.table.foreignKeys,
      ...sure.filter(({ from }) => from === one.name).map((key) => ({ ...key, inferred: key })),
    ]
    return { ...one, keys, columns: draftColumns(one.table, one.sample.rows, keys, options.year) }
  })
  return { sheets, unsure, pairs }
}

/** Drafts a data map of a live database: keys from its catalogue or inferred, categories proposed and reasoned. */
export const draftMap = async (connector: Connector, options: DraftOptions): Promise<Draft> => {
  const tables = await connector.inspect(options.schemas?.length ? { schemas: options.schemas } : {})
  const { names, schema } = await namesOf(connector, tables, options)
  const samples = await drawSamples(connector, tables, {
    rows: options.sampleRows ?? 200,
    perTable: options.perTable ?? 10_000,
    inAll: options.inAll ?? 120_000,
    ...(options.progress ? { progress: options.progress } : {}),
  })
  const named = tables.map((table, i): NamedTable => {
    const sample = samples.get(table) ?? { rows: [], state: 'not-asked' }
    return { name: names[i] ?? table.name, table, sample }
  })
  const { sheets, unsure, pairs } = await sheetsOf(connector, named, options)
  const { pack, key } = options
  const work: Drafting = {
    key,
    pack,
    ...planLinks(sheets),
    unsure,
    pairs,
    remarks: new Map(),
    fields: [],
    unreached: [],
    whole: [],
  }
  const dataset: Dataset = {
    key,
    name: key,
    description: `Drafted from the ${connector.engine} catalogue; review every category.`,
    categories: [],
    after: [],
    namespace: schema === undefined ? {} : { schema },
    collections: sheets.map((sheet) => collectionOf(work, sheet)),
    extra: {},
    extraMeta: {},
    at: nowhere,
  }
  return draftOf(work, dataset, sheets)
}

const draftOf = (work: Drafting, dataset: Dataset, sheets: readonly Sheet[]): Draft => {
  const { fields, unsure, pairs, unreached } = work
  const inferred = sheets.flatMap(({ keys }) => keys.flatMap((key) => key.inferred ?? []))
  const samples = sheets.map(({ name, sample }) => ({ name, state: sample.state }))
  return {
    yaml: printDatamap([dataset], work.remarks),
    dataset,
    tables: sheets.length,
    columns: sheets.reduce((sum, { table }) => sum + table.columns.length, 0),
    personal: fields.filter(({ categories }) => categories.some((c) => c.startsWith('user'))).length,
    categories: countCategories(fields),
    fields,
    inferred,
    toConfirm: listToConfirm({
      fields,
      sure: inferred,
      unsure,
      pairs,
      unreached,
      apart: linksApart(work.links),
      whole: work.whole,
      samples,
      withPack: work.pack !== undefined,
    }),
  }
}
