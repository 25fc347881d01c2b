// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { PolicyView, PromiseView } from 'yakusoku/contract'
import { countStates, select } from './selection.ts'

const promise = (id: string, ja: string, more: Partial<PromiseView> = {}): PromiseView => ({
  id,
  mode: 'enforced',
  sentence: { ja, en: `${id} in English` },
  keptBy: [],
  state: 'held',
  reason: { ja: '', en: '' },
  openDuties: 0,
  overdueDuties: 0,
  lastEvidence: null,
  capability: null,
  test: null,
  ...more,
})

const policy: PolicyView = {
  organisation: { id: 'cleaning', name: { ja: '組織', en: 'Organisation' } },
  version: '1',
  effectiveFrom: '2026-10-01',
  sections: [
    { heading: { ja: '一', en: 'One' }, promises: [promise('CLN-1.1', '記録を７年保存します。')] },
    {
      heading: { ja: '二', en: 'Two' },
      promises: [
        promise('CLN-2.1', '開示します。', { mode: 'duty', state: 'broken' }),
        promise('CLN-2.2', '訂正します。'),
      ],
    },
  ],
}

const ids = (selection: Parameters<typeof select>[1]) =>
  select(policy, selection).flatMap(({ promises }) => promises.map(({ id }) => id))
const all = { state: '', mode: '', test: '', words: '' }

describe('choosing promises', () => {
  it('shows all when nothing is asked', () => {
    expect(ids(all)).toEqual(['CLN-1.1', 'CLN-2.1', 'CLN-2.2'])
  })

  it('leaves out sections without a match', () => {
    expect(select(policy, { ...all, state: 'broken' }).map(({ heading }) => heading.en)).toEqual(['Two'])
    expect(ids({ ...all, mode: 'duty', state: 'held' })).toEqual([])
  })

  it('finds words of either language, in any width and case, all of them', () => {
    expect(ids({ ...all, words: '7年 ｃｌｎ' })).toEqual(['CLN-1.1'])
    expect(ids({ ...all, words: 'english 2.2' })).toEqual(['CLN-2.2'])
    expect(ids({ ...all, words: '訂正 開示' })).toEqual([])
  })

  it('tells promises with a test from those without one yet', () => {
    const tested = { file: 'tests/promises/cleaning.test.ts', name: 'CLN-1.1 …' }
    const [first, ...rest] = policy.sections.flatMap(({ promises }) => promises)
    const sections = [
      { heading: policy.sections[0]!.heading, promises: [{ ...first!, test: tested }, ...rest] },
    ]
    const found = (test: string) =>
      select({ ...policy, sections }, { ...all, test }).flatMap(({ promises }) =>
        promises.map(({ id }) => id),
      )
    expect(found('some')).toEqual(['CLN-1.1'])
    expect(found('none')).toEqual(['CLN-2.1', 'CLN-2.2'])
  })

  it('counts every state', () => {
    expect(countStates(policy)).toEqual({ held: 2, 'at-risk': 0, broken: 1, 'not-yet': 0 })
  })
})
