// SPDX-License-Identifier: Apache-2.0
import { fill, type Language, type Text } from '../kernel/index.ts'
import { arrange, type Arranged } from './arrange.ts'
import { writtenDay } from './dates.ts'
import type { DisclosureSchema, HeldCollection, LetterSchema, Office } from './documents.ts'
import { disclosureWords, letterWords, resultWords } from './words.ts'
import type { z } from 'zod'

/**
 * Values one document prints at most, a cell of a table counting two; the rest is said to be in the JSON and CSV
 * files. Measured: 40,000 cells take 1.2 GB and 6 s, 75,000 values run on take 0.8 GB and 6 s.
 */
export const printedValues = 80_000

/** As many characters count as a value of their own. Measured: 4,000,000 in 2,000 values take 1 GB and 12 s. */
const charactersOfOne = 25

type Words<T> = { readonly [K in keyof T]: T[K] extends readonly Text[] ? string[] : string }
type Pair = readonly [label: string, value: string]

function inLanguage<T extends Readonly<Record<string, Text | readonly Text[]>>>(
  words: T,
  language: Language,
) {
  const chosen = Object.entries(words).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((line: Text) => line[language]) : (value as Text)[language],
  ])
  return Object.fromEntries(chosen) as Words<T>
}

/** Everything the template `disclosure.typ` prints, as strings: it computes and decides nothing. */
export function presentDisclosure(given: z.output<typeof DisclosureSchema>) {
  const { language } = given
  const words = inLanguage(disclosureWords, language)
  const rows = given.collections.reduce((sum, { rows }) => sum + rows.length, 0)
  return {
    ...given,
    words,
    running: fill(words.running, given.request),
    person: fill(words.forPerson, given.person),
    facts: disclosureFacts(given, words, rows),
    collections: presentCollections(given.collections, language, words),
    contact: officeLines(given.organisation, language),
  }
}

function disclosureFacts(
  given: z.output<typeof DisclosureSchema>,
  words: Words<typeof disclosureWords>,
  rows: number,
): Pair[] {
  const day = (value: string) => writtenDay(value, given.language)
  return [
    [words.number, given.request.number],
    [words.received, day(given.request.receivedOn)],
    [words.issued, day(given.issuedOn)],
    ...(given.collectedOn === undefined ? [] : [[words.collected, day(given.collectedOn)] as const]),
    [words.extent, fill(words.extentValue, { collections: given.collections.length, rows })],
  ]
}

function presentCollections(
  collections: readonly HeldCollection[],
  language: Language,
  words: Words<typeof disclosureWords>,
) {
  let left = printedValues
  return collections.map((collection) => {
    const count = collection.rows.length
    const most = Math.floor(left / Math.max(1, collection.fields.length))
    const arranged = arrange({ ...collection, rows: collection.rows.slice(0, most) }, language)
    let shown = 0
    for (const row of arranged.rows) {
      const cost = costOf(row)
      if (cost > left) break
      left -= cost
      shown += 1
    }
    const rows = arranged.rows.slice(0, shown)
    return {
      title: collection.title,
      facts: collectionFacts(collection, language, words),
      arranged: { ...arranged, rows },
      rowTitles: rows.map((_, index) => fill(words.row, { index: index + 1, count })),
      cut: rows.length < count ? fill(words.cut, { count, shown: rows.length }) : '',
    }
  })
}

/** What a row takes of {@link printedValues}. */
function costOf(row: Arranged['rows'][number]): number {
  const costs = row.map((cell) => {
    const [value, times] = typeof cell === 'string' ? [cell, 2] : [cell[1], 1]
    return times * Math.max(1, Math.ceil(value.length / charactersOfOne))
  })
  return costs.reduce((sum, cost) => sum + cost, 0)
}

function collectionFacts(
  collection: HeldCollection,
  language: Language,
  words: Words<typeof disclosureWords>,
): Pair[] {
  const list = (label: string, values: readonly string[]): Pair[] =>
    values.length === 0 ? [] : [[label, values.join(language === 'ja' ? '、' : ', ')]]
  return [
    [words.source, collection.source],
    ...list(words.categories, collection.categories),
    ...list(words.collectionPurposes, collection.purposes),
    [words.rows, fill(words.rowsValue, { count: collection.rows.length })],
  ]
}

/** Everything the template `letter.typ` prints, as strings. */
export function presentLetter(given: z.output<typeof LetterSchema>) {
  const { language, recipient, signatory } = given
  const words = inLanguage(letterWords, language)
  const day = (value: string) => writtenDay(value, language)
  return {
    ...given,
    words,
    result: resultWords[given.result][language],
    ground: given.ground ?? '',
    explanation: given.explanation ?? '',
    date: day(given.issuedOn),
    recipient: [
      ...(recipient.postalCode === undefined ? [] : [`〒${recipient.postalCode}`]),
      ...recipient.address,
    ],
    honorific: fill(words.honorific, recipient),
    greeting: fill(words.greeting, recipient),
    opening: fill(words.opening, { received: day(given.request.receivedOn) }),
    signatory: signatory === undefined ? '' : `${signatory.title}　${signatory.name}`,
    fetch:
      given.fetch === undefined
        ? []
        : [fill(words.fetchValue, { expires: day(given.fetch.expiresOn) }), given.fetch.url],
    contact: officeLines(given.organisation, language),
  }
}

function officeLines(office: Office, language: Language): string[] {
  const { telephone, email, hours } = letterWords
  const named = (label: Text, value: string | undefined) =>
    value === undefined ? [] : [language === 'ja' ? `${label.ja}　${value}` : `${label.en}: ${value}`]
  return [
    office.department === undefined ? office.name : `${office.name}　${office.department}`,
    ...office.postalAddress,
    ...named(telephone, office.telephone),
    ...named(email, office.email),
    ...named(hours, office.hours),
    ...(office.url === undefined ? [] : [office.url]),
  ]
}
