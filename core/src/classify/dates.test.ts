// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { readDate } from './dates.ts'

describe('a written date', () => {
  it('is read in every way that people write it', () => {
    const same = [
      '1985-01-02',
      '1985/1/2',
      '1985.01.02',
      '19850102',
      '1985年1月2日',
      '昭和60年1月2日',
      'S60.1.2',
      'S600102',
      '02/01/1985',
      '2 January 1985',
      'Jan 2, 1985',
      '1985-01-02 00:00:00',
      '1985-01-02T00:00:00Z',
    ]
    expect(same.map((text) => [text, readDate(text)?.year])).toEqual(same.map((text) => [text, 1985]))
    expect(
      ['令和元年5月1日', 'R5/4/1', 'H12.2.29', '平成31年4月30日'].map((text) => readDate(text)?.year),
    ).toEqual([2019, 2023, 2000, 2019])
  })

  it('says whether a time of day stands with it', () => {
    expect(readDate('1985-01-02 09:15:00')?.withTime).toBe(true)
    expect(readDate('1985-01-02T00:00:00+09:00')?.withTime).toBe(false)
  })

  it('is no other number', () => {
    for (const text of [
      '12345678',
      '99991301',
      '2020-13-01',
      '090-1234-5678',
      '1.2.3',
      '2026',
      '20261301',
      'S60',
    ])
      expect([text, readDate(text)]).toEqual([text, undefined])
  })
})
