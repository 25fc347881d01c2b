// SPDX-License-Identifier: Apache-2.0
import { categoryOf, type Pack } from '@yakusoku/core/packs'
import { text, type Language } from '../kernel/index.ts'
import { groundArticles, groundWords, type Disclosure, type Ground, type Letter } from '../messages/index.ts'
import { officeOf } from '../notices/index.ts'
import type { FoundCollection, Removed } from './found.ts'

/** Who is answered, and when; days are `2026-11-21`. */
export interface Addressed {
  readonly pack: Pack
  readonly language: Language
  readonly number: string
  readonly name: string
  readonly receivedOn: string
  readonly answeredOn: string
}

/** What the documents of an answer are made from. */
export interface AnswerDocument extends Addressed {
  readonly collectedOn: string
  readonly collections: readonly FoundCollection[]
  readonly removed: readonly Removed[]
  /** Keys of the sources that hold more than could be read. */
  readonly cut: readonly string[]
}

function complaintBodies(pack: Pack, language: Language) {
  const bodies = pack.desks.filter((desk) => desk.external)
  return bodies.map((desk) => ({
    name: desk.name[language],
    contact: [desk.phone, desk.mail, desk.web, desk.post?.[language]].filter(Boolean).join('  '),
  }))
}

/** The pack's categories that a collection's fields belong to, with the purposes that use them. */
function meaning(pack: Pack, language: Language, collection: FoundCollection) {
  const known = collection.categories.flatMap((fides) => categoryOf(pack, fides) ?? [])
  const categories = [...new Map(known.map((category) => [category.id, category])).values()]
  const ids = new Set(categories.map((category) => category.id))
  const purposes = pack.purposes.filter((purpose) => purpose.uses.some((id) => ids.has(id)))
  return {
    categories: categories.map((category) => category.name[language]),
    purposes: purposes.map((purpose) => purpose.name[language]),
  }
}

/**
 * What a collection is called: as the data map describes it, else by its name in the system. A description in two
 * languages (「ご意見 / Feedback」) is told in the one asked for.
 */
export function titleOf({ collection, source, title }: FoundCollection, language: Language): string {
  if (title === undefined || title.trim() === '') return collection.slice(source.length + 1)
  const parts = title.split(' / ')
  const japanese = (part: string) => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(part)
  if (parts.length !== 2 || parts.filter(japanese).length !== 1) return title
  return parts.find((part) => japanese(part) === (language === 'ja')) ?? title
}

/** How much was taken out of a collection: what is zero is not told. */
function takenOut(language: Language, rows: number, fields: number): string {
  if (language === 'ja')
    return [...(rows > 0 ? [`${rows}行`] : []), ...(fields > 0 ? [`${fields}項目`] : [])].join('、')
  const counted = (count: number, noun: string) =>
    count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
  return [...counted(rows, 'row'), ...counted(fields, 'field')].join(', ')
}

const cutWords = {
  what: text('一部の行', 'some rows'),
  reason: text(
    '一度に取り出せる行数を超えているため。残りについては窓口へお申し出ください。',
    'There are more rows than can be read at once; please ask the contact for the rest.',
  ),
}

/** The reasons an operator wrote, with the place in the Act on which they rest. */
function because(language: Language, reasons: readonly string[], ground: Removed['ground']): string {
  const article = groundArticles[ground][language]
  return language === 'ja' ? `${reasons.join('、')}（${article}）` : `${reasons.join('; ')} (${article})`
}

/** What is not in the answer, and why: what an operator took out, and what could not be read. */
export function leftOut({
  collections,
  removed,
  cut,
  language,
}: AnswerDocument): NonNullable<Disclosure['removed']> {
  const named = (name: string) => {
    const collection = collections.find((one) => one.collection === name)
    return collection === undefined ? name : titleOf(collection, language)
  }
  const taken = removed.map(({ collection, ground, rows, fields, reasons }) => ({
    where: named(collection),
    what: takenOut(language, rows, fields),
    reason: because(language, reasons, ground),
  }))
  const { what, reason } = cutWords
  return [...taken, ...cut.map((key) => ({ where: key, what: what[language], reason: reason[language] }))]
}

/** The files of an answer besides the documents, as the package has them. */
const dataFiles = (collections: readonly FoundCollection[]) =>
  collections.some(({ rows }) => rows.length > 0) ? ['data.json', 'csv/'] : ['data.json']

/** What the readable document is made from. */
export function disclosureOf(document: AnswerDocument): Disclosure {
  const { pack, language, number, receivedOn } = document
  const files = dataFiles(document.collections)
  return {
    language,
    organisation: officeOf(pack, language),
    request: { number, receivedOn },
    issuedOn: document.answeredOn,
    collectedOn: document.collectedOn,
    person: { name: document.name },
    collections: document.collections
      .filter((collection) => collection.rows.length > 0)
      .map((collection) => ({
        source: collection.source,
        title: titleOf(collection, language),
        ...meaning(pack, language, collection),
        fields: collection.fields.map(({ name }) => ({ name })),
        rows: collection.rows,
      })),
    removed: leftOut(document),
    files: contentsOf(language, files).map((content, index) => ({ name: files[index] as string, content })),
    complaintTo: complaintBodies(pack, language),
  }
}

/** A letter is a page: longer than this, what was left out is told in the document beside it. */
const longestExplanation = 1_000
const inTheDocument = text(
  '同封の開示書面の「除いた情報とその理由」に記載しています。',
  'It is told in the enclosed document, under “What was left out, and why”.',
)

/** What was left out and why, line by line; undefined where nothing was. */
function explanationOf(document: AnswerDocument): string | undefined {
  const { language } = document
  const lines = leftOut(document).map(({ where, what, reason }) =>
    language === 'ja' ? `${where}（${what}）：${reason}` : `${where} (${what}): ${reason}`,
  )
  if (lines.length === 0) return undefined
  const whole = lines.join('\n')
  return whole.length <= longestExplanation ? whole : inTheDocument[language]
}

/** What the letter of answer is made from. */
export function letterOf(document: AnswerDocument): Letter {
  const { pack, language, number, receivedOn } = document
  const found = document.collections.some((collection) => collection.rows.length > 0)
  const explanation = explanationOf(document)
  return {
    language,
    organisation: officeOf(pack, language),
    request: { number, receivedOn },
    issuedOn: document.answeredOn,
    recipient: { name: document.name },
    result: explanation !== undefined ? 'partial' : found ? 'full' : 'no-such-data',
    ...(explanation === undefined ? {} : { explanation }),
    enclosed: contentsOf(language, ['disclosure.pdf', ...dataFiles(document.collections)]),
    complaintTo: complaintBodies(pack, language),
  }
}

/** What the letter of a refusal is made from. */
export function refusalLetterOf(
  { pack, language, number, name, receivedOn, answeredOn }: Addressed,
  { ground, explanation }: { readonly ground: Ground; readonly explanation: string },
): Letter {
  return {
    language,
    organisation: officeOf(pack, language),
    request: { number, receivedOn },
    issuedOn: answeredOn,
    recipient: { name },
    result: 'refused',
    ground: groundWords[ground][language],
    explanation,
    complaintTo: complaintBodies(pack, language),
  }
}

/** What is in the package, in words, a line a file; the CSV files are one line. */
export function contentsOf(language: Language, names: readonly string[]): string[] {
  const words: Readonly<Record<string, { ja: string; en: string }>> = {
    'disclosure.pdf': { ja: '開示書面（PDF）', en: 'Readable document (PDF)' },
    'letter.pdf': { ja: '回答書（PDF）', en: 'Letter of answer (PDF)' },
    'data.json': { ja: '構造化データ（JSON）', en: 'Structured data (JSON)' },
    csv: { ja: '表形式のデータ（CSV）', en: 'Tables (CSV)' },
  }
  const kinds = new Set(names.map((name) => (name.startsWith('csv/') ? 'csv' : name)))
  return [...kinds].map((kind) => words[kind]?.[language] ?? kind)
}
