// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from './days.ts'
import { parsePeriod } from './period.ts'
import { dayLater, isDay } from './plain.ts'
import { addPeriod } from './span.ts'

const two = (number: number): string => String(number).padStart(2, '0')
const days = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1890, max: 2110 }), fc.constantFrom(0, 1, 4, 99, 9999)),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([year, month, day]) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`)
const amount = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(99_999))
const periods = fc.oneof(
  fc.tuple(amount, amount, amount, amount).map(([y, m, w, d]) => `P${y}Y${m}M${w}W${d}D`),
  fc.constantFrom('P14D', 'P1M', 'P7Y', 'PT0S', 'PT72H', 'P', 'two weeks', ''),
)

/** The same by Temporal. */
function later(day: string, period: string): string | undefined {
  const [from, length] = [parseDate(day), parsePeriod(period)]
  if (!from.ok || !length.ok) return undefined
  const found = addPeriod(from.value, length.value)
  return found.ok ? found.value.toString() : undefined
}

describe('days as text', () => {
  it('are the days that exist', () => {
    fc.assert(
      fc.property(fc.oneof(days, fc.string()), (day) => {
        expect(isDay(day)).toBe(parseDate(day).ok)
      }),
      { numRuns: 2_000 },
    )
    expect(['2028-02-29', '2100-02-29', '2000-02-29'].map(isDay)).toEqual([true, false, true])
  })

  it('are as much later as Temporal says', () => {
    fc.assert(
      fc.property(days, periods, (day, period) => {
        expect(dayLater(day, period)).toBe(later(day, period))
      }),
      { numRuns: 2_000 },
    )
    expect(dayLater('2028-02-29', 'P1Y')).toBe('2029-02-28')
    expect(dayLater('9999-12-31', 'P1D')).toBeUndefined()
  })
})
