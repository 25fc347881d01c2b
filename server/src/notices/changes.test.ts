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
    expect(eventsOf(clearer, before)).toEqual(['policy-revised'])
    expect(noticesOf(clearer, before)).toEqual([])
    expect(earliestEffective(clearer, before, today).day.toString()).toBe('2026-11-22')
  })

  it('is material by what it changes, whatever its summary says', () => {
    const longer = after((yaml) => yaml.replace(/(retention:\n {2}- \{[^}]*rule: )[^,]+,/, '$1P9Y,'))
    expect(eventsOf(longer, before)).toContain('material-change')
    const found = earliestEffective(longer, before, today)
    expect([found.day.toString(), found.notice?.ahead]).toEqual(['2026-12-22', 'P30D'])
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
