// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { checkPack, SAMPLE_PACK } from '../index.ts'

const KEPT = '  - { id: contacts-kept, rule: P7Y after leaving,'

/** The rules that find something about keeping in the sample pack, its own retention rule written otherwise. */
const told = (instead: string): string[] => {
  const files = Object.entries(SAMPLE_PACK).map(([path, text]) => ({
    path,
    text: text.replace(KEPT, instead),
  }))
  return checkPack(files, { asOf: '2026-11-22' })
    .findings.map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('retention/'))
}

const later = (from: string) =>
  `  - { id: contacts-kept, effectiveTo: 2027-03-31, rule: P7Y after leaving, categories: [contacts], disposals: [erasure], name: { ja: 今, en: Now } }
  - { id: later, effectiveFrom: ${from}, rule: P5Y after leaving,`

test('a period that begins when another ends contradicts nothing', () => {
  expect(told(later('2027-04-01'))).toEqual([])
  expect(told(later('2027-03-31'))).toEqual(['retention/contradiction'])
})

test('no half is idle where the calendar decides which of the two is longer', () => {
  const longer = (one: string, other: string) =>
    told(KEPT.replace('P7Y after leaving', `longer of ${one} after leaving and ${other} after leaving`))
  expect(longer('P1M', 'P30D')).toEqual([])
  expect(longer('P1M', 'P40D')).toEqual(['retention/idle-half'])
})
