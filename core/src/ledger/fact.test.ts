// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testEntry, testFact } from './export.fixture.ts'
import { encodeFact, parseFact } from './fact.ts'

const text = Buffer.from(testEntry(2)).toString()

function codeOf(entry: Uint8Array): string {
  const parsed = parseFact(entry)
  return parsed.ok ? 'ok' : parsed.problem.code
}

describe('a fact', () => {
  test('comes back from its entry as it went in, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.dictionary(fc.string(), fc.jsonValue()), (index, clear) => {
        const fact = {
          ...testFact(index),
          clear: JSON.parse(JSON.stringify(clear)) as Record<string, string>,
        }
        const entry = encodeFact(fact)
        if (!entry.ok) throw new Error(entry.problem.code)
        expect(parseFact(entry.value)).toEqual({ ok: true, value: fact })
        const reversed = Object.fromEntries(Object.entries(fact).toReversed()) as typeof fact
        expect(encodeFact(reversed)).toEqual(entry)
      }),
    )
  })

  test('is refused when its entry is another spelling of the same value', () => {
    expect(codeOf(Buffer.from(text))).toBe('ok')
    for (const other of [
      ` ${text}`,
      text + '\n',
      text.replace('"version":1', '"version":1.0'),
      '\ufeff' + text,
    ]) {
      expect(codeOf(Buffer.from(other))).toMatch(/^fact-not-(canonical|json)$/)
    }
    expect(codeOf(Buffer.from(text.replace('"version":1', '"version":1,"version":1')))).toBe(
      'fact-not-canonical',
    )
    expect(codeOf(Buffer.from([0xff, 0xfe]))).toBe('fact-not-json')
    expect(codeOf(Buffer.from('['.repeat(60_000) + ']'.repeat(5_000)))).toBe('fact-not-json')
    expect(codeOf(Buffer.from('['.repeat(30_000) + ']'.repeat(30_000)))).toBe('fact-not-canonical')
  })

  test.each([
    ['an unknown member', { extra: 1 }],
    ['an id that is no UUID', { id: 'one' }],
    ['a version of zero', { version: 0 }],
    ['a time that is no instant in UTC', { time: '2026-04-01T09:00:00+09:00' }],
    ['a time that is no time', { time: '2026-13-01T00:00:00Z' }],
    ['a type without its capability', { type: 'received' }],
    ['a sealed part that is not base64url', { sealed: 'a+b' }],
    ['an empty person', { person: '' }],
    ['a clear part that is a list', { clear: [] }],
  ])('is refused with %s', (_, change) => {
    const entry = encodeFact({ ...testFact(1), ...change } as ReturnType<typeof testFact>)
    expect(entry.ok && codeOf(entry.value)).toBe('fact-shape')
  })

  test('is refused when it is longer than an entry can be, or cannot be written at all', () => {
    const long = { ...testFact(1), sealed: 'A'.repeat(66_000) }
    expect(encodeFact(long)).toMatchObject({ ok: false, problem: { code: 'fact-too-long' } })
    expect(codeOf(new Uint8Array(65_536))).toBe('fact-too-long')
    const broken = { ...testFact(1), clear: { text: '\ud800' } }
    expect(encodeFact(broken)).toMatchObject({ ok: false, problem: { code: 'fact-not-json' } })
    expect(JSON.stringify(encodeFact(broken))).toContain('/clear/text')
  })
})
