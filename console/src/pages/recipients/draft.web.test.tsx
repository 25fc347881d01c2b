// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Asked, RecordedField } from 'yakusoku/contract'
import { actOf, draftOf, emptyDraft, personsOf, recordOf, wrongPersons, type Draft } from './draft.ts'

const asking = (...fields: RecordedField[]): Asked => ({
  kind: 'record',
  kinds: [],
  methods: [],
  exemptBy: null,
  lacks: null,
  items: fields.map((field) => ({
    id: field,
    field,
    name: { ja: field, en: field },
    article: { ja: 'x', en: 'x' },
  })),
})
const typed: Draft = {
  ...emptyDraft,
  ground: 'provide-with-consent',
  way: 'partners',
  name: ' 架空商会 ',
  address: '一丁目1番',
  representative: '架空 渡',
  how: '店頭',
  confirmedBy: '申込書',
  persons: 'a@example.jp, 架空 花\n\n b@example.jp \n',
  data: ['contact'],
  publication: '届出',
  consent: '同意欄',
}

describe('the form of a record', () => {
  it('sends what the law asks for, trimmed, and nothing it does not ask for', () => {
    const record = recordOf(typed, asking('counterparty', 'history', 'persons', 'data', 'consent'), null)
    expect(record).toEqual({
      direction: 'receipt',
      counterpart: 'company',
      country: 'JP',
      personRelated: false,
      method: 'each-time',
      grounds: ['provide-with-consent'],
      channel: 'partners',
      counterparty: { name: '架空商会', address: '一丁目1番', representative: '架空 渡' },
      history: { how: '店頭', confirmedBy: '申込書' },
      persons: [
        { kind: 'email', value: 'a@example.jp', name: '架空 花' },
        { kind: 'email', value: 'b@example.jp' },
      ],
      data: ['contact'],
      consent: { reference: '同意欄' },
    })
  })

  it('asks with the ground of going abroad only where data goes abroad', () => {
    const abroad = { ...typed, abroadGround: 'transfer-by-contract', direction: 'provision' as const }
    expect(actOf(abroad)['grounds']).toBe('provide-with-consent')
    expect(actOf({ ...abroad, country: 'US' })['grounds']).toBe('provide-with-consent,transfer-by-contract')
    expect(actOf({ ...abroad, country: 'US', direction: 'receipt' })['grounds']).toBe('provide-with-consent')
  })

  it('keeps a series open while its last day is not typed', () => {
    const series = { ...typed, method: 'batch' as const, first: '2026-04-01' }
    expect(recordOf(series, asking(), null).date).toEqual({ first: '2026-04-01', last: null })
    expect(recordOf({ ...series, method: 'each-time' }, asking(), null).date).toEqual({ first: '2026-04-01' })
  })

  it('reads people however their names are set apart, and gives them back for a correction', () => {
    expect(personsOf('1\tA\n2、B\n3，C', 'customer_id').map(({ name }) => name)).toEqual(['A', 'B', 'C'])
    const record = {
      direction: 'receipt',
      grounds: ['g', 'abroad'],
      people: [{ kind: 'email', value: 'a@example.jp', name: '花' }, null],
      details: null,
      data: [],
    } as unknown as Parameters<typeof draftOf>[0]
    expect(draftOf(record, (id) => id === 'abroad')).toMatchObject({
      ground: 'g',
      abroadGround: 'abroad',
      persons: 'a@example.jp, 花',
    })
  })

  it('keeps people of a corrected record who are known by something else', () => {
    const people = [
      { kind: 'customer_id', value: 'K-1' },
      { kind: 'email', value: 'a@example.jp' },
    ]
    const record = { direction: 'receipt', grounds: [], people, details: null, data: [] }
    const draft = draftOf(record as unknown as Parameters<typeof draftOf>[0], () => false)
    expect(draft.persons).toBe('K-1')
    expect(recordOf(draft, asking('persons'), 'r').persons).toEqual(people)
  })

  it('holds back people who could not be found again', () => {
    expect(wrongPersons('a@example.jp, 花\n\nｂ＠example.jp', 'email')).toBeNull()
    expect(wrongPersons('a@example.jp\nK-20418', 'email')).toEqual({ what: 'noMail', line: 2 })
    expect(wrongPersons('K-20418', 'customer_id')).toBeNull()
    expect(wrongPersons('０３-1234-5678\nK-1', 'phone_number')).toEqual({ what: 'noPhone', line: 2 })
    expect(wrongPersons('x'.repeat(255), 'customer_id')).toEqual({ what: 'tooLong', line: 1 })
    expect(wrongPersons('1\n'.repeat(1_000), 'customer_id')).toBeNull()
    expect(wrongPersons('1\n'.repeat(1_001), 'customer_id')?.what).toBe('tooMany')
  })
})
