// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Draft, PolicyOutline } from 'yakusoku/contract'
import { promisesAt } from './at-cursor.ts'
import { leftAfter } from './saving.ts'
import { dialogsFor } from './steps.tsx'

const yaml = `retention:
  - id: seven
    rule: P7Y
  - id: five
promises:
  - { id: A-1, mode: enforced, keptBy: [retention:seven] }
  - { id: A-2, mode: enforced, keptBy: [retention:seven, retention:five] }
`
const place = (file: string, line: number) => ({ file, line, column: 1 })
const keeper = (reference: string, line: number) => ({
  reference,
  name: { ja: reference, en: reference },
  at: place('pack.yaml', line),
})
const outline: PolicyOutline = {
  promises: [
    {
      id: 'A-1',
      mode: 'enforced',
      at: place('pack.yaml', 6),
      sentences: [{ ...place('policy.en.md', 3), language: 'en', text: 'x', endLine: 4 }],
      keptBy: [keeper('retention:seven', 2)],
    },
    {
      id: 'A-2',
      mode: 'enforced',
      at: place('pack.yaml', 7),
      sentences: [],
      keptBy: [keeper('retention:seven', 2), keeper('retention:five', 4)],
    },
  ],
}
const at = (file: string, line: number) => promisesAt(outline, { file, line, text: yaml }).map(({ id }) => id)

describe('the promises at the cursor', () => {
  it('are those of the sentence, on any of its lines', () => {
    expect([2, 3, 4, 5].map((line) => at('policy.en.md', line))).toEqual([[], ['A-1'], ['A-1'], []])
    expect(at('policy.ja.md', 3)).toEqual([])
  })

  it('are those that the element keeps, on any of its lines, or the promise’s own', () => {
    expect([2, 3, 4, 6, 7].map((line) => at('pack.yaml', line))).toEqual([
      ['A-1', 'A-2'],
      ['A-1', 'A-2'],
      ['A-2'],
      ['A-1'],
      ['A-2'],
    ])
    expect([1, 5].map((line) => at('pack.yaml', line))).toEqual([[], []])
  })
})

describe('what is typed', () => {
  const saved = { 'pack.yaml': 'a', 'policy.ja.md': 'b', 'policy.en.md': 'c' }

  it('stays unsaved only where it differs from what was saved', () => {
    expect(leftAfter({ 'pack.yaml': 'a', 'policy.ja.md': 'b and more' }, saved)).toEqual({
      'policy.ja.md': 'b and more',
    })
    expect(leftAfter({}, saved)).toEqual({})
  })
})

describe('the steps of a draft', () => {
  const offered = (state: Draft['state'], write: boolean, decide: boolean) =>
    dialogsFor({ state, may: { write, decide } })

  it('are offered to whom they are open', () => {
    expect(offered('draft', true, false)).toEqual(['submit', 'discard'])
    expect(offered('draft', false, true)).toEqual([])
    expect(offered('submitted', true, false)).toEqual([])
    expect(offered('submitted', false, true)).toEqual(['approve', 'sendBack'])
    expect(offered('approved', true, false)).toEqual(['publish'])
    expect(offered('approved', false, true)).toEqual(['sendBack'])
    expect(offered('published', true, true)).toEqual([])
  })
})
