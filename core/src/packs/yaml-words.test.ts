// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { loadPack } from './index.ts'

const YAML = `format: 1
id: law/sample
kind: law
version: 1.0.0
name: { ja: 見本, en: Sample }
effective: 2026-04-01
modified: 2026-03-01
events:
  - { id: completion, name: { ja: 完了, en: Completion } }
retention:
  - { id: kept, rule: P7Y after completion, name: { ja: 保存, en: Kept } }
`

describe('what is wrong with the form of a pack', () => {
  test('is nothing in the sample', () => {
    expect(loadPack([{ path: 'pack.yaml', text: YAML }]).problems).toEqual([])
  })

  test.each([
    ['a tab', 'events:\n  - {', 'events:\n\t- {', '字下げにタブ'],
    ['a full-width colon', 'version: 1.0.0', 'version：1.0.0', '「キー: 値」の形'],
    ['an open quote', 'ja: 見本,', 'ja: "見本,', '引用符が閉じられて'],
    ['an open bracket', 'en: Sample }', 'en: Sample', '括弧'],
    ['a colon in a text', 'ja: 見本,', 'ja: 見: 本,', 'コロンを含む文'],
    ['a reserved sign', 'ja: 見本,', 'ja: @見本,', '記号'],
    ['a retention rule of words', 'P7Y after completion', '7 years', '期間（P7Y など）'],
  ])('says in Japanese what is wrong with %s', (_what, from, to, words) => {
    const [found] = loadPack([{ path: 'pack.yaml', text: YAML.replace(from, to) }]).problems
    expect(found?.message.ja).toContain(words)
    expect(found?.message.en).not.toMatch(/[ぁ-龠]/)
  })
})
