// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import { describe, expect, it } from 'vitest'
import { nextVersion } from '../../../tests/support/notices.ts'
import { concernedBy, earliestEffective, eventsOf, noticesOf } from './changes.ts'
import { compareTexts } from './compare.ts'
import { roundOf } from './year.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const same = (yaml: string) =>
  yaml.replace('confirmed visits }', 'appointments }').replace('kind: service', 'kind: clarification')
const before = nextVersion('1.0.0', '2026-04-01', same)
const after = (change: (yaml: string) => string) =>
  nextVersion('1.1.0', '2027-01-05', (yaml) => change(same(yaml)))

describe('a new version', () => {
  it('that only clarifies is a revision and nothing more, and may come into force today', () => {
    const clearer = after((yaml) => yaml)
    expect(eventsOf(clearer, before)).toEqual(['policy-revised', 'policy-updated'])
    expect(noticesOf(clearer, before)).toEqual([])
    expect(earliestEffective(clearer, before, today).day.toString()).toBe('2026-11-22')
  })

  it('is material by what it changes, whatever its summary says', () => {
    const longer = after((yaml) => yaml.replace(/(retention:\n {2}- \{[^}]*rule: )[^,]+,/, '$1P9Y,'))
    expect(eventsOf(longer, before)).toContain('material-change')
    const found = earliestEffective(longer, before, today)
    expect([found.day.toString(), found.notice?.ahead]).toEqual(['2026-12-22', 'P30D'])
  })

  it('keeps the notice that the version before it promised, though it promises less itself', () => {
    const less = after((yaml) =>
      yaml
        .replace(/(retention:\n {2}- \{[^}]*rule: )[^,]+,/, '$1P9Y,')
        .replace(
          /(id: change-by-mail, on: material-change, by: \[)mail\], ahead: P30D/,
          '$1talk], ahead: P1D',
        )
        .replace(/(id: change-on-website, on: )material-change/, '$1breach'),
    )
    const told = noticesOf(less, before).map(
      ({ notice, by }) => `${by.version} ${notice.id} ${notice.by.join()}`,
    )
    expect(told).toEqual([
      '1.1.0 change-by-mail talk',
      '1.0.0 change-by-mail mail',
      '1.0.0 change-on-website website',
    ])
    expect(earliestEffective(less, before, today).day.toString()).toBe('2026-12-22')
  })

  it('calls for no notice where it is the first', () => {
    expect(noticesOf(before, undefined)).toEqual([])
    expect(earliestEffective(before, undefined, today).notice).toBeUndefined()
  })

  it('concerns the people of the categories it touches, and everybody where that cannot be told', () => {
    const renamed = after((yaml) => yaml.replace('appointments }', 'visits }'))
    expect(concernedBy(renamed, before)).toEqual(expect.arrayContaining([expect.stringMatching(/^user\./)]))
    const desk = after((yaml) => yaml.replace('03-0000-0100', '03-0000-0199'))
    expect(concernedBy(desk, before)).toBeNull()
    expect(
      concernedBy(
        after((yaml) => yaml),
        before,
      ),
    ).toBeNull()
  })
})

describe('whom a new version concerns', () => {
  const tied = after((yaml) => yaml.replace('appointments }', 'visits }'))
  const changed = (change: Partial<typeof before>) => concernedBy({ ...tied, ...change }, before)

  it('are the people of a category where only that changed', () => {
    expect(changed({})).not.toBeNull()
  })

  it('are all, where an element names no category, or a category no kind of data', () => {
    const [first, ...others] = tied.retention
    const rules = [{ ...(first as object), categories: [], rule: 'P99Y' }, ...others]
    expect(changed({ retention: rules as typeof tied.retention })).not.toBeNull()
    const unnamed = { ...(first as object), id: 'everything', categories: [] }
    expect(changed({ retention: [...tied.retention, unnamed] as typeof tied.retention })).toBeNull()
    const paper = { ...(tied.categories[0] as object), id: 'paper', fides: [] }
    expect(changed({ categories: [...tied.categories, paper] as typeof tied.categories })).toBeNull()
  })

  it('are all, where a sentence changed that the changed elements do not keep', () => {
    const { ja } = tied.policy
    const sections = ja.sections.map((section) => ({
      ...section,
      sentences: section.sentences.map((one) =>
        one.promises.includes('CLN-11.5') ? { ...one, text: `${one.text}！` } : one,
      ),
    }))
    expect(changed({ policy: { ...tied.policy, ja: { ...ja, sections } } })).toBeNull()
  })
})

describe('two versions side by side', () => {
  const text = (sentences: readonly [string, string[]][]) => {
    const sections = [
      {
        heading: 'H',
        level: 2,
        sentences: sentences.map(([words, promises]) => ({ text: words, promises })),
      },
    ]
    return { ...before, policy: { ja: { sections }, en: { sections } } } as unknown as typeof before
  }
  it('show each sentence once: added, removed where it stood, changed, unchanged', () => {
    const from = text([
      ['Intro.', []],
      ['One.', ['A-1']],
      ['Two.', ['A-2']],
      ['Three.', ['A-3']],
    ])
    const to = text([
      ['Intro.', []],
      ['One!', ['A-1']],
      ['Three.', ['A-3']],
      ['Four.', ['A-4']],
    ])
    expect(
      compareTexts(from, to, 'en').map(({ state, before: old, after: now }) => [state, old, now]),
    ).toEqual([
      ['same', 'Intro.', 'Intro.'],
      ['changed', 'One.', 'One!'],
      ['removed', 'Two.', null],
      ['same', 'Three.', 'Three.'],
      ['added', null, 'Four.'],
    ])
  })

  it('count every sentence of both, also where one promise is told twice', () => {
    const from = text([
      ['One.', ['A-1']],
      ['Again.', ['A-1']],
    ])
    expect(compareTexts(from, text([]), 'ja').map(({ state }) => state)).toEqual(['removed', 'removed'])
    expect(compareTexts(text([]), from, 'ja').map(({ state }) => state)).toEqual(['added', 'added'])
  })
})

describe('the round of a yearly message', () => {
  it.each([
    ['2026-04-01', '2026-11-22', '2026-04-01', '2027-04-01'],
    ['2026-04-01', '2027-04-01', '2027-04-01', '2028-04-01'],
    ['2024-02-29', '2028-03-01', '2028-02-29', '2029-02-28'],
  ])('that began on %s is, on %s, the one of %s until %s', (first, day, round, next) => {
    expect(roundOf(first, 'P1Y', day)).toEqual({ day: round, next })
  })
})
