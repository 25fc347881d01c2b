// SPDX-License-Identifier: Apache-2.0
import { refuse } from '../kernel/index.ts'
import type { Exclusion, Found } from './contract.ts'
import { requestRefusals } from './refusals.ts'

/** What was found, as it is kept sealed in the vault. */
export type FoundFile = Omit<Found, 'exclusions'>

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
      if (isOwnRow(collection, row, mine)) ownValues(collection, row).forEach((one) => mine.add(one))
  }
  return collections.map((collection) => ({ ...collection, suspicions: suspicionsOf(collection, mine) }))
}

const normal = (value: unknown) => String(value).normalize('NFKC').trim().toLowerCase()

function personalFields(collection: FoundCollection): string[] {
  return collection.fields
    .filter((field) =>
      field.categories.some((category) => personal.some((parent) => within(category, parent))),
    )
    .map((field) => field.name)
}

function ownValues(collection: FoundCollection, row: Record<string, unknown>): string[] {
  return personalFields(collection).flatMap((field) => (row[field] == null ? [] : [normal(row[field])]))
}

/** A row that carries the requester's own address in a personal field is about them. */
function isOwnRow(
  collection: FoundCollection,
  row: Record<string, unknown>,
  own: ReadonlySet<string>,
): boolean {
  return ownValues(collection, row).some((value) => value.includes('@') && own.has(value))
}

function suspicionsOf(
  collection: FoundCollection,
  mine: ReadonlySet<string>,
): { row: number; field: string }[] {
  const fields = new Set(personalFields(collection))
  return collection.rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([field, value]) => {
      if (value === null || value === undefined || value === '') return []
      const foreign = fields.has(field) && typeof value === 'string' && !mine.has(normal(value))
      const addresses = typeof value === 'string' ? (value.match(addressPattern) ?? []) : []
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

/** What goes to the requester: rows and fields that were taken out are gone, and their number is told. */
export function applyExclusions(
  found: FoundFile,
  exclusions: readonly Exclusion[],
): {
  collections: FoundCollection[]
  removed: { collection: string; rows: number; fields: number; reasons: string[] }[]
} {
  const of = (collection: string) => exclusions.filter((one) => one.collection === collection)
  const collections = found.collections.map(({ suspicions: _, ...collection }) => {
    const rowsOut = new Set(
      of(collection.collection)
        .filter((one) => one.field === null)
        .map((one) => one.row),
    )
    const fieldsOut = new Set(of(collection.collection).map((one) => `${one.row}:${one.field}`))
    const rows = collection.rows.flatMap((row, index) =>
      rowsOut.has(index)
        ? []
        : [Object.fromEntries(Object.entries(row).filter(([field]) => !fieldsOut.has(`${index}:${field}`)))],
    )
    return { ...collection, rows }
  })
  const removed = found.collections.flatMap(({ collection }) => {
    const mine = of(collection)
    const rows = mine.filter((one) => one.field === null).length
    if (mine.length === 0) return []
    return [
      { collection, rows, fields: mine.length - rows, reasons: [...new Set(mine.map((one) => one.reason))] },
    ]
  })
  return { collections, removed }
}
