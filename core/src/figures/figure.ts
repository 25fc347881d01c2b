// SPDX-License-Identifier: Apache-2.0

/** What a period is counted in; years are told in months and weeks in days, so that equal ones compare equal. */
export type PeriodUnit = 'month' | 'day' | 'business-day' | 'hour' | 'minute'

/** What a sentence or a rule says in numbers. Times are minutes after midnight; `upTo` is the end of a range. */
export type Quantity =
  | { kind: 'period'; amount: number; upTo?: number; unit: PeriodUnit }
  | { kind: 'cycle'; amount: number; upTo?: number; unit: PeriodUnit }
  | { kind: 'money'; amount: number; upTo?: number; currency?: 'JPY' | 'EUR' | 'USD' }
  | { kind: 'age'; amount: number; upTo?: number }
  | { kind: 'time'; amount: number; upTo?: number }
  | { kind: 'count'; amount: number; upTo?: number; of: 'person' | 'company' | 'record' | 'occasion' }

/** Which way a figure bounds: 7年以上, within 30 days, under 18, over 500 yen. */
export type Bound = 'at-least' | 'at-most' | 'below' | 'above'

/** A quantity found in a text, from `start` to before `end` in UTF-16 units. */
export type Figure = Quantity & {
  start: number
  end: number
  text: string
  bound?: Bound
  /** What its second writing says where the two differ: "two (3) years". */
  doubt?: number
}

/** The kinds of quantity. */
export type QuantityKind = Quantity['kind']

/** A key that two quantities share when they say the same. */
export function quantityKey(quantity: Quantity): string {
  const { kind, amount, upTo } = quantity
  const unit = 'unit' in quantity ? quantity.unit : 'of' in quantity ? quantity.of : ''
  // Free is free in every currency.
  const currency = quantity.kind === 'money' && amount > 0 ? (quantity.currency ?? '') : ''
  return [kind, amount, upTo ?? '', unit, currency].join(' ')
}

/** True when two quantities say the same. */
export const sameQuantity = (a: Quantity, b: Quantity): boolean => quantityKey(a) === quantityKey(b)
