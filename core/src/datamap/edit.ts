// SPDX-License-Identifier: Apache-2.0
import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap, type YAMLSeq } from 'yaml'

/** A field as it is written into a map. */
export interface NewField {
  readonly name: string
  readonly categories: readonly string[]
  readonly dataType?: string
  readonly primaryKey?: boolean
  readonly identity?: string
  readonly reference?: { readonly dataset: string; readonly field: string }
}

/** One change of a map, named as the map names its collections and fields. */
export type MapEdit =
  | { readonly kind: 'add-field'; readonly collection: string; readonly field: NewField }
  | {
      readonly kind: 'add-collection'
      readonly collection: string
      readonly fields: readonly NewField[]
      /** Declared, but not read for requests: nothing of a person leads there. */
      readonly skip: boolean
    }
  | {
      readonly kind: 'set-categories'
      readonly collection: string
      readonly field: string
      readonly categories: readonly string[]
    }
  | { readonly kind: 'remove-field'; readonly collection: string; readonly field: string }
  | { readonly kind: 'remove-collection'; readonly collection: string }

/** The map after the edits, or the edit that does not fit it any more. */
export type EditedMap = { readonly text: string } | { readonly failed: MapEdit }

const plainField = ({ name, categories, dataType, primaryKey, identity, reference }: NewField): object => {
  const meta = {
    ...(primaryKey ? { primary_key: true } : {}),
    ...(identity === undefined ? {} : { identity }),
    ...(dataType === undefined ? {} : { data_type: dataType }),
    ...(reference === undefined ? {} : { references: [{ ...reference, direction: 'from' }] }),
  }
  return {
    name,
    ...(categories.length > 0 ? { data_categories: [...categories] } : {}),
    ...(Object.keys(meta).length > 0 ? { fides_meta: meta } : {}),
  }
}

const named = (list: unknown, name: string): YAMLMap | undefined =>
  isSeq(list)
    ? (list.items.find((item) => {
        const found = isMap(item) ? item.get('name', true) : undefined
        return isScalar(found) && String(found.value) === name
      }) as YAMLMap | undefined)
    : undefined

const listIn = (map: YAMLMap | undefined, key: string): YAMLSeq | undefined => {
  const list = map?.get(key, true)
  return isSeq(list) ? list : undefined
}

const collectionsOf = (document: Document): YAMLSeq | undefined => {
  const dataset = isMap(document.contents) ? document.contents.get('dataset', true) : undefined
  const first = isSeq(dataset) ? dataset.items[0] : dataset
  return isMap(first) ? listIn(first, 'collections') : undefined
}

const drop = (list: YAMLSeq | undefined, item: YAMLMap | undefined): boolean => {
  if (list === undefined || item === undefined) return false
  list.items.splice(list.items.indexOf(item), 1)
  return true
}

function apply(document: Document, edit: MapEdit): boolean {
  const collections = collectionsOf(document)
  const collection = named(collections, edit.collection)
  const fields = listIn(collection, 'fields')
  switch (edit.kind) {
    case 'add-collection': {
      if (collections === undefined || collection !== undefined) return false
      const meta = edit.skip ? { fides_meta: { skip_processing: true } } : {}
      const plain = { name: edit.collection, ...meta, fields: edit.fields.map(plainField) }
      collections.add(document.createNode(plain))
      return true
    }
    case 'add-field':
      if (fields === undefined || named(fields, edit.field.name) !== undefined) return false
      fields.add(document.createNode(plainField(edit.field)))
      return true
    case 'set-categories': {
      const field = named(fields, edit.field)
      field?.set('data_categories', document.createNode([...edit.categories], { flow: true }))
      return field !== undefined
    }
    case 'remove-field':
      return drop(fields, named(fields, edit.field))
    case 'remove-collection':
      return drop(collections, collection)
  }
}

/**
 * Changes a map of one dataset as a careful person would: what is not touched keeps its place, its order and its
 * comments. All edits are made or none.
 */
export const editDatamap = (map: string, edits: readonly MapEdit[]): EditedMap => {
  const document = parseDocument(map, { uniqueKeys: false })
  for (const edit of edits) if (!apply(document, edit)) return { failed: edit }
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: true }) }
}
