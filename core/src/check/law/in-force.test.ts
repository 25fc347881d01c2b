// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { loadPack } from '@yakusoku/core/packs'
import { checkPack, SAMPLE_PACK } from '../index.ts'
import { sampleLaw, STANDS } from './sample-law.ts'

const law = loadPack([
  { path: 'pack.yaml', text: sampleLaw(`rights:\n  - { id: disclosure, kind: disclosure, ${STANDS}`) },
]).source?.data

/** What the sample law has against the sample pack whose right of disclosure has these days. */
const told = (days: string, asOf: string): string[] => {
  const files = Object.entries(SAMPLE_PACK).map(([path, text]) => ({
    path,
    text: text
      .replace('jurisdictions: [JP]', 'extends: [law/sample]\njurisdictions: [JP]')
      .replace('{ id: disclosure, kind: disclosure,', `{ id: disclosure, kind: disclosure, ${days}`),
  }))
  return checkPack(files, { asOf, laws: law ? [law] : [] })
    .findings.map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('law/'))
}

test('what an organisation did once, or will do, fulfils no law today', () => {
  expect(told('', '2026-11-22')).toEqual([])
  expect(told('effectiveTo: 2026-11-21,', '2026-11-22')).toEqual(['law/right-missing'])
  expect(told('effectiveFrom: 2026-11-23,', '2026-11-22')).toEqual(['law/right-missing'])
  expect(told('effectiveFrom: 2026-11-23,', '2026-11-23')).toEqual([])
})
