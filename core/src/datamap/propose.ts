// SPDX-License-Identifier: Apache-2.0
import type { Json } from './coerce.ts'
import { nameRules, personTable, staffTable } from './propose-names.ts'
import { valueRules } from './propose-values.ts'

/** What is known of a column when its category is to be guessed. */
export interface ColumnFacts {
  readonly table: string
  readonly column: string
  /** The column names a row of its table, or of another one. */
  readonly isKey: boolean
  /** For a foreign key: the table it leads to. */
  readonly leadsTo?: string
  readonly values: readonly Json[]
}

/** A category guessed, how sure the guess is (0 to 1), and why; never with a value in it. */
export interface Proposal {
  readonly category: string
  readonly confidence: number
  readonly en: string
  readonly ja: string
  readonly identity?: 'email' | 'phone_number'
}

/** Writes a column's or table's name the way the rules expect it: snake_case, lower case, full-width kana. */
export const snake = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[\s.-]+/g, '_')
    .toLowerCase()

/** Tells whether a table's name speaks of persons. */
export const isPersonTable = (table: string): boolean => personTable.test(snake(table))

/** Tells whether a table's name speaks of the organisation's own people or its suppliers. */
export const isStaffTable = (table: string): boolean => staffTable.test(snake(table))

type Guess = Omit<Proposal, 'identity'>

const byValues = (values: readonly Json[]): Guess | undefined => {
  const texts = values
    .flatMap((value) =>
      typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : [],
    )
    .filter((text) => text !== '')
  for (const rule of valueRules) {
    if (texts.length < rule.fewest) continue
    const hits = texts.filter((text) => rule.looks(text)).length
    if (hits / texts.length < rule.least) continue
    const share = `${hits} of ${texts.length}`
    return {
      category: rule.category,
      confidence: 0.8 + 0.15 * (hits / texts.length) * Math.min(1, texts.length / 20),
      en: `${share} sampled values ${rule.en}`,
      ja: `標本 ${texts.length} 件中 ${hits} 件${rule.ja}`,
    }
  }
  return undefined
}

/** What words mean that are of a person only where the whole table is. */
const inPersons = (column: string): Pick<Guess, 'category' | 'confidence'> | undefined => {
  if (/(^|_)title(_|$)/.test(column)) return { category: 'user.job_title', confidence: 0.7 }
  if (/(^|_)name(_|$)|名称/.test(column)) return { category: 'user.name', confidence: 0.8 }
  return /^(state|region)$/.test(column)
    ? { category: 'user.contact.address.state', confidence: 0.55 }
    : undefined
}

const byName = (facts: ColumnFacts): Guess | undefined => {
  const column = snake(facts.column)
  const named = { en: `column name "${facts.column}"`, ja: `列名「${facts.column}」` }
  const rule = facts.isKey ? undefined : nameRules.find(({ words }) => words.test(column))
  if (rule) return { category: rule.category, confidence: rule.confidence, ...named }
  const ofPersons = facts.isKey || !isPersonTable(facts.table) ? undefined : inPersons(column)
  if (ofPersons)
    return {
      ...ofPersons,
      en: `${named.en} in a table of persons "${facts.table}"`,
      ja: `人のテーブル「${facts.table}」の${named.ja}`,
    }
  const owner = facts.leadsTo ?? facts.table
  if (facts.isKey && isPersonTable(owner))
    return {
      category: 'user.unique_id',
      confidence: 0.85,
      en: `key of persons ("${owner}")`,
      ja: `人のテーブル「${owner}」のキー`,
    }
  return undefined
}

const identityOf = (category: string): Pick<Proposal, 'identity'> => {
  if (category === 'user.contact.email') return { identity: 'email' }
  return category === 'user.contact.phone_number' ? { identity: 'phone_number' } : {}
}

/** Guesses the category of a column from its name, its table and a few of its values. */
export const proposeCategory = (facts: ColumnFacts): Proposal => {
  const name = byName(facts)
  const values = facts.isKey ? undefined : byValues(facts.values)
  if (
    name &&
    values &&
    (values.category.startsWith(name.category) || name.category.startsWith(values.category))
  ) {
    const category = values.category.length > name.category.length ? values.category : name.category
    const confidence = 1 - (1 - name.confidence) * (1 - values.confidence)
    return {
      category,
      confidence,
      en: `${name.en}; ${values.en}`,
      ja: `${name.ja}、${values.ja}`,
      ...identityOf(category),
    }
  }
  // Values that carry a form of their own outweigh a name that may mislead ("contact" full of phone numbers).
  const best =
    values && (!name || values.confidence >= name.confidence || name.confidence < 0.8) ? values : name
  if (best) return { ...best, ...identityOf(best.category) }
  return {
    category: 'system.operations',
    confidence: 0.5,
    en: 'nothing personal seen',
    ja: '個人を示すものなし',
  }
}
