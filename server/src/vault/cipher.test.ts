// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { normalise } from '@yakusoku/core/gate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blindIndex, cipher } from './cipher.ts'

describe('a cipher', () => {
  const key = randomBytes(32)

  it('opens what it sealed, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.string(), (plain, context) => {
        expect(Buffer.from(cipher(key).open(cipher(key).seal(plain, context), context))).toEqual(
          Buffer.from(plain),
        )
      }),
    )
  })

  it('opens nothing of which a single bit differs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), (plain, place) => {
        const sealed = cipher(key).seal(plain, 'a')
        const bit = place % (sealed.length * 8)
        sealed[bit >> 3] = (sealed[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(() => cipher(key).open(sealed, 'a')).toThrow()
      }),
    )
  })

  it('opens nothing under another key, in another context, or cut short', () => {
    const sealed = cipher(key).seal(Buffer.from('秘密'), 'person:a:1')
    expect(() => cipher(randomBytes(32)).open(sealed, 'person:a:1')).toThrow()
    expect(() => cipher(key).open(sealed, 'person:a:2')).toThrow()
    for (const length of [0, 11, 12, 27, sealed.length - 1])
      expect(() => cipher(key).open(sealed.subarray(0, length), 'person:a:1')).toThrow()
  })

  it('never seals the same value the same way twice', () => {
    const sealed = Array.from({ length: 100 }, () =>
      Buffer.from(cipher(key).seal(Buffer.from('x'), '')).toString('hex'),
    )
    expect(new Set(sealed).size).toBe(100)
  })
})

describe('a blind index', () => {
  it.each([
    ['email', 'Taro@Example.JP', ' taro@example.jp '],
    ['email', 'taro＠example.jp', 'taro@example.jp'],
    ['email', 'ｔａｒｏ@example.jp', 'taro@example.jp'],
    ['phone_number', '03-1234-5678', '０３（１２３４）５６７８'],
    ['phone_number', '+81 3 1234 5678', '0312345678'],
    ['phone_number', '+81-90-1234-5678', '090 1234 5678'],
    ['phone_number', '+81 (0)90 1234 5678', '09012345678'],
    ['phone_number', '+81 (0)3 1234 5678', '０３-１２３４-５６７８'],
    ['customer_number', 'Ａ-１２', 'A-12'],
    ['name', 'か\u3099', 'が'],
  ])('knows two writings of one %s: %s and %s', (kind, one, other) => {
    expect(normalise(kind, one)).toBe(normalise(kind, other))
    expect(blindIndex(Buffer.alloc(32), kind, one)).toEqual(blindIndex(Buffer.alloc(32), kind, other))
  })

  it.each([
    ['email', 'taro@example.jp', 'taro@example.com'],
    ['email', 'taro+a@example.jp', 'taro@example.jp'],
    ['phone_number', '0312345678', '0312345679'],
    ['phone_number', '8112', '012'],
    ['customer_number', 'a-12', 'A-12'],
  ])('tells apart two of a %s: %s and %s', (kind, one, other) => {
    expect(normalise(kind, one)).not.toBe(normalise(kind, other))
  })

  it('differs by kind and by key', () => {
    const key = randomBytes(32)
    expect(blindIndex(key, 'email', '1')).not.toEqual(blindIndex(key, 'phone_number', '1'))
    expect(blindIndex(key, 'email', '1')).not.toEqual(blindIndex(randomBytes(32), 'email', '1'))
  })

  it('normalises what is normal already to itself', () => {
    fc.assert(
      fc.property(fc.constantFrom('email', 'phone_number', 'customer_number'), fc.string(), (kind, value) => {
        expect(normalise(kind, normalise(kind, value))).toBe(normalise(kind, value))
      }),
    )
  })
})
