// SPDX-License-Identifier: Apache-2.0
import { KINDS, kindsOf, proposeCategory, snake } from '@yakusoku/core/classify'
import type { ColumnFacts, ColumnType, Kind, Proposal } from '@yakusoku/core/classify'
import type { Json } from '@yakusoku/core/datamap'
import type { Column, Table } from '../connectors/index.ts'

/** A member of a structured column with what is proposed for it. */
export interface MemberDraft {
  readonly name: string
  readonly proposal: Proposal
  readonly members: readonly MemberDraft[]
  readonly isArray: boolean
}

/** What is proposed for a column, and for the members inside where it is structured. */
export interface ColumnDraft {
  readonly proposal: Proposal
  readonly members: readonly MemberDraft[]
  /** Several categories where a column holds what another column of its row says. */
  readonly also: readonly string[]
  readonly isArray: boolean
}

const types: Partial<Record<Column['kind'], ColumnType>> = {
  integer: 'integer',
  decimal: 'decimal',
  float: 'decimal',
  boolean: 'boolean',
  text: 'text',
  enum: 'text',
  uuid: 'uuid',
  date: 'date',
  timestamp: 'timestamp',
  bytes: 'bytes',
}

type Plain = Record<string, Json>
type Around = Pick<ColumnFacts, 'table' | 'year'>

const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (value: Json): Json => {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}

const MOST_MEMBERS = 40
const DEEPEST = 3
/** Keys that are data (an address book keyed by mail address) are no names to write down. */
const isName = (key: string): boolean =>
  /^[A-Za-z_$][\w$-]{0,39}$/.test(key) || /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}ー]{1,12}$/u.test(key)

const ofPeople: ReadonlySet<Kind> = new Set(['name', 'family', 'given'])
/** Keys that are people's names ({ "鈴木": 3 }) are data; a single one may be a word like any other (May, 名). */
const arePeople = (keys: readonly string[]): boolean =>
  keys.filter((key) => key.length > 1 && kindsOf(key).some((kind) => ofPeople.has(kind))).length >=
  Math.max(2, keys.length * 0.5)

/** The members that objects have in common; none where their keys look like data. */
const membersOf = (objects: readonly Plain[], around: Around, depth: number): MemberDraft[] => {
  const counts = new Map<string, number>()
  for (const object of objects)
    for (const key of Object.keys(object)) counts.set(key, (counts.get(key) ?? 0) + 1)
  const least = Math.max(objects.length >= 10 ? 2 : 1, objects.length * 0.03)
  const keys = [...counts].filter(([key, count]) => count >= least && isName(key)).map(([key]) => key)
  if (keys.length === 0 || counts.size > MOST_MEMBERS * 2 || keys.length < counts.size * 0.5) return []
  if (arePeople(keys)) return []
  return keys.slice(0, MOST_MEMBERS).map((name) => {
    const values = objects.map((object) => object[name] ?? null)
    const flat = values.flatMap((value) => (Array.isArray(value) ? value : [value]))
    const inner = flat.filter(isObject)
    const members = depth < DEEPEST && inner.length > 0 ? membersOf(inner, around, depth + 1) : []
    const proposal = proposeCategory({
      ...around,
      column: name,
      isKey: false,
      values: flat.filter((v) => !isObject(v)),
    })
    return { name, members, isArray: values.some(Array.isArray), proposal }
  })
}

/** Every text and number inside, whatever its key. */
const leaves = (value: Json): Json[] => {
  if (Array.isArray(value)) return value.flatMap(leaves)
  return isObject(value) ? Object.values(value).flatMap(leaves) : [value]
}

const isPersonalMember = (member: MemberDraft): boolean =>
  member.proposal.category.startsWith('user') || member.members.some(isPersonalMember)

const structured = (values: readonly Json[], around: Around, column: string): ColumnDraft | undefined => {
  const present = values.filter((value) => value !== null && value !== '').map(parsed)
  const objects = present.flatMap((value) => (Array.isArray(value) ? value : [value])).filter(isObject)
  const isArray = present.some(Array.isArray)
  if (present.length === 0 || objects.length < present.length * 0.5) return undefined
  const members = membersOf(objects, around, 1)
  const whole = proposeCategory({ ...around, column, isKey: false, values: objects.flatMap(leaves) })
  if (members.length === 0) return { proposal: whole, members, also: [], isArray }
  if (!members.some(isPersonalMember)) return { proposal: whole, members: [], also: [], isArray }
  return { proposal: whole, members, also: [], isArray }
}

const attributeColumn =
  /^(?:attribute|attr|meta_key|key|field|property|item|question|option)(?:_?(?:name|key|code|label))?$|^(?:項目|属性)(?:名|コード)?$/
const valueColumn =
  /^(?:(?:attribute|attr|meta|field|property|item|option)_?)?(?:value|val|answer|content|data)(?:_?(?:text|string|varchar))?$|^(?:値|回答|内容)$/

/** The attribute and the value column of a table of attributes (EAV). */
const attributesOf = (table: Table): { attribute: number; value: number } | undefined => {
  const names = table.columns.map(({ name }) => snake(name))
  const attribute = names.findIndex((name) => attributeColumn.test(name))
  const value = names.findIndex((name, i) => i !== attribute && valueColumn.test(name))
  return attribute < 0 || value < 0 ? undefined : { attribute, value }
}

/** What the value column of a table of attributes holds, attribute by attribute; the attributes are not named. */
const byAttribute = (
  rows: readonly (readonly Json[])[],
  { attribute, value }: { attribute: number; value: number },
  around: Around,
): ColumnDraft | undefined => {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(row[attribute] ?? null))
  if (groups.size < 2 || groups.size > 80 || rows.length < groups.size * 1.5) return undefined
  const proposals = [...groups].map(([column, group]) =>
    proposeCategory({
      ...around,
      column: column.replace(/^"|"$/g, ''),
      isKey: false,
      values: group.map((row) => row[value] ?? null),
    }),
  )
  const personal = proposals.filter(({ category }) => category.startsWith('user'))
  if (personal.length === 0) return undefined
  const kinds = [...new Set(personal.flatMap(({ kind }) => kind ?? []))]
  const say = (language: 'en' | 'ja') => kinds.map((kind: Kind) => KINDS[kind][language]).join(', ')
  const [first, ...also] = [...new Set(personal.map(({ category }) => category))]
  const proposal: Proposal = {
    category: first ?? 'user',
    confidence: Math.min(...personal.map(({ confidence }) => confidence)),
    en: `${personal.length} of ${groups.size} attributes of this table are personal: ${say('en')}`,
    ja: `この表の属性 ${groups.size} 種のうち ${personal.length} 種が個人データ: ${say('ja')}`,
    ...(personal.some(({ careful }) => careful) ? { careful: true } : {}),
    ...(personal[0]?.kind ? { kind: personal[0].kind } : {}),
  }
  return { proposal, members: [], also, isArray: false }
}

/** A key that only counts rows says nothing of its own; a mail address used as a key does. */
const isSurrogate = (column: Column): boolean =>
  column.kind === 'integer' || column.kind === 'uuid' || /(^|_)(id|no|code|key)$/i.test(column.name)

const labels = (column: Column): Json[] => (column.labels ? [...column.labels] : [])

/** Proposes what each column of a table holds. */
export const draftColumns = (
  table: Table,
  rows: readonly (readonly Json[])[],
  keys: readonly Table['foreignKeys'][number][],
  year?: number,
): ColumnDraft[] => {
  const around = { table: table.name, ...(year === undefined ? {} : { year }) }
  const attributes = attributesOf(table)
  const drafts = table.columns.map((column, i): ColumnDraft => {
    const key = keys.find((k) => k.columns.includes(column.name))
    const isKey = key !== undefined || (table.primaryKey.includes(column.name) && isSurrogate(column))
    const values = rows.map((row) => row[i] ?? null)
    const inside = isKey || column.kind === 'bytes' ? undefined : structured(values, around, column.name)
    if (inside) return inside
    const byRow = attributes?.value === i ? byAttribute(rows, attributes, around) : undefined
    if (byRow) return byRow
    const type = types[column.kind]
    const flat = values.flatMap((value): Json[] => (Array.isArray(value) ? value : [value]))
    const proposal = proposeCategory({
      ...around,
      column: column.name,
      isKey,
      ...(key ? { leadsTo: key.table } : {}),
      ...(type === undefined ? {} : { type }),
      ...(column.length === undefined ? {} : { length: column.length }),
      values: flat.length > 0 ? flat : labels(column),
    })
    return { proposal, members: [], also: [], isArray: false }
  })
  return withoutDoers(table, drafts).map(ofPersons(drafts))
}

const doer =
  /(?:^|_)(?:(?:created|updated|modified|changed|edited|entered|deleted|approved|assigned)_by|approver|assignee|operator)$|^(?:作成|更新|承認|入力|担当)者$/
/** Of whom a row is, where nobody else is named in it. */
const maker = /(?:^|_)(?:owner|author|creator)$|^所有者$/

/** Who entered or changed a row is not whom it is about: to search by them would find all whom they served. */
const withoutDoers = (table: Table, drafts: readonly ColumnDraft[]): ColumnDraft[] => {
  const names = table.columns.map(({ name }) => snake(name))
  const isSeed = ({ proposal }: ColumnDraft, i: number) =>
    proposal.identity !== undefined && !doer.test(names[i] ?? '') && !maker.test(names[i] ?? '')
  const isAnothers = names.some((name) => doer.test(name)) || drafts.some(isSeed)
  return drafts.map((draft, i) => {
    const name = names[i] ?? ''
    if (!doer.test(name) && !(isAnothers && maker.test(name))) return draft
    const { identity: _dropped, ...proposal } = draft.proposal
    return { ...draft, proposal }
  })
}

/** Beside a person's name or address, the organisation named is the person's own: it tells where they belong. */
const ofPersons = (drafts: readonly ColumnDraft[]) => {
  const isOfPersons = drafts.some(
    ({ proposal: { kind } }) => kind === 'email' || kind === 'name' || kind === 'family',
  )
  return (draft: ColumnDraft): ColumnDraft =>
    isOfPersons && draft.proposal.kind === 'company'
      ? {
          ...draft,
          proposal: {
            ...draft.proposal,
            category: 'user.contact.organization',
            confidence: 0.65,
            en: `organisation beside a person: ${draft.proposal.en}`,
            ja: `人と並ぶ組織名: ${draft.proposal.ja}`,
          },
        }
      : draft
}
