// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from './figure.ts'
import { pattern, TO, type Part, type Reader } from './reader.ts'
import { N } from './shape.ts'

type Currency = 'JPY' | 'EUR' | 'USD'

const currencyOf = (sign: Part): Currency => {
  if (/^(?:円|¥|jpy|yen)/i.test(String(sign))) return 'JPY'
  return /^(?:€|eur|ユーロ)/i.test(String(sign)) ? 'EUR' : 'USD'
}

const money = (sign: Part, amount: Part, upTo?: Part): Quantity[] => [
  {
    kind: 'money',
    amount: amount as number,
    currency: currencyOf(sign),
    ...(upTo === undefined ? {} : { upTo: upTo as number }),
  },
]

const AFTER = '円|ユーロ|ドル|(?:yen|euros?|dollars?|jpy|eur|usd)\\b'
const BEFORE = '¥|€|\\$|\\b(?:jpy|eur|usd)'

/** Amounts of money: 500円, 1,000円, ￥500, 500 yen, JPY 500, €20, and what is free. */
export const amounts: readonly Reader[] = [
  pattern(`${N}(?:円)?${TO}${N}\\s{0,3}(${AFTER})`, ([from, to, sign]) => money(sign, from, to)),
  pattern(`(${BEFORE})\\s{0,3}${N}`, ([sign, amount]) => money(sign, amount)),
  pattern(`${N}\\s{0,3}(${AFTER})`, ([amount, sign]) => money(sign, amount)),
  pattern(
    '無料|無償|(?:費用|手数料|料金)(?:の負担)?[はのを]?(?:かかりません|かからない|なし|ありません|(?:いただ|頂)(?:きません|かない|いて(?:おり|い)ません)|徴収しません|不要)|\\bfree of (?:any )?(?:charge|cost)\\b|\\b(?:is|are|provided|available) free(?=[.,;)]|$| for )|\\b(?:without|no|at no) (?:a )?(?:charge|fee|cost)s?\\b|\\bcosts? (?:you )?nothing\\b',
    () => [{ kind: 'money', amount: 0 }],
  ),
]

const COUNTED: readonly ['person' | 'company' | 'record' | 'occasion', string][] = [
  [
    'person',
    '人|名(?!前|称|義|簿)|(?:[a-z-]+ )?(?:people|persons?|individuals|employees|members of staff)\\b',
  ],
  ['company', '社(?!員|内|外|会)|(?:[a-z-]+ )?(?:companies|contractors|providers)\\b'],
  ['record', '件|(?:[a-z-]+ )?(?:records|cases|copies)\\b'],
  ['occasion', '回|times\\b'],
]

/** How many of something: 1,000人, 三社, two people, 5 copies. */
export const counts: readonly Reader[] = COUNTED.map(([of, words]) =>
  pattern(`${N}\\s{0,3}(?:${words})`, ([amount]) => [{ kind: 'count', amount: amount as number, of }]),
)
