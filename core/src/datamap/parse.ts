// SPDX-License-Identifier: Apache-2.0
import { isMap, isSeq } from 'yaml'
import type { Node } from 'yaml'
import type { Collection, Dataset, Direction, Field, MapProblem, Named, Place, Reference } from './datamap.ts'
import { nearest } from './nearest.ts'
import { japanese, openReader } from './reader.ts'
import type { Entry, MapFile, Reader } from './reader.ts'

/** Keys that are understood; the rest of what Fides writes is kept as it was written. */
const DATASET_READ = [
  'fides_key',
  'name',
  'description',
  'collections',
  'data_categories',
  'fides_meta',
  'fidesops_meta',
  'after',
]
const DATASET_KEYS = [
  ...DATASET_READ,
  'organization_fides_key',
  'tags',
  'meta',
  'fidesctl_meta',
  'data_qualifier',
  'joint_controller',
  'retention',
  'third_country_transfers',
]
const DATASET_META_READ = ['after', 'namespace']
const DATASET_META = [...DATASET_META_READ, 'resource_id']
const COLLECTION_META_READ = ['after', 'erase_after', 'grouped_inputs', 'skip_processing']
const COLLECTION_META = [
  ...COLLECTION_META_READ,
  'masking_strategy_override',
  'partitioning',
  'data_type',
  'namespace',
]
const COLLECTION_READ = [
  'name',
  'description',
  'fields',
  'data_categories',
  'fides_meta',
  'fidesops_meta',
  ...COLLECTION_META_READ,
]
const COLLECTION_KEYS = [...COLLECTION_READ, 'data_qualifier', 'retention', 'meta', 'tags']
const FIELD_READ = ['name', 'description', 'data_categories', 'fides_meta', 'fidesops_meta', 'fields']
const FIELD_KEYS = [...FIELD_READ, 'data_qualifier', 'retention', 'meta', 'tags', 'masking_strategy_override']
const FIELD_META_READ = [
  'references',
  'identity',
  'primary_key',
  'data_type',
  'length',
  'return_all_elements',
]
const FIELD_META = [
  ...FIELD_META_READ,
  'read_only',
  'custom_request_field',
  'masking_strategy_override',
  'redact',
  'property_scope',
  'data_categories',
]
const DATA_TYPES = [
  'string',
  'integer',
  'float',
  'number',
  'boolean',
  'object',
  'object_id',
  'mongo_object_id',
  'date',
  'datetime',
  'timestamp',
  'time',
  'uuid',
  'json',
  'bytes',
]

type Entries = Map<string, Entry>

const metaOf = (reader: Reader, entries: Entries, known: readonly string[]): Entries => {
  const merged: Entries = new Map()
  for (const key of ['fidesops_meta', 'fides_meta']) {
    const entry = entries.get(key)
    if (!entry || reader.plain(entry.value) === null) continue
    for (const [name, value] of reader.entries(entry.value, `"${key}"`, known)) merged.set(name, value)
  }
  return merged
}

const rest = (reader: Reader, entries: Entries, read: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    [...entries]
      .filter(([key]) => !read.includes(key))
      .map(([key, entry]) => [key, reader.plain(entry.value)]),
  )

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>)

const missing = (reader: Reader, at: Place, what: string, key: string): void =>
  reader.fail(
    at,
    'missing-key',
    `${what} has no "${key}". Add it.`,
    `${japanese(what)}に「${key}」がありません。追加してください。`,
  )

const nameOf = (reader: Reader, entries: Entries, at: Place, what: string, key = 'name'): string => {
  const entry = entries.get(key)
  const name = reader.text(entry)
  if (name) return name
  if (!entry || reader.plain(entry.value) === null || name === '') missing(reader, at, what, key)
  return ''
}

const readReference = (reader: Reader, node: Node | null): Reference[] => {
  const at = reader.at(node)
  const entries = reader.entries(node, 'A reference', ['dataset', 'field', 'direction', 'name'])
  if (!entries.size) return []
  const dataset = nameOf(reader, entries, at, 'A reference', 'dataset')
  const field = reader.text(entries.get('field') ?? entries.get('name'))
  const direction = reader.text(entries.get('direction'))
  if (!field || !field.includes('.')) {
    reader.fail(
      reader.at(entries.get('field')?.value ?? node),
      'bad-reference',
      'A reference needs "field: COLLECTION.FIELD".',
      '参照には「field: コレクション名.フィールド名」が必要です。',
    )
    return []
  }
  if (direction !== undefined && direction !== 'from' && direction !== 'to') {
    reader.fail(
      reader.at(entries.get('direction')?.value),
      'bad-direction',
      `"direction" is "${direction}"; write "from" or "to", or leave it out for both.`,
      `「direction」が「${direction}」です。「from」か「to」を書くか、両方向なら省いてください。`,
    )
    return []
  }
  return dataset ? [{ dataset, field, ...optional<'direction', Direction>('direction', direction), at }] : []
}

const dataTypeOf = (reader: Reader, entry: Entry | undefined): { dataType?: string; isArray: boolean } => {
  const text = reader.text(entry)
  if (!entry || text === undefined || text === '') return { isArray: false }
  const isArray = text.endsWith('[]')
  const dataType = isArray ? text.slice(0, -2) : text
  if (!DATA_TYPES.includes(dataType)) {
    const near = nearest(dataType, DATA_TYPES)
    reader.fail(
      reader.at(entry.value),
      'bad-data-type',
      `"${text}" is not a data type.${near ? ` Did you mean "${near}"?` : ''} Known: ${DATA_TYPES.join(', ')}, each also with [].`,
      `「${text}」という data_type はありません。${near ? `「${near}」ではありませんか。` : ''}使えるもの: ${DATA_TYPES.join('、')}(配列は [] を付ける)。`,
    )
    return { isArray }
  }
  return { dataType, isArray }
}

const readField = (reader: Reader, node: Node | null, parent: readonly string[], all: boolean): Field[] => {
  const at = reader.at(node)
  const entries = reader.entries(node, 'A field', FIELD_KEYS)
  if (!entries.size) return []
  const name = nameOf(reader, entries, at, 'A field')
  const meta = metaOf(reader, entries, FIELD_META)
  const path = [...parent, name]
  const returnAllElements = all || reader.flag(meta.get('return_all_elements'))
  if (!name) return []
  return [
    {
      name,
      path,
      ...optional('description', reader.text(entries.get('description'))),
      categories: reader.names(entries.get('data_categories')).map((c) => c.name),
      ...dataTypeOf(reader, meta.get('data_type')),
      ...optional('identity', reader.text(meta.get('identity')) || undefined),
      primaryKey: reader.flag(meta.get('primary_key')),
      ...optional('length', reader.whole(meta.get('length'))),
      returnAllElements,
      references: reader.items(meta.get('references')).flatMap((item) => readReference(reader, item)),
      fields: readFields(reader, entries.get('fields'), path, returnAllElements),
      extra: rest(reader, entries, FIELD_READ),
      extraMeta: rest(reader, meta, FIELD_META_READ),
      at,
    },
  ]
}

const readFields = (
  reader: Reader,
  entry: Entry | undefined,
  parent: readonly string[],
  all = false,
): Field[] => {
  const fields = reader.items(entry).flatMap((item) => readField(reader, item, parent, all))
  twice(reader, fields, 'field', 'フィールド')
  return fields
}

const twice = (
  reader: Reader,
  named: readonly { name: string; at: Place }[],
  en: string,
  ja: string,
): void => {
  const seen = new Map<string, Place>()
  for (const { name, at } of named) {
    const first = seen.get(name)
    if (first)
      reader.fail(
        at,
        'duplicate',
        `The ${en} "${name}" is declared twice (first at line ${first.line}). Remove one.`,
        `${ja}「${name}」が二度宣言されています(最初は ${first.line} 行目)。片方を消してください。`,
      )
    seen.set(name, first ?? at)
  }
}

const readCollection = (reader: Reader, node: Node | null): Collection[] => {
  const at = reader.at(node)
  const entries = reader.entries(node, 'A collection', COLLECTION_KEYS)
  if (!entries.size) return []
  const name = nameOf(reader, entries, at, 'A collection')
  if (!entries.has('fields')) missing(reader, at, `The collection "${name}"`, 'fields')
  const meta = metaOf(reader, entries, COLLECTION_META)
  const lists = (key: string): Named[] => [...reader.names(entries.get(key)), ...reader.names(meta.get(key))]
  if (!name) return []
  return [
    {
      name,
      ...optional('description', reader.text(entries.get('description'))),
      categories: reader.names(entries.get('data_categories')).map((c) => c.name),
      fields: readFields(reader, entries.get('fields'), []),
      after: lists('after'),
      eraseAfter: lists('erase_after'),
      groupedInputs: lists('grouped_inputs'),
      skipProcessing: reader.flag(entries.get('skip_processing')) || reader.flag(meta.get('skip_processing')),
      extra: rest(reader, entries, COLLECTION_READ),
      extraMeta: rest(reader, meta, COLLECTION_META_READ),
      at,
    },
  ]
}

const namespaceOf = (reader: Reader, entry: Entry | undefined): Record<string, string> => {
  const value = entry ? reader.plain(entry.value) : undefined
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, v]) => (typeof v === 'string' ? [[key, v] as const] : [])),
  )
}

const readDataset = (reader: Reader, node: Node | null): Dataset[] => {
  const at = reader.at(node)
  const entries = reader.entries(node, 'A dataset', DATASET_KEYS)
  if (!entries.size) return []
  const key = nameOf(reader, entries, at, 'A dataset', 'fides_key')
  if (!entries.has('collections')) missing(reader, at, `The dataset "${key}"`, 'collections')
  const meta = metaOf(reader, entries, DATASET_META)
  const collections = reader.items(entries.get('collections')).flatMap((item) => readCollection(reader, item))
  twice(reader, collections, 'collection', 'コレクション')
  if (!key) return []
  return [
    {
      key,
      ...optional('name', reader.text(entries.get('name'))),
      ...optional('description', reader.text(entries.get('description'))),
      categories: reader.names(entries.get('data_categories')).map((c) => c.name),
      after: [...reader.names(entries.get('after')), ...reader.names(meta.get('after'))],
      namespace: namespaceOf(reader, meta.get('namespace')),
      collections,
      extra: rest(reader, entries, DATASET_READ),
      extraMeta: rest(reader, meta, DATASET_META_READ),
      at,
    },
  ]
}

const readRoot = (reader: Reader, root: Node | null): Dataset[] => {
  const at = reader.at(root)
  if (isSeq(root)) return root.items.flatMap((item) => readDataset(reader, item as Node))
  if (isMap(root) && root.has('dataset')) {
    // Fides files may also hold other resource kinds beside the datasets; they are not ours to judge.
    const node = root.get('dataset', true) as Node | null
    return reader
      .items({ key: 'dataset', at: reader.at(node), value: isMap(node) ? null : node })
      .concat(isMap(node) ? [node] : [])
      .flatMap((item) => readDataset(reader, item))
  }
  if (isMap(root) && (root.has('fides_key') || root.has('collections'))) return readDataset(reader, root)
  reader.fail(
    at,
    'no-dataset',
    'The file holds no data map. It must begin with "dataset:" and a list of datasets, as Fides writes them.',
    'データマップがありません。Fides の形式に従い「dataset:」で始まる一覧を書いてください。',
  )
  return []
}

/** Reads Fides dataset YAML from one or more files; problems carry file, line and column and never throw. */
export const parseDatamaps = (files: readonly MapFile[]): { datasets: Dataset[]; problems: MapProblem[] } => {
  const problems: MapProblem[] = []
  const datasets: Dataset[] = []
  const keys = new Map<string, Place>()
  for (const file of files) {
    const reader = openReader(file)
    const roots = reader.roots.length || reader.problems.length ? reader.roots : [null]
    for (const dataset of roots.flatMap((root) => readRoot(reader, root))) {
      const first = keys.get(dataset.key)
      if (first)
        reader.fail(
          dataset.at,
          'duplicate',
          `The dataset "${dataset.key}" is already declared at ${first.file}:${first.line}. Remove or rename one.`,
          `データセット「${dataset.key}」は ${first.file}:${first.line} で宣言済みです。片方を消すか改名してください。`,
        )
      else datasets.push(dataset)
      keys.set(dataset.key, first ?? dataset.at)
    }
    for (const problem of reader.problems) problems.push(problem)
  }
  return { datasets, problems }
}
