// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { Pack } from '@yakusoku/core/packs'
import { beforeAll, describe, expect, it } from 'vitest'
import { DisclosureSchema, LetterSchema } from '../messages/index.ts'
import { readPacks } from '../policies/index.ts'
import { disclosureOf, letterOf, refusalLetterOf, titleOf, type AnswerDocument } from './documents.ts'
import type { FoundCollection } from './found.ts'

let pack: Pack
beforeAll(async () => {
  const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  pack = packs.find((one) => one.pack?.id === 'cleaning')?.pack as Pack
})

const collection = (change: Partial<FoundCollection> = {}): FoundCollection => ({
  collection: 'shop:people',
  source: 'shop',
  categories: [],
  fields: [{ name: 'id', categories: [] }],
  rows: [{ id: 1 }],
  ...change,
})
const answer = (change: Partial<AnswerDocument> = {}): AnswerDocument => ({
  pack,
  language: 'ja',
  number: '2026-7K3M-Q9XD',
  name: '楓 太郎',
  receivedOn: '2026-11-01',
  answeredOn: '2026-11-20',
  collectedOn: '2026-11-02',
  collections: [collection({ title: 'お客様 / Customers' })],
  removed: [],
  cut: [],
  ...change,
})
const removed = [
  {
    collection: 'shop:people',
    ground: 'harm',
    rows: 1,
    fields: 0,
    reasons: ['別の方の情報', '社員の氏名'],
  },
] as const

describe('the letter of answer', () => {
  it('says in the letter of a refusal on which ground it rests, and why, as it was written', () => {
    const refusal = { ground: 'other-law' as const, explanation: '一行目\n二行目' }
    expect(refusalLetterOf(answer(), refusal)).toMatchObject({
      result: 'refused',
      ground: expect.stringContaining('第33条第2項第3号'),
      explanation: refusal.explanation,
      recipient: { name: answer().name },
    })
  })

  it('says that all is disclosed only where nothing was left out', () => {
    expect(letterOf(answer())).toMatchObject({ result: 'full' })
    expect(letterOf(answer())).not.toHaveProperty('explanation')
    expect(letterOf(answer({ removed }))).toMatchObject({ result: 'partial' })
    expect(letterOf(answer({ cut: ['shop'] }))).toMatchObject({ result: 'partial' })
  })

  it('tells what was left out and why, as it announces', () => {
    expect(letterOf(answer({ removed })).explanation).toBe(
      'お客様（1行）：別の方の情報、社員の氏名（個人情報保護法第33条第2項第1号）',
    )
    const byLaw = [{ ...removed[0], ground: 'other-law' }] as const
    expect(letterOf(answer({ removed: byLaw, language: 'en' })).explanation).toBe(
      'Customers (1 row): 別の方の情報; 社員の氏名 (Act on the Protection of Personal Information, Article 33, paragraph 2, item 3)',
    )
    expect(letterOf(answer({ cut: ['shop'] })).explanation).toMatch(/^shop（一部の行）：/)
  })

  it('refers to the document where that would be longer than a letter', () => {
    const long = Array.from({ length: 50 }, () => ({ ...removed[0], reasons: ['長'.repeat(500)] }) as never)
    expect(letterOf(answer({ removed: long })).explanation).toContain('除いた情報とその理由')
  })

  it('names no file that is not in the package', () => {
    expect(letterOf(answer()).enclosed).toEqual([
      '開示書面（PDF）',
      '構造化データ（JSON）',
      '表形式のデータ（CSV）',
    ])
    const nothing = answer({ collections: [collection({ rows: [] })] })
    expect(letterOf(nothing)).toMatchObject({
      result: 'no-such-data',
      enclosed: ['開示書面（PDF）', '構造化データ（JSON）'],
    })
    expect(disclosureOf(nothing).files).toEqual([{ name: 'data.json', content: '構造化データ（JSON）' }])
  })
})

it('sets no bound to what a map describes and an operator explains, for which an answer would not go out', () => {
  const reasons = Array.from({ length: 100 }, (_, n) => `${n}${'長'.repeat(498)}`)
  const document = answer({
    collections: [collection({ title: '題'.repeat(5_000) })],
    removed: [{ collection: 'shop:people', ground: 'hindrance', rows: 0, fields: 100, reasons }],
  })
  const disclosure = DisclosureSchema.parse(disclosureOf(document))
  expect(disclosure.removed[0]?.reason).toContain(reasons.join('、'))
  expect(LetterSchema.safeParse(letterOf(document)).success).toBe(true)
})

describe('the title of a collection', () => {
  it('is the half of the map’s description in the language asked for, or the description, or the name', () => {
    const titled = (title?: string) => collection(title === undefined ? {} : { title })
    expect(titleOf(titled('ご意見 / Feedback'), 'ja')).toBe('ご意見')
    expect(titleOf(titled('ご意見 / Feedback'), 'en')).toBe('Feedback')
    expect(titleOf(titled('Mails / calls'), 'en')).toBe('Mails / calls')
    expect(titleOf(titled(), 'ja')).toBe('people')
  })
})
