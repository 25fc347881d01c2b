// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { choose } from './choose.ts'

const talks = ['株式会社ミドリ', 'ＡＢＣホテル', '緑ホール'].map((name, at) => ({
  id: `${at}`,
  name,
  label: `crm clients ${at}`,
  toldAt: null,
}))
const names = (words: string, most = 10) => choose(talks, words, most).shown.map(({ name }) => name)

describe('choosing clients to be told', () => {
  it('shows all when nothing is asked, but no more than fit, and counts the rest', () => {
    expect(names('')).toHaveLength(3)
    expect(choose(talks, ' ', 2)).toMatchObject({ shown: [{ id: '0' }, { id: '1' }], count: 3 })
  })

  it('finds all of the words in a name or its place, in any width and case', () => {
    expect(names('abc')).toEqual(['ＡＢＣホテル'])
    expect(names('ﾎﾃﾙ ａｂｃ')).toEqual(['ＡＢＣホテル'])
    expect(names('clients 2')).toEqual(['緑ホール'])
    expect(names('abc 緑')).toEqual([])
  })
})
