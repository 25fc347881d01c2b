// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { checkPack, SAMPLE_PACK } from './index.ts'

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const REVIEW = 'keptBy: [duty:review]'
const KEPT = 'rule: P7Y after leaving, categories: [contacts]'
const JA = 'policy.ja.md'

// What takes time by the square of its length takes minutes here, and the run's own limit ends the test.
test.each([
  ['a paragraph of many sentences', JA, '', many(40_000, () => 'それは七年です。')],
  ['a paragraph of many lines', JA, '', many(40_000, () => 'それは七年です。\n')],
  ['one sentence with many marks', JA, '', `\n\n- 七年です。${many(60_000, () => '{#SMP-2.1}')}\n`],
  ['many allowances', JA, '', many(25_000, () => '<!-- yakusoku-allow a/b: c -->\n')],
  ['many keepers', 'pack.yaml', REVIEW, `keptBy: [${many(60_000, (at) => `duty:d${at}, `)}duty:review]`],
  [
    'one keeper many times',
    'pack.yaml',
    REVIEW,
    `keptBy: [${many(60_000, () => 'duty:review, ')}duty:review]`,
  ],
  ['one category many times', 'pack.yaml', KEPT, KEPT.replace('[', `[${many(80_000, () => 'contacts, ')}`)],
])('is checked in time: %s', (_name, file, from, to) => {
  const files = Object.entries(SAMPLE_PACK).map(([path, text]) => {
    if (path !== file) return { path, text }
    return { path, text: from === '' ? `${text}\n\n${to}` : text.replace(from, to) }
  })
  expect(checkPack(files, { asOf: '2026-11-22', laws: [] }).data?.id).toBe('sample')
})
