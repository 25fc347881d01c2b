// SPDX-License-Identifier: Apache-2.0
import { refuse } from '../kernel/index.ts'
import type { Exclusion, Found } from './contract.ts'
import { addressed, finderOf, fullNames } from './names.ts'
import { requestRefusals } from './refusals.ts'

/** What was found, as it is kept sealed in the vault. */
export type FoundFile = Omit<Found, 'exclusions' | 'revision'>

/** A mapped collection's answer to the walk. */
export type FoundCollection = Omit<Found['collections'][number], 'suspicions'>

const always = ['user.name', 'user.government_id', 'user.contact.email']
const ofPersons = [...always, 'user.contact', 'user.unique_id']
const ofOrganisations = ['user.contact.organization', 'user.contact.preference']
const within = (category: string, parent: string) => category === parent || category.startsWith(`${parent}.`)
const withinAny = (category: string, parents: readonly string[]) =>
  parents.some((parent) => within(category, parent))
const addressPattern = /[^\s@<>"'（）()、，,;:]+@[^\s@<>"'（）()、，,;:]+\.[A-Za-z]{2,}/g

/** What is known of the people in an answer: the requester's values and names, and the names of others. */
interface People {
  readonly mine: ReadonlySet<string>
  readonly myNames: ReadonlySet<string>
  readonly namesMe: (text: string) => boolean
  readonly namesOthers: (text: string) => boolean
}

/**
 * Marks fields that seem to hold somebody else's data: a field of a person whose value none of the requester's own
 * rows has, and in any text an address that is not theirs or the name of somebody else. It proposes; a person decides.
 */
export function suspect(
  collections: readonly FoundCollection[],
  own: ReadonlySet<string>,
): Found['collections'] {
  const addresses = new Set([...own].map(normal))
  const rows = collections.flatMap((collection) =>
    collection.rows.map((row) => ({ collection, row, isOwn: isOwnRow(collection, row, addresses) })),
  )
  const ownRows = rows.filter(({ isOwn }) => isOwn)
  const mine = new Set([
    ...addresses,
    ...ownRows.flatMap(({ collection, row }) => personalValues(collection, row)),
  ])
  const names = (given: typeof rows, known: ReadonlySet<string>) =>
    new Set(
      given.flatMap(({ collection, row }) =>
        fullNames(valuesOf(row, nameFields(collection)).filter((value) => !known.has(normal(value)))),
      ),
    )
  const myNames = names(ownRows, new Set())
  const others = rows.filter(({ isOwn }) => !isOwn)
  const people = {
    mine,
    myNames,
    namesMe: finderOf([...myNames]),
    namesOthers: finderOf([...names(others, mine).difference(myNames)]),
  }
  return collections.map((collection) => ({ ...collection, suspicions: suspicionsOf(collection, people) }))
}

const normal = (value: string) => value.normalize('NFKC').trim().toLowerCase()

/** Every text in a value, however deep it lies, also in a text that is JSON. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : textsInJson(value)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function textsInJson(value: string): string[] {
  if (!/^\s*[[{]/.test(value)) return [value]
  try {
    return textsIn(JSON.parse(value))
  } catch {
    return [value]
  }
}

function fieldsWithin(collection: FoundCollection, parents: readonly string[]): Set<string> {
  const fits = (category: string) => withinAny(category, parents) && !withinAny(category, ofOrganisations)
  return new Set(collection.fields.filter((field) => field.categories.some(fits)).map((field) => field.name))
}

const nameFields = (collection: FoundCollection) => fieldsWithin(collection, ['user.name'])

/** The fields about a person. Telephone and address of a row about a company, which names nobody, are not. */
function personalFields(collection: FoundCollection): Set<string> {
  const isOfCompany =
    collection.fields.some((field) => field.categories.some((one) => withinAny(one, ofOrganisations))) &&
    fieldsWithin(collection, ['user.name', 'user.contact.email']).size === 0
  return fieldsWithin(collection, isOfCompany ? always : ofPersons)
}

function valuesOf(row: Record<string, unknown>, fields: ReadonlySet<string>): string[] {
  return [...fields].flatMap((field) => textsIn(row[field]))
}

function personalValues(collection: FoundCollection, row: Record<string, unknown>): string[] {
  return valuesOf(row, personalFields(collection)).map(normal)
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
  { mine, myNames, namesMe, namesOthers }: People,
): { row: number; field: string }[] {
  const [fields, names] = [personalFields(collection), nameFields(collection)]
  const isForeign = (field: string, value: string) =>
    fields.has(field) && !mine.has(normal(value)) && !(names.has(field) && namesMe(value))
  const holdsForeign = (value: string) =>
    (value.normalize('NFKC').match(addressPattern) ?? []).some((address) => !mine.has(normal(address))) ||
    namesOthers(value) ||
    addressed(value).some((name) => !myNames.has(name))
  return collection.rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([field, value]) =>
      textsIn(value).some((one) => isForeign(field, one) || holdsForeign(one)) ? [{ row: index, field }] : [],
    ),
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

/** What was taken out of one collection on one ground of the law. */
export interface Removed {
  readonly collection: string
  readonly ground: Exclusion['ground']
  readonly rows: number
  readonly fields: number
  readonly reasons: readonly string[]
}

/** The places that are taken out, each once: a field of a row that goes as a whole is none of its own. */
function placesOf(exclusions: readonly Exclusion[]): Map<string, Exclusion> {
  const rows = new Map<string, Exclusion>()
  const fields = new Map<string, Exclusion>()
  for (const one of exclusions) if (one.field === null && !rows.has(`${one.row}`)) rows.set(`${one.row}`, one)
  for (const one of exclusions) {
    const place = `${one.row}:${one.field}`
    if (one.field !== null && !rows.has(`${one.row}`) && !fields.has(place)) fields.set(place, one)
  }
  return new Map([...rows, ...fields])
}

/** What goes to the requester: rows and fields that were taken out are gone, and their number is told by ground. */
export function applyExclusions(
  found: FoundFile,
  exclusions: readonly Exclusion[],
): { collections: FoundCollection[]; removed: Removed[] } {
  const removed = []
  const collections = []
  for (const { suspicions: _, ...collection } of found.collections) {
    const places = placesOf(exclusions.filter((one) => one.collection === collection.collection))
    const without = (row: Record<string, unknown>, index: number) =>
      Object.fromEntries(Object.entries(row).filter(([field]) => !places.has(`${index}:${field}`)))
    const rows = collection.rows.flatMap((row, index) =>
      places.has(`${index}`) ? [] : [without(row, index)],
    )
    collections.push({ ...collection, rows })
    for (const [ground, own] of Map.groupBy(places.values(), (one) => one.ground)) {
      const whole = own.filter(({ field }) => field === null).length
      const reasons = [...new Set(own.map((one) => one.reason))]
      removed.push({
        collection: collection.collection,
        ground,
        rows: whole,
        fields: own.length - whole,
        reasons,
      })
    }
  }
  return { collections, removed }
}
