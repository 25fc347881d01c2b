// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest'
import { sameArticle } from './articles.ts'

test.each([
  ['APPI Art. 33(2)(i)', '個人情報保護法第33条第2項第1号', true],
  ['個人情報の保護に関する法律 第３３条第２項第３号', 'APPI Art. 33(2)(iii)', true],
  ['APPI Art. 35', 'APPI Art. 35(2)(4)(6) proviso', true],
  ['APPI Art. 32(2)(ii), 21(4)(i)', '第21条第4項第1号', true],
  ['GDPR Art. 12(2)(6)', 'Art. 12', true],
  ['APPI Art. 33(2)(i)', 'APPI Art. 33(2)(ii)', false],
  ['APPI Art. 33', 'APPI Art. 34', false],
  ['', 'APPI Art. 34', false],
  ['社内規程', 'APPI Art. 34', false],
])('%s and %s: %s', (one, other, same) => {
  expect(sameArticle(one, other)).toBe(same)
  expect(sameArticle(other, one)).toBe(same)
})
