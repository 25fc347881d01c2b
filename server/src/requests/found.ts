// SPDX-License-Identifier: Apache-2.0
import { refuse } from '../kernel/index.ts'
import type { Exclusion, Found } from './contract.ts'
import { requestRefusals } from './refusals.ts'

/** What was found, as it is kept sealed in the vault. */
export type FoundFile = Omit<Found, 'exclusions' | 'revision'>

/** A mapped collection's answer to the walk. */
export type FoundCollection = Omit<Found['collections'][number], 'suspicions'>

const personal = ['user.name', 'user.contact', 'user.unique_id', 'user.government_id']
const within = (category: string, parent: string) => category === parent || category.startsWith(`${parent}.`)
const addressPattern = /[^\s@<>"'（）()、，,;:]+@[^\s@<>"'（）()、，,;:]+\.[A-Za-z]{2,}/g

/**
 * Marks fields that seem to hold somebody else's name or address: a personal field whose value none of the requester's
 * own rows has, or an address in any text that is not theirs. It proposes; a person decides.
 */
export function suspect(
  collections: readonly FoundCollection[],
  own: ReadonlySet<string>,
): Found['collections'] {
  const mine = new Set([...own].map(normal))
  for (const collection of collections) {
    for (const row of collection.rows)
      if (isOwnRow(collection, row, mine)) personalValues(collection, row).forEach((one) => mine.add(one))
  }
  return collections.map((collection) => ({ ...collection, suspicions: suspicionsOf(collection, mine) }))
}

const normal = (value: string) => value.normalize('NFKC').trim().toLowerCase()

/** Every text in a value, however deep it lies. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function personalFields(collection: FoundCollection): Set<string> {
  const isPersonal = (category: string) => personal.some((parent) => within(category, parent))
  return new Set(
    collection.fields.filter((field) => field.categories.some(isPersonal)).map((field) => field.name),
  )
}

function personalValues(collection: FoundCollection, row: Record<string, unknown>): string[] {
  return [...personalFields(collection)].flatMap((field) => textsIn(row[field]).map(normal))
}

/**
 * Whether a row is about the requester: its personal fields hold addresses, and only theirs. A row that also holds
 * another address (a mail from one to the other) tells nothing about whose its names are.
 */
function isOwnRow(
  collection: FoundCollection,
  row: Record<string, unknown>,
  own: ReadonlySet<string>,
): boolean {
  const addresses = personalValues(collection, row).filter((value) => value.includes('@'))
  return addresses.length > 0 && addresses.every((address) => own.has(address))
}

function suspicionsOf(
  collection: FoundCollection,
  mine: ReadonlySet<string>,
): { row: number; field: string }[] {
  const fields = personalFields(collection)
  return collection.rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([field, value]) => {
      const texts = textsIn(value)
      const foreign = fields.has(field) && texts.some((one) => !mine.has(normal(one)))
      const addresses = texts.flatMap((one) => one.normalize('NFKC').match(addressPattern) ?? [])
      return foreign || addresses.some((address) => !mine.has(normal(address))) ? [{ row: index, field }] : []
    }),
  )
}

/** Refuses `requests.unknown-place` for an exclusion that points at nothing. */
export function checkExclusions(found: FoundFile, exclusions: readonly Exclusion[]): void {
  for (const { collection, row, field } of exclusions) {
    const at = found.collections.find((one) => one.collection === collection)
    const there =
      at?.rows[row] !== undefined && (field === null || at.fields.some((one) => one.name === field))
    if (!there)
      throw refuse(requestRefusals, 'requests.unknown-place', {
        place: `${collection} ${row} ${field ?? ''}`.trim(),
      })
  }
}

/**
 * What goes to the requester: rows and fields that were taken out are gone, and their number is told. A field marked
 * in a row that goes as a whole is not counted besides.
 */
export function applyExclusions(
  found: FoundFile,
  exclusions: readonly Exclusion[],
): {
  collections: FoundCollection[]
  removed: { collection: string; rows: number; fields: number; reasons: string[] }[]
} {
  const removed = []
  const collections = []
  for (const { suspicions: _, ...collection } of found.collections) {
    const own = exclusions.filter((one) => one.collection === collection.collection)
    const rowsOut = new Set(own.flatMap(({ row, field }) => (field === null ? [row] : [])))
    const inKeptRows = own.filter(({ row, field }) => field !== null && !rowsOut.has(row))
    const fieldsOut = new Set(inKeptRows.map(({ row, field }) => `${row}:${field}`))
    const without = (row: Record<string, unknown>, index: number) =>
      Object.fromEntries(Object.entries(row).filter(([field]) => !fieldsOut.has(`${index}:${field}`)))
    const rows = collection.rows.flatMap((row, index) => (rowsOut.has(index) ? [] : [without(row, index)]))
    collections.push({ ...collection, rows })
    if (own.length === 0) continue
    const reasons = [...new Set(own.map((one) => one.reason))]
    removed.push({
      collection: collection.collection,
      rows: rowsOut.size,
      fields: fieldsOut.size,
      reasons,
    })
  }
  return { collections, removed }
}
