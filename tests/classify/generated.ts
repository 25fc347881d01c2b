// SPDX-License-Identifier: Apache-2.0
import {
  fakerDE,
  fakerEN,
  fakerEN_GB,
  fakerES,
  fakerFR,
  fakerIT,
  fakerJA,
  fakerKO,
  fakerNL,
  fakerPL,
  fakerPT_BR,
  fakerSV,
} from '@faker-js/faker'
import type { Faker } from '@faker-js/faker'
import type { Kind } from '@yakusoku/core/classify'
import type { Labelled } from './measure.ts'

type Make = (faker: Faker) => string

/** Which half a word belongs to: what the rules were tuned on, or what the figures are of. */
const halfOf = (word: string): 0 | 1 => {
  let hash = 2166136261
  for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  return ((hash >>> 7) & 1) as 0 | 1
}

const day = (date: Date): string => date.toISOString().slice(0, 10)

/** What every locale makes. The label is what the generator says it makes, not what our rules would. */
const everywhere: readonly (readonly [Kind | 'none', string, Make])[] = [
  ['email', 'mail', (f) => f.internet.email()],
  ['name', 'full', (f) => `${f.person.firstName()} ${f.person.lastName()}`],
  ['family', 'family', (f) => f.person.lastName()],
  ['given', 'given', (f) => f.person.firstName()],
  ['phone', 'national', (f) => f.phone.number({ style: 'national' })],
  ['phone', 'international', (f) => f.phone.number({ style: 'international' })],
  ['phone', 'human', (f) => f.phone.number({ style: 'human' })],
  ['address', 'street', (f) => f.location.streetAddress()],
  ['address', 'street with secondary', (f) => f.location.streetAddress(true)],
  ['company', 'company', (f) => f.company.name()],
  ['birth', 'birthdate', (f) => day(f.date.birthdate())],
  ['none', 'past date', (f) => day(f.date.past({ years: 4 }))],
  ['none', 'lorem word', (f) => f.lorem.word()],
]

/** What does not depend on the locale. */
const anywhere: readonly (readonly [Kind | 'none', string, Make])[] = [
  ['card', 'card', (f) => f.finance.creditCardNumber()],
  ['card', 'visa', (f) => f.finance.creditCardNumber('visa')],
  ['card', 'mastercard', (f) => f.finance.creditCardNumber('mastercard')],
  ['card', 'amex', (f) => f.finance.creditCardNumber('american_express')],
  ['card', 'jcb', (f) => f.finance.creditCardNumber('jcb')],
  ['bank', 'iban', (f) => f.finance.iban()],
  ['bank', 'iban formatted', (f) => f.finance.iban({ formatted: true })],
  ['ip', 'ipv4', (f) => f.internet.ipv4()],
  ['ip', 'ipv6', (f) => f.internet.ipv6()],
  ['mac', 'mac', (f) => f.internet.mac()],
  ['agent', 'agent', (f) => f.internet.userAgent()],
  ['credential', 'jwt', (f) => f.internet.jwt()],
  ['gender', 'sex', (f) => f.person.sex()],
  ['country', 'country', (f) => f.location.country()],
  ['state', 'state', (f) => f.location.state()],
  ['geo', 'pair', (f) => f.location.nearbyGPSCoordinate().join(', ')],
  ['none', 'uuid', (f) => f.string.uuid()],
  ['none', 'sha', (f) => f.git.commitSha()],
  ['none', 'semver', (f) => f.system.semver()],
  ['none', 'isbn', (f) => f.commerce.isbn({ separator: '' })],
  ['none', 'isbn13 separated', (f) => f.commerce.isbn(13)],
  ['none', 'product', (f) => f.commerce.productName()],
  ['none', 'department', (f) => f.commerce.department()],
  ['none', 'price', (f) => f.commerce.price()],
  ['none', 'vin', (f) => f.vehicle.vin()],
  ['none', 'vehicle', (f) => f.vehicle.vehicle()],
  ['none', 'airline record', (f) => f.airline.recordLocator()],
  ['none', 'flight', (f) => `${f.airline.airline().iataCode}${f.airline.flightNumber()}`],
  ['none', 'color', (f) => f.color.human()],
  ['none', 'hex color', (f) => f.color.rgb()],
  ['none', 'file', (f) => f.system.fileName()],
  ['none', 'path', (f) => f.system.filePath()],
  ['none', 'mime', (f) => f.system.mimeType()],
  ['none', 'url', (f) => f.internet.url()],
  ['none', 'domain', (f) => f.internet.domainName()],
  ['none', 'currency', (f) => f.finance.currencyName()],
  ['none', 'animal', (f) => f.animal.type()],
  ['none', 'music', (f) => f.music.genre()],
  ['none', 'book', (f) => f.book.title()],
  ['none', 'song', (f) => f.music.songName()],
  ['none', 'food', (f) => f.food.dish()],
  ['none', 'element', (f) => f.science.chemicalElement().name],
  ['none', 'hacker phrase', (f) => f.hacker.noun()],
  ['none', 'bitcoin', (f) => f.finance.bitcoinAddress()],
  ['none', 'six digits', (f) => f.string.numeric({ length: 6, allowLeadingZeros: false })],
  ['none', 'eight digits', (f) => f.string.numeric({ length: 8, allowLeadingZeros: false })],
  ['none', 'nine digits', (f) => f.string.numeric({ length: 9, allowLeadingZeros: false })],
  ['none', 'ten digits', (f) => f.string.numeric({ length: 10, allowLeadingZeros: false })],
  ['none', 'twelve digits', (f) => f.string.numeric({ length: 12, allowLeadingZeros: true })],
  ['none', 'thirteen digits', (f) => f.string.numeric({ length: 13, allowLeadingZeros: false })],
  ['none', 'sixteen digits', (f) => f.string.numeric({ length: 16, allowLeadingZeros: false })],
  ['none', 'order number', (f) => `ORD-${f.string.numeric(8)}`],
  ['none', 'sku', (f) => `${f.string.alpha({ length: 3, casing: 'upper' })}-${f.string.numeric(5)}`],
  ['none', 'job type', (f) => f.person.jobType()],
]

/** What the Japanese locale makes besides. */
const japanese: readonly (readonly [Kind | 'none', string, Make])[] = [
  ['name', 'kanji apart', (f) => `${f.person.lastName()} ${f.person.firstName()}`],
  ['name', 'kanji together', (f) => `${f.person.lastName()}${f.person.firstName()}`],
  ['name', 'kanji wide space', (f) => `${f.person.lastName()}　${f.person.firstName()}`],
  ['address', 'whole', (f) => `${f.location.state()}${f.location.city()}${f.location.streetAddress()}`],
  ['postal', 'zip', (f) => f.location.zipCode()],
  ['postal', 'zip marked', (f) => `〒${f.location.zipCode()}`],
  ['city', 'city', (f) => f.location.city()],
  ['state', 'prefecture', (f) => f.location.state()],
]

const SEED = 20_261_122
const LENGTH = 60

const column = (
  half: 0 | 1,
  faker: Faker,
  [kind, what, make]: readonly [Kind | 'none', string, Make],
  length: number,
): Labelled => {
  faker.seed(SEED + half)
  const values: string[] = []
  // Few words may all be in one half: then the column is made of what there is.
  for (let i = 0; i < length * 12 && values.length < length; i += 1) {
    const value = make(faker)
    if (halfOf(value.replace(/\s/g, '')) === half || i > length * 11) values.push(value)
  }
  return { truth: kind, what, table: 't', column: 'c', values, type: 'text' }
}

const withFirst = [fakerEN, fakerJA, fakerDE, fakerFR, fakerES, fakerIT]
const withSecond = [
  fakerEN,
  fakerEN_GB,
  fakerJA,
  fakerDE,
  fakerFR,
  fakerES,
  fakerIT,
  fakerNL,
  fakerPL,
  fakerPT_BR,
  fakerSV,
  fakerKO,
]

/** Columns of made-up values without a telling name. The second half also has locales that were never tuned on. */
export const fakerColumns = (half: 0 | 1, length = LENGTH): Labelled[] => [
  ...(half === 0 ? withFirst : withSecond).flatMap((faker) =>
    everywhere.map(([kind, what, make]) =>
      column(half, faker, [kind, `${what} (${faker.getMetadata().code ?? ''})`, make], length),
    ),
  ),
  ...anywhere.map((one) => column(half, fakerEN, one, length)),
  ...japanese.map(([kind, what, make]) => column(half, fakerJA, [kind, `${what} (ja)`, make], length)),
]
