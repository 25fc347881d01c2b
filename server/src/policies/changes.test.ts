// SPDX-License-Identifier: Apache-2.0
import { SAMPLE_PACK } from '@yakusoku/core/check'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { describe, expect, it } from 'vitest'
import { comparePacks } from './changes.ts'

type Name = keyof typeof SAMPLE_PACK

/** The sample pack after replacements, each of which must hit. */
function changed(...edits: [Name, string, string][]): Pack {
  const files = { ...SAMPLE_PACK }
  for (const [name, from, to] of edits) {
    expect(files[name]).toContain(from)
    files[name] = files[name].replace(from, to)
  }
  const { pack, problems } = loadPack(Object.entries(files).map(([path, text]) => ({ path, text })))
  if (pack === undefined) throw new Error(JSON.stringify(problems[0]))
  return pack
}

const sentenceOf = (name: Name, mark: string) => {
  const line = SAMPLE_PACK[name].split('\n').find((one) => one.includes(mark)) as string
  return line.slice(0, line.indexOf(mark))
}
const base = changed()
const told = (...edits: [Name, string, string][]) => {
  const { bump, changes } = comparePacks(base, changed(...edits))
  return [bump, ...changes.map(({ what, kind, id }) => `${what} ${kind}:${id}`)]
}

describe('two versions', () => {
  it('that differ in nothing, or in version, day and summary only, say the same', () => {
    expect(told()).toEqual(['none'])
    expect(told(['pack.yaml', 'version: 1.0.0', 'version: 1.0.1'])).toEqual(['none'])
  })

  it('that differ in wording rise by a patch', () => {
    const words = sentenceOf('policy.en.md', '{#SMP-2.1}')
    expect(told(['policy.en.md', words, `${words.trimEnd().replace(/\.$/, '')}, as we said. `])).toEqual([
      'patch',
      'reworded promise:SMP-2.1',
    ])
  })

  it('that differ in what keeps a promise rise by a minor, and the promise is named with its reason', () => {
    const edit: [Name, string, string] = ['pack.yaml', 'rule: P7Y after leaving', 'rule: P5Y after leaving']
    const { bump, changes, tell } = comparePacks(base, changed(edit))
    expect(bump).toBe('minor')
    expect(changes).toMatchObject([
      { what: 'tightened', kind: 'promise', id: 'SMP-2.1', because: ['retention:contacts-kept'] },
      {
        what: 'tightened',
        kind: 'retention',
        id: 'contacts-kept',
        promises: ['SMP-2.1'],
        before: { en: 'rule: P7Y after leaving' },
        after: { en: 'rule: P5Y after leaving' },
      },
    ])
    expect(tell).toMatchObject([{ subjects: [{ en: 'Customers' }] }])
  })

  it('of which one promises less rise by a major', () => {
    const weaker = told([
      'pack.yaml',
      'mode: duty, keptBy: [duty:review]',
      'mode: attested, keptBy: [safeguard:locks]',
    ])
    expect(weaker).toEqual(['major', 'weakened promise:SMP-2.3'])
    const mark = '{#SMP-2.4}'
    const line = (name: Name) => SAMPLE_PACK[name].split('\n').find((one) => one.includes(mark)) as string
    const longer = comparePacks(
      base,
      changed(['pack.yaml', 'rule: P7Y after leaving', 'rule: P9Y after leaving']),
    )
    expect(longer.bump).toBe('major')
    const without = told(
      ['pack.yaml', '  - { id: SMP-2.4, mode: attested, keptBy: [safeguard:locks] }\n', ''],
      ['policy.ja.md', line('policy.ja.md'), ''],
      ['policy.en.md', line('policy.en.md'), ''],
    )
    expect(without).toEqual(['major', 'removed promise:SMP-2.4'])
  })
})
