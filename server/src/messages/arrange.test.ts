// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { arrange, shownValue, widthOf } from './arrange.ts'
import { DisclosureSchema, type HeldCollection } from './documents.ts'
import { presentDisclosure, printedValues } from './present.ts'

const collection = (rows: Record<string, unknown>[]): HeldCollection => ({
  source: 's',
  title: 't',
  categories: [],
  purposes: [],
  fields: Object.keys(rows[0] ?? { a: '' }).map((name) => ({ name })),
  rows,
})

const disclosure = (collections: HeldCollection[]) =>
  DisclosureSchema.parse({
    language: 'en',
    organisation: { name: 'o' },
    request: { number: '1', receivedOn: '2026-11-01' },
    issuedOn: '2026-11-21',
    person: { name: 'p' },
    collections,
  })

describe('the arrangement of rows', () => {
  it('is a table where every value is short', () => {
    expect(arrange(collection([{ day: '2026-11-21', place: '第一ビル' }]), 'ja')).toEqual({
      kind: 'table',
      head: ['day', 'place'],
      weights: [12, 10],
      rows: [['2026-11-21', '第一ビル']],
    })
  })

  it('tells what was taken out from what is empty', () => {
    const held = {
      ...collection([{ day: '2026-11-21', place: null }]),
      fields: [{ name: 'place' }, { name: 'who' }],
    }
    expect(arrange(held, 'ja').rows).toEqual([['—', '（除外）']])
    expect(arrange(held, 'en').rows).toEqual([['—', '(left out)']])
  })

  it('is blocks where a value is long or has lines of its own', () => {
    expect(arrange(collection([{ a: 'あ'.repeat(30) }]), 'ja').kind).toBe('blocks')
    expect(arrange(collection([{ a: 'x\ny' }]), 'ja').kind).toBe('blocks')
  })

  it('sets two short values of a block side by side, and a lone one over the whole line', () => {
    const arranged = arrange(collection([{ a: 'x', b: 'y', c: 'z', d: 'あ'.repeat(30) }]), 'ja')
    expect(arranged.rows[0]?.map((cell) => cell[2])).toEqual([false, false, true, true])
  })

  it('runs many wide rows on', () => {
    const rows = Array.from({ length: 101 }, () => ({ a: 'あ'.repeat(30) }))
    expect(arrange(collection(rows), 'ja').kind).toBe('runs')
  })

  it('cuts a value that would fill a book, and says so', () => {
    const [row] = arrange(collection([{ a: '𠮷'.repeat(15_000) }]), 'en').rows
    expect(row?.[0]?.[1]).toBe(
      `${'𠮷'.repeat(10_000)}… (this document shows the first 20000 of 30000 characters)`,
    )
  })

  it('prints fewer rows where they are long', () => {
    const rows = Array.from({ length: 3_000 }, () => ({ a: '本日の清掃'.repeat(400) }))
    const [only] = presentDisclosure(disclosure([collection(rows)])).collections
    expect(only?.arranged.rows).toHaveLength(printedValues / (2_000 / 25))
    expect(only?.cut).toContain('the first 1000 of 3000')
  })

  it('prints as many values as a document can carry, and says how many there are', () => {
    const rows = Array.from({ length: printedValues }, (_, index) => ({ a: index }))
    const given = disclosure([collection(rows), collection([{ a: 1 }])])
    const [first, second] = presentDisclosure(given).collections
    expect(first?.arranged.rows).toHaveLength(printedValues / 2)
    expect(first?.cut).toBe(
      'This document shows the first 40000 of 80000 records. All of them are in the JSON and CSV files.',
    )
    expect(second?.cut).toContain('the first 0 of 1')
  })
})

it('shows every kind of value in words', () => {
  const shown = [null, undefined, '', true, false, 0, 12n, 'x', { a: [1] }].map((value) =>
    shownValue(value, 'ja'),
  )
  expect(shown).toEqual(['—', '—', '—', 'はい', 'いいえ', '0', '12', 'x', '{\n "a": [\n  1\n ]\n}'])
})

it('counts full-width characters double and half-width kana single', () => {
  expect(['abc', '漢字', 'ｶﾅ', '𠮷'].map(widthOf)).toEqual([3, 4, 2, 2])
})
