// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { numbersInside } from './values.ts'

/** Twelve digits whose last one is the check digit of an individual number; made up. */
const NUMBER = '123456789018'

describe('numbers inside a text', () => {
  it.each([`番号は${NUMBER}です`, `No${NUMBER}`, `ID ${NUMBER}, kept`, `my number: 1234 5678 9018`])(
    'finds an individual number in “%s”',
    (text) => {
      expect(numbersInside(text)).toEqual(['my-number'])
    },
  )

  it.each([`a3${NUMBER}f0`, `sess_7f${NUMBER}`, `9b-${NUMBER}-e1`, NUMBER, 'ordered 12 of 1234567890'])(
    'finds none in “%s”',
    (text) => {
      expect(numbersInside(text)).toEqual([])
    },
  )
})
