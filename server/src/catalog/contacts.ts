// SPDX-License-Identifier: Apache-2.0
import { addressOf, allFields, categoryMatches } from '@yakusoku/core/datamap'
import type { Collection, Dataset, Field } from '@yakusoku/core/datamap'

/** A field that holds mail addresses, and the one beside it that says in which language to write. */
export interface ContactField {
  readonly dataset: Dataset
  readonly collection: Collection
  readonly mail: Field
  readonly language: Field | undefined
}

const isMail = (category: string) => categoryMatches(category, 'user.contact.email')
const isContact = (category: string) => categoryMatches(category, 'user.contact')

/** A register of contacts, not the copy of a mail that somebody once got: nothing but contact data, one in a row. */
const registers = ({ categories, fields, isArray }: Field) =>
  !isArray && fields.length === 0 && categories.some(isMail) && categories.every(isContact)

const isLanguage = ({ name, categories, isArray, fields }: Field) =>
  !isArray &&
  fields.length === 0 &&
  (categories.some((one) => categoryMatches(one, 'user.demographic.language')) ||
    (/^(preferred_?)?(language|lang|locale)(_code)?$/i.test(name) && categories.some(isContact)))

/**
 * The fields that hold the addresses of those a change concerns. `concerned` are Fides categories: an address counts
 * where data of one of them is kept of the same people, as far as the references of the maps lead; `null` is everybody.
 */
export function contactFields(
  datasets: readonly Dataset[],
  concerned: readonly string[] | null,
): ContactField[] {
  const held = concerned === null ? undefined : collectionsWith(datasets, concerned)
  return datasets.flatMap((dataset) =>
    dataset.collections
      .filter(
        ({ name, skipProcessing }) =>
          !skipProcessing && (held === undefined || held.has(addressOf(dataset.key, name))),
      )
      .flatMap((collection) =>
        collection.fields.filter(registers).map((mail) => {
          const language = collection.fields.find(isLanguage)
          return { dataset, collection, mail, language }
        }),
      ),
  )
}

/** The collections from which references lead, in either direction, to data of the categories. */
function collectionsWith(datasets: readonly Dataset[], concerned: readonly string[]): Set<string> {
  const neighbours = new Map<string, Set<string>>()
  const join = (a: string, b: string) => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b))
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a))
  }
  const reached = new Set<string>()
  for (const { key, collections } of datasets)
    for (const collection of collections) {
      const address = addressOf(key, collection.name)
      const fields = allFields(collection.fields)
      const categories = [...collection.categories, ...fields.flatMap((field) => field.categories)]
      if (categories.some((one) => concerned.some((target) => categoryMatches(one, target))))
        reached.add(address)
      for (const { dataset, field } of fields.flatMap((one) => one.references)) {
        const end = datasets
          .find((one) => one.key === dataset)
          ?.collections.find(({ name }) => field.startsWith(`${name}.`))
        if (end !== undefined) join(address, addressOf(dataset, end.name))
      }
    }
  for (const address of reached) for (const next of neighbours.get(address) ?? []) reached.add(next)
  return reached
}

/** A column that names the companies dealt with, and the column that numbers them. */
export interface ClientField {
  readonly dataset: Dataset
  readonly collection: Collection
  readonly name: Field
  readonly number: Field
}

const clientTable = /client|customer|compan|account|partner|organi[sz]ation/i

/** The fields that name clients: of a keyed table that is called after them, the one that is called a name. */
export function clientFields(datasets: readonly Dataset[]): ClientField[] {
  const isOrganisation = (field: Field) =>
    field.categories.some((one) => categoryMatches(one, 'user.contact.organization'))
  return datasets.flatMap((dataset) =>
    dataset.collections.flatMap((collection) => {
      const [number] = collection.fields.filter((field) => field.primaryKey)
      const name = collection.fields.find(
        (field) =>
          isOrganisation(field) && /^((company|client|customer|corporate)_?)?name$/i.test(field.name),
      )
      if (collection.skipProcessing || name === undefined || number === undefined) return []
      // Where a person's own name stands too it is a list of people, who only say where they work.
      const ofPeople = collection.fields.some((field) => field.categories.includes('user.name'))
      return ofPeople || !clientTable.test(collection.name) ? [] : [{ dataset, collection, name, number }]
    }),
  )
}
