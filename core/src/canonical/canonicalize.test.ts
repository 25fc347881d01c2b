// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize, maximumDepth } from './canonicalize.ts'

function textOf(value: unknown): string {
  const result = canonicalize(value)
  if (!result.ok) throw new Error(result.problem.code)
  return result.text
}

function problemOf(value: unknown): string {
  const result = canonicalize(value)
  return result.ok ? 'none' : `${result.problem.code} at ${result.problem.pointer}`
}

describe('canonical JSON', () => {
  test('prints the numbers, escapes and literals of RFC 8785 section 3.2', () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],` +
        String.raw`"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    )
    expect(textOf(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  test('sorts names by UTF-16 code units as the RFC example does', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const value = Object.fromEntries(names.map((name) => [name, 0]))
    const order = [...textOf(value).matchAll(/"((?:[^"\\]|\\.)+)":/g)].map((match) => match[1])
    expect(order).toEqual(['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'])
  })

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555557', '333333333.33333343'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('prints the double %s of RFC 8785 appendix B as %s', (bits, text) => {
    expect(textOf(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  test('refuses what is not JSON and says where', () => {
    expect(problemOf({ a: [1, { 'b/c': undefined }] })).toBe('not-json at /a/1/b~1c')
    expect(problemOf([() => 1])).toBe('not-json at /0')
    expect(problemOf({ when: new Date(0) })).toBe('not-json at /when')
    expect(problemOf({ n: 1n })).toBe('not-json at /n')
    expect(problemOf({ n: Number.NaN })).toBe('not-finite at /n')
    expect(problemOf(-Infinity)).toBe('not-finite at ')
    expect(problemOf({ s: '\ud800' })).toBe('lone-surrogate at /s')
    expect(problemOf({ '\udc00x': 1 })).toBe('lone-surrogate at /\udc00x')
    // oxlint-disable-next-line no-sparse-arrays
    expect(problemOf([1, , 2])).toBe('not-json at /1')
  })

  test('refuses bottomless nesting instead of overflowing the stack', () => {
    const deep = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown
    expect(problemOf(deep(maximumDepth))).toBe('none')
    expect(problemOf(deep(5000))).toMatch(/^too-deep at /)
  })

  test('gives the same text whatever the order of members, and a text that means the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = textOf(value)
        const again: unknown = JSON.parse(text)
        expect(textOf(again)).toBe(text)
        expect(textOf(reversed(again))).toBe(text)
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  )
}
