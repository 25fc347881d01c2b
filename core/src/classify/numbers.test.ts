// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasCorporateCheck, hasJanCheck, hasMyNumberCheck, isCard, isIban, isMyNumber } from './numbers.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))

describe('the check digit of an individual number', () => {
  it('is that of the ordinance, also where the rest is 0, 1, 2 and 10', () => {
    expect(['123456789018', '983205673214'].map(isMyNumber)).toEqual([true, true])
    // Eleven digits, the last 8, 3, 9 and 2: the check digits 0, 0, 9 and 1 follow.
    const edges = ['100000000080', '100000000030', '100000000099', '100000000021']
    expect(edges.map(hasMyNumberCheck)).toEqual([true, true, true, true])
  })

  it('is one of ten for any eleven digits', () => {
    fc.assert(
      fc.property(digits(11), (base) => {
        const passing = Array.from({ length: 10 }, (_, digit) => base + digit).filter(hasMyNumberCheck)
        expect(passing).toHaveLength(/^(\d)\1*$/.test(base + (passing[0]?.at(-1) ?? base[0])) ? 0 : 1)
      }),
    )
  })

  it('is found behind full-width figures and separators, and not in others', () => {
    expect(['１２３４ ５６７８ ９０１８', '1234-5678-9018'].map(isMyNumber)).toEqual([true, true])
    expect(['123456789012', '1234567890185', '111111111111', ''].map(isMyNumber)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

describe('other check digits', () => {
  it('tell corporate numbers as the ordinance does', () => {
    expect(['7123456789012', '4011001098993', '7010705000725'].map(hasCorporateCheck)).toEqual([
      true,
      true,
      true,
    ])
    expect(['8123456789012', '1111111111111', '123'].map(hasCorporateCheck)).toEqual([false, false, false])
  })

  it('tell product codes', () => {
    expect(['4006381333931', '96385074', '036000291452'].map(hasJanCheck)).toEqual([true, true, true])
    expect(['4006381333932', '12345678901234'].map(hasJanCheck)).toEqual([false, false])
  })

  it('tell cards by issuer, length and digit', () => {
    expect(['4111 1111 1111 1111', '378282246310005', '3530111333300000'].map(isCard)).toEqual([
      true,
      true,
      true,
    ])
    // Right by the digit, yet of no issuer; right by the issuer, yet not by the digit.
    expect(['9111111111111111', '4111111111111112', '0000000000000000'].map(isCard)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('tell IBANs', () => {
    expect(['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000'].map(isIban)).toEqual([true, true])
    expect(['GB82WEST12345698765433', 'DE8937040044053201300'].map(isIban)).toEqual([false, false])
  })
})
