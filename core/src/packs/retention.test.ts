// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePeriod } from '@yakusoku/core/calendar'
import { formatRetention, parseRetention, retentionEvents, type RetentionRule } from './index.ts'
import { Period } from './terms.ts'

const period = fc
  .tuple(fc.nat(99), fc.nat(99), fc.nat(99))
  .map(([years, months, days]) => `P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}${days}D`)
const event = fc.constantFrom('collection', 'completion', 'tax-filing-deadline', 'closing2')
const span: fc.Arbitrary<RetentionRule> = fc.oneof(
  fc.record({ kind: fc.constant('period' as const), period, after: event }),
  fc.record({
    kind: fc.constant('while' as const),
    state: fc.constantFrom('relationship' as const, 'purpose' as const),
  }),
  fc.record({
    kind: fc.constant('while' as const),
    state: fc.constant('relationship' as const),
    plus: period,
  }),
)
const choice: fc.Arbitrary<RetentionRule> = fc.oneof(
  span,
  fc.record({ kind: fc.constantFrom('longer' as const, 'shorter' as const), of: fc.tuple(span, span) }),
)
const rule: fc.Arbitrary<RetentionRule> = fc.oneof(
  choice,
  choice.map((inner) => ({ kind: 'unless-held' as const, rule: inner })),
)

describe('retention rules', () => {
  test.each<[string, RetentionRule]>([
    ['P7Y after completion', { kind: 'period', period: 'P7Y', after: 'completion' }],
    ['P2Y', { kind: 'period', period: 'P2Y', after: 'collection' }],
    ['relationship + P7Y', { kind: 'while', state: 'relationship', plus: 'P7Y' }],
    ['relationship+P7Y', { kind: 'while', state: 'relationship', plus: 'P7Y' }],
    ['purpose', { kind: 'while', state: 'purpose' }],
    [
      'longer of P3Y and relationship',
      {
        kind: 'longer',
        of: [
          { kind: 'period', period: 'P3Y', after: 'collection' },
          { kind: 'while', state: 'relationship' },
        ],
      },
    ],
    [
      'P1Y unless held',
      { kind: 'unless-held', rule: { kind: 'period', period: 'P1Y', after: 'collection' } },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseRetention(text)).toEqual({ ok: true, rule: expected })
  })

  test.each([
    ['', 1, 'a period such as P7Y'],
    ['7 years', 1, 'a period such as P7Y'],
    ['P', 1, 'a period such as P7Y'],
    ['P7Y after', 10, 'the id of an event'],
    ['P7Y after and', 11, 'the id of an event'],
    ['P7Y before x', 5, '"unless held"'],
    ['relationship + seven', 16, 'a period such as P7Y'],
    ['longer P3Y', 8, '"of"'],
    ['longer of P3Y or relationship', 15, '"and"'],
    ['P1Y unless', 11, '"held"'],
    ['P1Y unless held forever', 17, 'the end'],
  ])('tells the column at which "%s" stops making sense', (text, column, expected) => {
    expect(parseRetention(text)).toMatchObject({
      ok: false,
      column,
      expected: expect.stringContaining(expected),
    })
  })

  test('reads back whatever it writes', () => {
    fc.assert(
      fc.property(rule, (sample) => {
        expect(parseRetention(formatRetention(sample))).toEqual({ ok: true, rule: sample })
      }),
    )
  })

  test('names the events it counts from', () => {
    const parsed = parseRetention('longer of P3Y after closing and P1Y unless held')
    expect(parsed.ok && retentionEvents(parsed.rule)).toEqual(['closing', 'collection'])
  })

  test('takes no text for a rule that the calendar could not count', () => {
    fc.assert(
      fc.property(fc.oneof(period, fc.string()), (text) => {
        fc.pre(Period.safeParse(text).success)
        expect(parsePeriod(text).ok).toBe(true)
      }),
    )
  })
})
