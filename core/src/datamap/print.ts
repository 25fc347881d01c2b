// SPDX-License-Identifier: Apache-2.0
import { Document, isMap, isScalar, isSeq } from 'yaml'
import type { Node } from 'yaml'
import type { Collection, Dataset, Field } from './datamap.ts'

type Plain = Record<string, unknown>

/** Remarks for fields, keyed `KEY:COLLECTION:FIELD[.MEMBER]`; each becomes a YAML comment above the field. */
export type Remarks = ReadonlyMap<string, string>

const filled = (value: unknown): boolean =>
  value !== undefined &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0) &&
  !(typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)

const compact = (value: Plain): Plain =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => filled(v)))

const fieldPlain = (field: Field): Plain =>
  compact({
    name: field.name,
    description: field.description,
    data_categories: [...field.categories],
    ...field.extra,
    fides_meta: compact({
      identity: field.identity,
      primary_key: field.primaryKey,
      data_type: field.dataType === undefined ? undefined : field.dataType + (field.isArray ? '[]' : ''),
      length: field.length,
      return_all_elements: field.returnAllElements,
      references: field.references.map(({ dataset, field: target, direction }) =>
        compact({ dataset, field: target, direction }),
      ),
      ...field.extraMeta,
    }),
    fields: field.fields.map(fieldPlain),
  })

const collectionPlain = (collection: Collection): Plain => ({
  ...compact({
    name: collection.name,
    description: collection.description,
    data_categories: [...collection.categories],
    ...collection.extra,
    fides_meta: compact({
      after: collection.after.map((a) => a.name),
      erase_after: collection.eraseAfter.map((a) => a.name),
      grouped_inputs: collection.groupedInputs.map((a) => a.name),
      skip_processing: collection.skipProcessing,
      ...collection.extraMeta,
    }),
  }),
  fields: collection.fields.map(fieldPlain),
})

const datasetPlain = (dataset: Dataset): Plain => ({
  ...compact({
    fides_key: dataset.key,
    name: dataset.name,
    description: dataset.description,
    data_categories: [...dataset.categories],
    ...dataset.extra,
    fides_meta: compact({
      after: dataset.after.map((a) => a.name),
      namespace: { ...dataset.namespace },
      ...dataset.extraMeta,
    }),
  }),
  collections: dataset.collections.map(collectionPlain),
})

const child = (node: unknown, key: string): Node | undefined =>
  isMap(node) ? (node.get(key, true) as Node | undefined) : undefined

const each = (node: Node | undefined, visit: (item: Node, name: string) => void): void => {
  if (!isSeq(node)) return
  for (const item of node.items) {
    const name = child(item, 'name') ?? child(item, 'fides_key')
    visit(item as Node, isScalar(name) ? String(name.value) : '')
  }
}

const remark = (document: Document, remarks: Remarks): void => {
  const fields = (node: Node | undefined, prefix: string): void =>
    each(node, (field, name) => {
      const text = remarks.get(prefix + name)
      if (text) field.commentBefore = ` ${text}`
      fields(child(field, 'fields'), `${prefix}${name}.`)
    })
  each(child(document.contents, 'dataset'), (dataset, key) =>
    each(child(dataset, 'collections'), (collection, name) => {
      const text = remarks.get(`${key}:${name}`)
      if (text) collection.commentBefore = ` ${text}`
      fields(child(collection, 'fields'), `${key}:${name}:`)
    }),
  )
}

/** Writes datasets as Fides dataset YAML that parses back to the same datasets. */
export const printDatamap = (datasets: readonly Dataset[], remarks: Remarks = new Map()): string => {
  const document = new Document({ dataset: datasets.map(datasetPlain) }, { aliasDuplicateObjects: false })
  remark(document, remarks)
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
