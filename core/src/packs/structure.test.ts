// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { loadPack } from './index.ts'

/** A law pack whose purposes stand upon each other, the last upon `onto`. */
function tower(height: number, onto: number | undefined) {
  const under = (index: number) =>
    index + 1 < height ? `p${index + 1}` : onto === undefined ? '' : `p${onto}`
  const purposes = Array.from(
    { length: height },
    (_, index) => `  - { id: p${index}, under: [${under(index)}], name: { ja: 目的, en: Purpose } }`,
  )
  const head = 'format: 1\nid: law/tower\nkind: law\nversion: 1.0.0\nname: { ja: 塔, en: Tower }\n'
  const text = `${head}effective: 2026-04-01\nmodified: 2026-03-01\npurposes:\n${purposes.join('\n')}\n`
  return loadPack([{ path: 'pack.yaml', text }]).problems.filter(({ rule }) => rule === 'pack/cycle')
}

test('purposes may stand upon each other as high as a pack goes', () => {
  expect(tower(5_000, undefined)).toEqual([])
})

test('a circle of purposes is found once, however long it is, and told shortly', () => {
  for (const height of [2, 300, 5_000]) {
    const found = tower(height, 0)
    expect(found).toHaveLength(1)
    expect(found[0]?.message.en).toContain('p0 → p1 → ')
    expect(found[0]?.message.en.length).toBeLessThan(300)
  }
  // A circle that does not lead back to where the walk began.
  expect(tower(300, 250)[0]?.message.en).toContain('p250 → p251 → ')
})
