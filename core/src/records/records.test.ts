// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPack, packOn, type PackData } from '@yakusoku/core/packs'
import {
  articleOf,
  keptUntil,
  missingItems,
  RECORD_FIELDS,
  recordDuty,
  recordingLaw,
  type RecordCase,
  type RecordField,
} from './index.ts'

const today = '2026-11-22'
const read = (folder: string): PackData => {
  const path = fileURLToPath(new URL(`../../../packs/${folder}/pack.yaml`, import.meta.url))
  const { pack } = loadPack([{ path: 'pack.yaml', text: readFileSync(path, 'utf8') }])
  if (!pack) throw new Error(`${folder} does not load`)
  return pack
}
const laws = [read('law/gdpr'), read('law/appi')]
const appi = packOn(laws[1] as PackData, today)
// An organisation in Japan, as far as this asks.
const house: PackData = { ...appi, jurisdictions: ['JP'] }
const act = (given: Partial<RecordCase>): RecordCase => ({
  direction: 'provision',
  grounds: [],
  counterpart: 'operator',
  country: 'JP',
  personRelated: false,
  ...given,
})
const duty = (given: Partial<RecordCase>) => recordDuty(appi, act(given))
const fields = (given: Partial<RecordCase>) => {
  const found = duty(given)
  return found.kind === 'record' ? found.items.map(({ field }) => field).sort() : found.kind
}

/** The table of the law, row by row: which basis needs which items. */
const table: readonly [string, Partial<RecordCase>, readonly RecordField[]][] = [
  ['provision by opt-out', { grounds: ['opt-out'] }, ['date', 'counterparty', 'persons', 'data']],
  [
    'provision by consent',
    { grounds: ['provide-with-consent'] },
    ['counterparty', 'persons', 'data', 'consent'],
  ],
  [
    'provision abroad by consent',
    { grounds: ['transfer-with-consent'], country: 'US' },
    ['counterparty', 'persons', 'data', 'consent'],
  ],
  [
    'provision of person-related information',
    { personRelated: true },
    ['date', 'counterparty', 'data', 'consent', 'foreign-information'],
  ],
  [
    'receipt by opt-out',
    { direction: 'receipt', grounds: ['opt-out'] },
    ['date', 'counterparty', 'history', 'persons', 'data', 'publication'],
  ],
  [
    'receipt by consent',
    { direction: 'receipt', grounds: ['provide-with-consent'] },
    ['counterparty', 'history', 'persons', 'data', 'consent'],
  ],
  [
    'receipt of person-related information as personal data',
    { direction: 'receipt', personRelated: true },
    ['counterparty', 'persons', 'data', 'consent'],
  ],
  [
    'receipt from a private person',
    { direction: 'receipt', counterpart: 'private-person' },
    ['counterparty', 'history', 'persons', 'data'],
  ],
]

describe('what a record has to say', () => {
  describe.each(table)('of %s', (_name, given, expected) => {
    test.each(RECORD_FIELDS)('%s', (field) => {
      expect([field, fields(given).includes(field)]).toEqual([field, expected.includes(field)])
    })

    test('names an article for each item and for the duty', () => {
      const found = duty(given)
      if (found.kind !== 'record') throw new Error(found.kind)
      for (const { article } of [...found.items, ...found.kinds]) {
        expect(article.en).toMatch(/^APPI /)
        expect(article.ja).toMatch(/^個人情報保護法(施行規則)?第\d+条[^A-Z]*$/)
      }
    })
  })

  test('of both grounds is what either asks for', () => {
    const grounds = ['opt-out', 'transfer-by-contract']
    expect(fields({ grounds, country: 'US' })).toEqual(['counterparty', 'data', 'date', 'persons'])
  })

  test('abroad, by entrustment and equivalent measures, leaves out a consent that nobody gave', () => {
    const grounds = ['entrustment', 'transfer-by-contract']
    expect(fields({ grounds, country: 'SG' })).toEqual(['counterparty', 'data', 'persons'])
  })
})

describe('nobody records', () => {
  const exempt = (given: Partial<RecordCase>) => {
    const found = duty(given)
    return found.kind === 'exempt' ? found.by.article.en : found.kind
  }

  test.each([
    ['provide-by-law', 'APPI Art. 27(1)(i)'],
    ['provide-for-life-body-property', 'APPI Art. 27(1)(ii)'],
    ['provide-for-public-health', 'APPI Art. 27(1)(iii)'],
    ['provide-for-public-cooperation', 'APPI Art. 27(1)(iv)'],
    ['provide-for-publication', 'APPI Art. 27(1)(v)'],
    ['provide-for-joint-research', 'APPI Art. 27(1)(vi)'],
    ['provide-to-academia', 'APPI Art. 27(1)(vii)'],
  ])('by %s, at home, abroad, received, and of person-related information', (ground, article) => {
    expect(exempt({ grounds: [ground] })).toBe(article)
    expect(exempt({ grounds: [ground], country: 'US' })).toBe(article)
    expect(exempt({ grounds: [ground], direction: 'receipt' })).toBe(article)
    expect(exempt({ grounds: [ground], personRelated: true })).toBe(article)
  })

  test.each([
    ['entrustment', 'APPI Art. 27(5)(i)'],
    ['succession', 'APPI Art. 27(5)(ii)'],
    ['joint-use', 'APPI Art. 27(5)(iii)'],
  ])('by %s at home, and where it was received so', (ground, article) => {
    expect(exempt({ grounds: [ground] })).toBe(article)
    expect(exempt({ grounds: [ground], direction: 'receipt', country: 'US' })).toBe(article)
    expect(exempt({ grounds: [ground, 'transfer-to-eu'], country: 'DE' })).toBe(article)
  })

  test.each(['provision', 'receipt'] as const)('a %s with a public body', (direction) => {
    const given = { direction, counterpart: 'public-body', grounds: ['provide-with-consent'] } as const
    expect(exempt(given)).toBe('APPI Art. 16(2), 29(1)')
    expect(exempt({ ...given, personRelated: true })).toBe('APPI Art. 16(2), 29(1)')
  })

  test('abroad by law, whichever of the two articles names it', () => {
    expect(exempt({ grounds: ['transfer-by-law'], country: 'US' })).toBe('APPI Art. 28(1), 27(1)(i)')
  })
})

describe('an act that is not told enough of', () => {
  test.each(['entrustment', 'succession', 'joint-use'])(
    'by %s abroad lacks the ground of Art. 28',
    (ground) => {
      expect(duty({ grounds: [ground], country: 'US' })).toMatchObject({ kind: 'unclear', lacks: 'transfer' })
      // A designated country is designated for itself only.
      expect(duty({ grounds: [ground, 'transfer-to-eu'], country: 'US' })).toMatchObject({
        lacks: 'transfer',
      })
    },
  )

  test('names grounds that the law does not have', () => {
    expect(duty({ grounds: ['provide-by-whim'] })).toEqual({
      kind: 'unclear',
      lacks: 'ground',
      unknown: ['provide-by-whim'],
    })
    expect(duty({ grounds: [] })).toMatchObject({ kind: 'unclear', lacks: 'ground', unknown: [] })
  })

  test('by entrustment of person-related information is recorded: Art. 31 has no such exception', () => {
    expect(duty({ grounds: ['entrustment'], personRelated: true })).toMatchObject({ kind: 'record' })
  })
})

describe('how a record is made and kept', () => {
  test.each(table)('%s: each time for three years; opt-out has no other way', (name, given) => {
    const found = duty(given)
    if (found.kind !== 'record') throw new Error(found.kind)
    const all = ['each-time', 'batch', 'contract-substitute']
    expect(found.methods).toEqual(name.includes('opt-out') ? ['each-time'] : all)
    expect(found.keep['each-time']?.rule).toBe('P3Y after record-made')
    if (name.includes('opt-out')) return
    expect(found.keep.batch?.rule).toBe('P3Y after last-provision')
    expect(found.keep['contract-substitute']?.rule).toBe('P1Y after last-provision')
  })

  test('counts from its making, or from the last provision, to the later of both readings', () => {
    const days = { made: '2026-11-22', last: '2026-10-31' }
    expect(keptUntil('P3Y after record-made', days)).toBe('2029-11-22')
    expect(keptUntil('P3Y after last-provision', days)).toBe('2029-10-31')
    expect(keptUntil('P1Y after last-provision', { ...days, last: '2028-02-29' })).toBe('2029-02-28')
    expect(keptUntil('P1Y after last-provision', { ...days, last: null })).toBeNull()
    for (const rule of ['relationship', 'P1Y after leaving', 'nonsense'])
      expect(keptUntil(rule, days)).toBeUndefined()
  })
})

describe('what a record lacks', () => {
  test('is what is asked for and neither given nor in the earlier record', () => {
    const subset = fc.subarray([...RECORD_FIELDS]).map((some) => new Set<RecordField>(some))
    fc.assert(
      fc.property(fc.constantFrom(...table), subset, subset, ([, given], told, earlier) => {
        const found = duty(given)
        if (found.kind !== 'record') throw new Error(found.kind)
        const missing = missingItems(found, told, earlier)
        for (const { field } of found.items)
          expect(missing.some((one) => one.field === field)).toBe(!told.has(field) && !earlier.has(field))
      }),
    )
  })
})

describe('the law that asks', () => {
  test('is the one of the organisation’s jurisdictions that has such records, as it stands on the day', () => {
    expect(recordingLaw(house, laws, today)?.id).toBe('law/appi')
    expect(recordingLaw({ ...house, jurisdictions: ['EU'] }, laws, today)).toBeUndefined()
    const ids = (day: string) => recordingLaw(house, laws, day)?.grounds.map(({ id }) => id)
    expect(ids(today)).not.toContain('provide-for-contract')
    expect(ids('2028-08-01')).toContain('provide-for-contract')
  })
})

describe('an article in Japanese', () => {
  test.each([
    ['APPI Art. 27(5)(iii)', '個人情報保護法第27条第5項第3号'],
    ['APPI Rules Art. 20(1)(ii), 24(1)(ii)', '個人情報保護法施行規則第20条第1項第2号、第24条第1項第2号'],
    ['APPI Art. 29, Rules Art. 19, 20(1)(i)', '個人情報保護法第29条、施行規則第19条、第20条第1項第1号'],
    [
      'APPI Art. 29(2), 30(4), Rules Art. 21(iii)',
      '個人情報保護法第29条第2項、第30条第4項、施行規則第21条第3号',
    ],
    ['APPI Art. 30-3', '個人情報保護法第30条の3'],
    ['PPC Notice 1 of 2019', 'PPC Notice 1 of 2019'],
    ['', ''],
  ])('%s', (en, ja) => {
    expect(articleOf(en)).toEqual({ ja, en })
  })
})
