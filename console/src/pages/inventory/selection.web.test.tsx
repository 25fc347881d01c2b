// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { InventoryEntry } from 'yakusoku/contract'
import { departmentsIn, inState, select, type Selection } from './selection.ts'

const entry = (
  no: number,
  values: Record<string, string>,
  more: Partial<InventoryEntry> = {},
): InventoryEntry => ({
  id: `00000000-0000-7000-8000-00000000000${no}`,
  no,
  source: null,
  gone: false,
  state: 'open',
  revision: 1,
  cells: Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      { computed: { value: { ja: value, en: value }, why: { ja: '', en: '' } } },
    ]),
  ),
  changedAt: '2026-11-22T00:00:00.000Z',
  reviewedAt: null,
  ...more,
})

const entries = [
  entry(1, { item: '氏名', department: '営業部\n総務部', severity: 'low' }),
  entry(2, { item: '口座', department: '経理部', severity: 'high' }),
  entry(3, { item: 'ﾃﾞﾝﾜ番号', department: '営業部', severity: 'medium' }, { gone: true }),
  entry(4, { item: '旧名簿' }, { state: 'closed' }),
]
const all: Selection = { state: 'open', department: '', words: '', sort: 'no' }
const numbers = (selection: Partial<Selection>) =>
  select(entries, { ...all, ...selection }, 'ja').map(({ no }) => no)

describe('choosing entries of the inventory', () => {
  it('goes by state, by each department an entry names, and by words in any width', () => {
    expect(numbers({})).toEqual([1, 2, 3])
    expect(numbers({ state: 'closed' })).toEqual([4])
    expect(numbers({ state: 'gone' })).toEqual([3])
    expect(numbers({ department: '総務部' })).toEqual([1])
    expect(numbers({ words: 'デンワ' })).toEqual([3])
    expect(numbers({ words: '高 口座' })).toEqual([2])
    expect(numbers({ words: '氏名 経理' })).toEqual([])
  })

  it('sorts by a column both ways, choices in the order in which they are offered', () => {
    expect(numbers({ sort: 'severity' })).toEqual([2, 3, 1])
    expect(numbers({ sort: '-severity' })).toEqual([1, 3, 2])
    expect(numbers({ sort: '-no' })).toEqual([3, 2, 1])
  })

  it('counts states and lists departments once', () => {
    expect(inState(entries, 'open')).toHaveLength(3)
    expect(departmentsIn(entries, 'ja')).toEqual(['営業部', '経理部', '総務部'])
  })
})
