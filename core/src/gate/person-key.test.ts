// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifierKind, normalise, personKey } from './person-key.ts'

const key = Uint8Array.from({ length: 32 }, (_, at) => at)

describe('the key of a person', () => {
  // What every register of people so far was written under.
  test.each([
    ['customer-7', '3b2511e64258da5bd26e5455e02e9a11'],
    ['Taro@Example.JP', 'bb9326b6bd94b77bf6bc63d55b2b6dbf'],
    [' taro＠example.jp ', 'd5355467f25bd1c4fa0c48bd52ce6966'],
    ['Ａ-１２', 'e6ced85ef74a50083ba916bb4115644f'],
    ['A-12', 'e6ced85ef74a50083ba916bb4115644f'],
    ['𠮷田', '7583b180ce5cc8e167b1fddc3ea582e7'],
    ['', '386cfd5399ff80f897dd3f7bee2b8d94'],
    ['か\u3099', '1557e043d1c25a8c84efe75e99e49f99'],
    ['a\ud800b', 'e80e18324e131001f0d806b3ea79be39'],
  ])('stays what it was for %j', (identifier, expected) => {
    expect(personKey(key, identifier)).toBe(expected)
  })

  test('is the keyed hash that any platform computes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.string({ unit: 'binary' }), (secret, identifier) => {
        const kind = identifierKind(identifier)
        const hash = createHmac('sha256', secret).update(`${kind}\n${normalise(kind, identifier)}`)
        expect(personKey(secret, identifier)).toBe(hash.digest('hex').slice(0, 32))
      }),
    )
  })
})
