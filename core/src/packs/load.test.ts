// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalPack,
  findReferences,
  loadPack,
  readCanonicalPack,
  RULES,
  type LoadedPack,
  type PackFile,
} from './index.ts'

const YAML = `format: 1
id: sample
kind: organisation
version: 1.0.0
name: { ja: 見本, en: Sample }
effective: 2026-04-01
modified: 2026-03-01
calendar: { timeZone: Asia/Tokyo, weekend: [6, 7], holidays: JP }
events:
  - { id: completion, name: { ja: 完了, en: Completion } }
categories:
  - { id: reports, fides: [user.reports], name: { ja: 報告, en: Reports } }
  - { id: contacts, fides: [user.contact], name: { ja: 連絡先, en: Contacts } }
purposes:
  - { id: work, uses: [reports, contacts], fields: [user.contact.email], name: { ja: 作業, en: Work } }
  - { id: more, under: [work], uses: [reports], name: { ja: 追加, en: More } }
retention:
  - { id: kept, rule: P7Y after completion, categories: [reports], name: { ja: 保存, en: Kept } }
promises:
  - { id: SMP-1, mode: enforced, keptBy: [purpose:work] }
  - { id: SMP-2, mode: enforced, keptBy: [retention:kept, system:holds] }
`
const JA = `# 方針

## 1. 目的

当社は作業のために使います。{#SMP-1}
報告は7年保存します。{#SMP-2}
`
const EN = `# Policy

## 1. Purpose

We use it for work. {#SMP-1}
We keep reports for 7 years. {#SMP-2}
`
const files = (yaml = YAML, ja = JA, en = EN): PackFile[] => [
  { path: 'sample/pack.yaml', text: yaml },
  { path: 'sample/policy.ja.md', text: ja },
  { path: 'sample/policy.en.md', text: en },
]
const told = (loaded: LoadedPack): string[] =>
  loaded.problems.map((found) => `${found.rule} ${found.path}:${found.line}:${found.column}`)

const yamlEdits: [what: string, from: string, to: string, expected: string][] = [
  ['an unknown key', 'version: 1.0.0', 'versoin: 1.0.0\nversion: 1.0.0', 'pack/unknown-key pack.yaml:4:1'],
  ['an unknown key inside', 'uses: [reports],', 'use: [reports],', 'pack/unknown-key pack.yaml:16:32'],
  ['a missing key', 'effective: 2026-04-01\n', '', 'pack/missing-key pack.yaml:1:1'],
  [
    'a missing key inside',
    'name: { ja: 追加, en: More }',
    'name: { ja: 追加 }',
    'pack/missing-key pack.yaml:16:55',
  ],
  ['a number for a text', 'version: 1.0.0', 'version: 1.0', 'pack/wrong-type pack.yaml:4:10'],
  ['a text for a list', 'uses: [reports, contacts]', 'uses: reports', 'pack/wrong-type pack.yaml:15:23'],
  [
    'an unknown value',
    'mode: enforced, keptBy: [purpose',
    'mode: enforcd, keptBy: [purpose',
    'pack/unknown-value pack.yaml:20:24',
  ],
  ['an id in capitals', 'id: kept', 'id: Kept', 'pack/wrong-form pack.yaml:18:11'],
  ['a promise without keeper', 'keptBy: [purpose:work]', 'keptBy: []', 'pack/wrong-size pack.yaml:20:42'],
  [
    'an unreadable retention rule',
    'P7Y after completion',
    'P7Y befor completion',
    'pack/retention-unreadable pack.yaml:18:27',
  ],
  [
    'a retention rule of an unknown event',
    'P7Y after completion',
    'P7Y after complection',
    'pack/unknown-reference pack.yaml:18:23',
  ],
  [
    'a repeated key',
    'kind: organisation',
    'kind: organisation\nkind: law',
    'pack/duplicate-key pack.yaml:4:1',
  ],
  ['a repeated id', 'id: contacts,', 'id: reports,', 'pack/duplicate-id pack.yaml:13:11'],
  ['a reference to nothing', 'under: [work]', 'under: [wrok]', 'pack/unknown-reference pack.yaml:16:25'],
  [
    'a promise kept by nothing that is there',
    'purpose:work]',
    'purpose:wrok]',
    'pack/unknown-reference pack.yaml:20:43',
  ],
  ['a kind that is not there', 'purpose:work]', 'purpos:work]', 'pack/unknown-kind pack.yaml:20:43'],
  ['a system that is not there', 'system:holds', 'system:hold', 'pack/unknown-reference pack.yaml:21:59'],
  ['a circle of purposes', 'id: work, uses', 'id: work, under: [more], uses', 'pack/cycle pack.yaml:15:24'],
  [
    'a data category in two categories',
    '[user.contact]',
    '[user.reports]',
    'pack/fides-claimed-twice pack.yaml:13:29',
  ],
  [
    'a field outside the used categories',
    'user.contact.email',
    'user.contacts',
    'pack/field-not-used pack.yaml:15:53',
  ],
  ['a day that does not exist', '2026-04-01', '2026-02-30', 'pack/no-such-day pack.yaml:6:12'],
  [
    'dates in reverse',
    'id: more,',
    'id: more, effectiveFrom: 2026-05-01, effectiveTo: 2026-04-01,',
    'pack/dates-reversed pack.yaml:16:57',
  ],
  [
    'a pack that extends itself',
    'kind: organisation',
    'kind: organisation\nextends: [sample]',
    'pack/extends-itself pack.yaml:4:11',
  ],
  [
    'a mode that nothing keeps',
    'mode: enforced, keptBy: [purpose',
    'mode: duty, keptBy: [purpose',
    'pack/promise-unkept pack.yaml:20:38',
  ],
  ['a time zone that does not exist', 'Asia/Tokyo', 'Asia/Tokio', 'pack/wrong-value pack.yaml:8:23'],
  [
    'an unknown key of the calendar',
    'holidays: JP',
    'holiday: JP, holidays: JP',
    'pack/unknown-key pack.yaml:8:52',
  ],
  ['an anchor', 'name: { ja: 見本', 'name: &name { ja: 見本', 'yaml/alias pack.yaml:5:13'],
  ['a broken line', 'version: 1.0.0', 'version: "1.0.0', 'yaml/syntax pack.yaml:4:10'],
  ['a second document', 'promises:', '---\npromises:', 'yaml/several-documents pack.yaml:19:1'],
  ['a list outside', YAML, '- a\n- b\n', 'pack/not-a-map pack.yaml:1:1'],
  ['deep nesting', 'version: 1.0.0', `version: ${'['.repeat(200)}`, 'yaml/too-deep pack.yaml:4:110'],
  ['a control character', 'Sample', 'Sam\u0000ple', 'file/control-character pack.yaml:5:24'],
]

const jaEdits: [what: string, from: string, to: string, expected: string][] = [
  ['a promise that the data lacks', '{#SMP-2}', '{#SMP-2}{#SMP-3}', 'text/unknown-promise policy.ja.md:6:20'],
  [
    'a promise that the text lacks',
    '報告は7年保存します。{#SMP-2}',
    '',
    'text/promise-missing pack.yaml:21:11',
  ],
  ['a promise said twice', '{#SMP-2}', '{#SMP-2}{#SMP-1}', 'text/promise-repeated policy.ja.md:6:20'],
  ['full-width braces', '{#SMP-1}', '{#SMP-1}確かです。｛#SMP-2｝', 'text/mark-malformed policy.ja.md:5:28'],
  ['a mark without #', '{#SMP-2}', '{SMP-2}', 'text/mark-malformed policy.ja.md:6:12'],
  ['a mark alone', '## 1. 目的', '## 1. 目的\n\n{#SMP-1}', 'text/mark-without-sentence policy.ja.md:5:1'],
  ['a mark on a heading', '## 1. 目的', '## 1. 目的 {#SMP-1}', 'text/mark-on-heading policy.ja.md:3:10'],
  [
    'a sentence bound to nothing',
    '当社は作業',
    '当社は小さな会社です。当社は作業',
    'text/unbound-sentence policy.ja.md:5:1',
  ],
  ['HTML', '当社は作業', '当社は<b>作業</b>', 'text/html policy.ja.md:5:4'],
  [
    'another number of headings',
    '## 1. 目的',
    '## 1. 目的\n## 2. 範囲',
    'text/sections-differ policy.en.md:1:1',
  ],
]

describe('loading a pack', () => {
  test('finds nothing wrong with a sound pack', () => {
    const loaded = loadPack(files())
    expect(told(loaded)).toEqual([])
    expect(loaded.pack?.purposes.map((purpose) => purpose.id)).toEqual(['work', 'more'])
    expect(loaded.source?.locate(['purposes', 1, 'id'])).toMatchObject({
      path: 'pack.yaml',
      line: 16,
      column: 11,
    })
  })

  test.each(yamlEdits)('tells the place of %s in pack.yaml', (_what, from, to, expected) => {
    expect(YAML).toContain(from)
    const loaded = loadPack(files(YAML.replace(from, to)))
    expect(told(loaded)).toContain(expected)
    expect(loaded.pack).toBeUndefined()
  })

  test.each(jaEdits)('tells the place of %s in the text', (_what, from, to, expected) => {
    expect(JA).toContain(from)
    expect(told(loadPack(files(YAML, JA.replace(from, to))))).toContain(expected)
  })

  test('tells where the two languages order their promises differently', () => {
    const swapped = EN.replace('{#SMP-1}', '{#X}').replace('{#SMP-2}', '{#SMP-1}').replace('{#X}', '{#SMP-2}')
    expect(told(loadPack(files(YAML, JA, swapped)))).toEqual(['text/order-differs policy.en.md:5:21'])
  })

  test('follows each reference of the sample to its element', () => {
    const loaded = loadPack(files())
    expect(loaded.pack && findReferences(loaded.pack).map(({ kind, id }) => `${kind}:${id}`)).toEqual([
      'category:reports',
      'category:contacts',
      'purpose:work',
      'category:reports',
      'category:reports',
      'purpose:work',
      'retention:kept',
      'system:holds',
      'event:completion',
    ])
  })

  test('names the key that was probably meant', () => {
    const [found] = loadPack(files(YAML.replace('effective:', 'efective:'))).problems.filter(
      ({ rule }) => rule === 'pack/unknown-key',
    )
    expect(found?.suggestion).toEqual({ ja: 'effective ではありませんか。', en: 'Did you mean effective?' })
  })

  test('tells a misspelt key once, where it stands, and not as missing too', () => {
    const misspelt = YAML.replace('effective:', 'efective:').replace('keptBy: [purpose', 'keptby: [purpose')
    expect(told(loadPack(files(misspelt)))).toEqual([
      'pack/unknown-key pack.yaml:6:1',
      'pack/unknown-key pack.yaml:20:34',
    ])
  })

  test('tells of an unknown section even where a hundred elements are wrong', () => {
    const promises = Array.from({ length: 150 }, (_, index) => `  - { id: SMP-${index + 3}, mode: duties }`)
    const broken = `${YAML.replace('retention:', 'retentoin:')}${promises.join('\n')}\n`
    expect(told(loadPack(files(broken)))[0]).toBe('pack/unknown-key pack.yaml:17:1')
  })

  test('names the files that are missing, repeated or not of a pack', () => {
    expect(told(loadPack([]))).toEqual(['file/missing pack.yaml:1:1'])
    expect(told(loadPack(files().slice(0, 2)))).toEqual(['file/missing policy.en.md:1:1'])
    expect(told(loadPack([...files(), ...files().slice(0, 1)]))).toEqual(['file/repeated pack.yaml:1:1'])
    expect(told(loadPack([...files(), { path: 'notes.txt', text: 'x' }]))).toEqual([
      'file/unknown notes.txt:1:1',
    ])
    expect(told(loadPack(files(YAML, ' \n')))).toEqual(['file/empty policy.ja.md:1:1'])
    expect(told(loadPack(files(YAML, 'あ'.repeat(1_000_001))))).toEqual(['file/too-large policy.ja.md:1:1'])
  })

  test('accepts a law pack without policy text', () => {
    const law = YAML.replace('kind: organisation', 'kind: law')
      .replace('id: sample', 'id: law/sample')
      .replace(/promises:[\s\S]*/, '')
    expect(told(loadPack([{ path: 'pack.yaml', text: law }]))).toEqual([])
  })

  test('holds a pack to the floor of its promises', () => {
    const row = { capability: 'x', promise: 'y' }
    const yaml = YAML.replace(
      /purposes:/,
      'roles: [{ id: boss, name: { ja: 長, en: Boss } }]\nevidence: [{ id: note, kind: file, name: { ja: 記, en: Note } }]\nduties:\n  - { id: do, owner: boss, every: P1Y, due: { convention: CALENDAR_DAYS, days: 3 }, evidence: [note], name: { ja: 行, en: Do } }\npurposes:',
    ).replace('mode: enforced, keptBy: [purpose:work]', 'mode: duty, keptBy: [duty:do]')
    const floor = [
      { id: 'SMP-1', mode: 'enforced' as const, ...row },
      { id: 'SMP-9', mode: 'duty' as const, ...row },
    ]
    expect(told(loadPack(files(yaml), { floor }))).toEqual([
      'pack/promise-absent pack.yaml:23:1',
      'pack/promise-weaker pack.yaml:24:24',
    ])
    expect(told(loadPack(files(yaml)))).toEqual([])
  })
})

describe('bytes', () => {
  const load = (bytes: Uint8Array) =>
    told(loadPack([...files().slice(0, 1), ...files().slice(2), { path: 'policy.ja.md', bytes }]))
  const message = (bytes: Uint8Array) => loadPack([{ path: 'pack.yaml', bytes }]).problems[0]?.message.en

  test('reads UTF-8 with and without a byte-order mark', () => {
    expect(load(new TextEncoder().encode(JA))).toEqual([])
    expect(load(new TextEncoder().encode(`\uFEFF${JA}`))).toEqual([])
  })

  test('recognises other encodings and says where they begin', () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...Array.from('id: a').flatMap((letter) => [letter.charCodeAt(0), 0]),
    ])
    expect(message(utf16)).toContain('UTF-16 LE')
    expect(message(utf16.slice(2))).toContain('UTF-16 LE')
    // "日本語の方針です。" in Shift_JIS and in EUC-JP, after one line of ASCII.
    const sjis = [
      0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x82, 0xcc, 0x95, 0xfb, 0x90, 0x6a, 0x82, 0xc5, 0x82, 0xb7, 0x81,
      0x42,
    ]
    const euc = [
      0xc6, 0xfc, 0xcb, 0xdc, 0xb8, 0xec, 0xa4, 0xce, 0xca, 0xfd, 0xbf, 0xcb, 0xa4, 0xc7, 0xa4, 0xb9, 0xa1,
      0xa3,
    ]
    const after = (bytes: number[]) => Uint8Array.from([...new TextEncoder().encode('# x\nab'), ...bytes])
    expect(message(after(sjis))).toContain('Shift_JIS')
    expect(message(after(euc))).toContain('EUC-JP')
    expect(load(after(sjis))).toEqual(['file/encoding policy.ja.md:2:3'])
    // "ＪＩＳ" between the escapes of old mail.
    const jis = [0x1b, 0x24, 0x42, 0x23, 0x4a, 0x23, 0x49, 0x23, 0x53, 0x1b, 0x28, 0x42]
    expect(message(after(jis))).toContain('ISO-2022-JP')
    expect(message(Uint8Array.from([0x61, 0xff, 0xfd, 0xff]))).toContain('broken UTF-8')
  })
})

describe('hostile input', { timeout: 120_000 }, () => {
  const laughs = `a: &a [x, x]\n${Array.from('bcdefghij')
    .map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)
    .join('\n')}\n`

  test('refuses a YAML bomb before it is expanded', () => {
    const loaded = loadPack([{ path: 'pack.yaml', text: laughs }])
    expect(told(loaded)[0]).toBe('yaml/alias pack.yaml:1:7')
    expect(loaded.problems.length).toBeLessThanOrEqual(50)
  })

  test.each([
    ['fifty thousand keys', Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['many open brackets', '['.repeat(900_000)],
    ['many question marks', '? '.repeat(450_000)],
    ['many dashes', '- '.repeat(450_000)],
    ['keys of an object', '__proto__: { polluted: true }\nconstructor: 1\ntoString: 2\n'],
    ['deep indentation', Array.from({ length: 1_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('survives %s', (_what, text) => {
    const loaded = loadPack([{ path: 'pack.yaml', text }])
    expect(loaded.pack).toBeUndefined()
    expect(loaded.problems.length).toBeGreaterThan(0)
    expect(loaded.problems.length).toBeLessThanOrEqual(500)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('never throws, whatever one edit does to a file', () => {
    const size = YAML.length
    fc.assert(
      fc.property(
        fc.nat(size),
        fc.nat(30),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (from, length, text) => {
          const edited = YAML.slice(0, from) + text + YAML.slice(from + length)
          const loaded = loadPack(files(edited))
          expect(loaded.pack !== undefined || loaded.problems.length > 0).toBe(true)
          for (const { line, column } of loaded.problems) expect(Math.min(line, column)).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the canonical form', () => {
  test('is the same whatever the order of keys and the whitespace', () => {
    const reordered = YAML.replace('format: 1\nid: sample\n', 'id:   sample\nformat: 1\n').replace(
      '{ ja: 見本, en: Sample }',
      '{ en: Sample, ja: 見本 }',
    )
    const [one, two] = [loadPack(files()).pack, loadPack(files(reordered)).pack]
    expect(one && JSON.stringify(canonicalPack(one))).toBe(two && JSON.stringify(canonicalPack(two)))
  })

  test('changes with one letter of the text and reads back whole', () => {
    const [one, two] = [loadPack(files()).pack, loadPack(files(YAML, JA.replace('作業', '仕事'))).pack]
    if (!one || !two) throw new Error('the samples load')
    expect(JSON.stringify(canonicalPack(one))).not.toBe(JSON.stringify(canonicalPack(two)))
    expect(readCanonicalPack(JSON.parse(JSON.stringify(canonicalPack(one))))).toEqual(one)
    expect(readCanonicalPack({ format: 1 })).toBeUndefined()
  })
})

test('every rule speaks both languages and fills all its words', () => {
  const cases = [
    ...yamlEdits.map(([, from, to]) => files(YAML.replace(from, to))),
    ...jaEdits.map(([, from, to]) => files(YAML, JA.replace(from, to))),
  ]
  const met = cases.flatMap((sample) => loadPack(sample).problems)
  for (const { message, suggestion } of met) {
    for (const text of [message.ja, message.en, suggestion.ja, suggestion.en])
      expect(text).not.toMatch(/\{\w+\}|^$/)
  }
  for (const { message, suggestion } of Object.values(RULES))
    expect([message.ja, message.en, suggestion.ja, suggestion.en]).not.toContain('')
})
