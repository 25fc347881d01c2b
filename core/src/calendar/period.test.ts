// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { formatPeriod, parsePeriod, printPeriod } from './period.ts'
import { DatePeriodSchema, PeriodSchema } from './period-schemas.ts'
import type { Period } from './period.ts'
import type { Result } from './result.ts'
import {
  addPeriod,
  addPeriodToInstant,
  comparePeriods,
  lastDayOfPeriod,
  nextAnniversary,
  subtractPeriod,
} from './span.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const shown = (result: Result<unknown>): string => (result.ok ? String(result.value) : result.problem.code)
const period = (text: string): Period => {
  const parsed = parsePeriod(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

describe('a period', () => {
  test.each([
    ['P30D', '30日', '30 days'],
    ['P7Y', '7年', '7 years'],
    ['P1M', '1か月', '1 month'],
    ['P2W', '2週間', '2 weeks'],
    ['PT72H', '72時間', '72 hours'],
    ['P1Y6M', '1年6か月', '1 year 6 months'],
    ['P1DT12H30M', '1日12時間30分', '1 day 12 hours 30 minutes'],
    ['P0D', '0日', '0 days'],
  ])('%s reads %s and %s, and is written back the same', (text, ja, en) => {
    expect(printPeriod(period(text))).toEqual({ ja, en })
    expect(formatPeriod(period(text))).toBe(text)
    expect(PeriodSchema.safeParse(text).success).toBe(true)
  })

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '7Y',
    'P-1D',
    'P1.5Y',
    'p7y',
    'P7',
    'PT7D',
    'P1D1M',
    'P1000000D',
    'P7Y ',
  ])('%j is refused', (text) => {
    expect(shown(parsePeriod(text))).toBe('not-a-period')
    expect(PeriodSchema.safeParse(text).success).toBe(false)
  })

  test('of days or longer has no time part', () => {
    expect(DatePeriodSchema.safeParse('P7Y').success).toBe(true)
    expect(DatePeriodSchema.safeParse('PT72H').success).toBe(false)
    expect(shown(addPeriod(day('2026-11-21'), period('PT72H')))).toBe('period-has-time')
  })
})

describe('adding a period', () => {
  test.each([
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2026-08-31', 'P1M', '2026-09-30'],
    ['2026-11-21', 'P30D', '2026-12-21'],
    ['2026-01-31', 'P1M1D', '2026-03-01'],
    ['9999-06-01', 'P1Y', 'date-out-of-range'],
  ])('to %s of %s gives %s', (from, text, to) => {
    expect(shown(addPeriod(day(from), period(text)))).toBe(to)
  })

  test('backwards opens a window before a date', () => {
    expect(shown(subtractPeriod(day('2027-10-31'), period('P8M')))).toBe('2027-02-28')
  })

  test('to an instant keeps the wall clock for days and the elapsed time for hours', () => {
    const berlin: Calendar = { timeZone: 'Europe/Berlin', weekend: [6, 7], holidays: 'none' }
    const before = Temporal.Instant.from('2026-03-28T12:00:00+01:00')
    expect(shown(addPeriodToInstant(before, period('P1D'), berlin))).toBe('2026-03-29T10:00:00Z')
    expect(shown(addPeriodToInstant(before, period('PT24H'), berlin))).toBe('2026-03-29T11:00:00Z')
  })
})

describe('the last day of a period by the Civil Code', () => {
  test.each([
    ['2026-04-01', 'P14D', 'excluded', '2026-04-15'],
    ['2026-04-01', 'P14D', 'counted', '2026-04-14'],
    ['2020-03-31', 'P7Y', 'excluded', '2027-03-31'],
    ['2020-03-31', 'P7Y', 'counted', '2027-03-30'],
    ['2023-02-28', 'P1Y', 'excluded', '2024-02-29'],
    ['2024-02-29', 'P1Y', 'counted', '2025-02-28'],
    ['2024-02-29', 'P1Y', 'excluded', '2025-02-28'],
    ['2026-01-30', 'P1M', 'excluded', '2026-02-28'],
    ['2026-02-28', 'P1M', 'excluded', '2026-03-31'],
  ] as const)('begun on %s, %s, first day %s, is %s', (from, text, first, last) => {
    expect(shown(lastDayOfPeriod(day(from), period(text), first))).toBe(last)
  })
})

describe('what returns', () => {
  test('is counted from its start, so that a leap day comes back', () => {
    const start = day('2024-02-29')
    expect(shown(nextAnniversary(start, period('P1Y'), day('2024-03-01')))).toBe('2025-02-28')
    expect(shown(nextAnniversary(start, period('P1Y'), day('2027-12-31')))).toBe('2028-02-29')
    expect(shown(nextAnniversary(day('2026-01-31'), period('P3M'), day('2026-05-01')))).toBe('2026-07-31')
  })

  test('comes first one period after its start, and strictly after the day asked about', () => {
    const start = day('2026-04-01')
    expect(shown(nextAnniversary(start, period('P1Y'), day('2020-01-01')))).toBe('2027-04-01')
    expect(shown(nextAnniversary(start, period('P1Y'), day('2027-04-01')))).toBe('2028-04-01')
  })

  test('every nothing is refused', () => {
    expect(shown(nextAnniversary(day('2026-04-01'), period('P0D'), day('2027-04-01')))).toBe(
      'amount-out-of-range',
    )
  })
})

describe('comparing periods', () => {
  test.each([
    ['P7Y', 'P5Y', 'longer'],
    ['P12M', 'P1Y', 'equal'],
    ['P2W', 'P14D', 'equal'],
    ['P3D', 'PT72H', 'equal'],
    ['P1M', 'P30D', 'depends'],
    ['P30D', 'P1M', 'depends'],
    ['P32D', 'P1M', 'longer'],
    ['P27D', 'P1M', 'shorter'],
    ['P1M', 'P27D', 'longer'],
    ['P1M', 'P28D', 'depends'],
    ['P1M', 'P32D', 'shorter'],
    ['P1Y', 'P365D', 'depends'],
    ['P3M', 'P88D', 'longer'],
    ['P13M', 'P12M32D', 'shorter'],
  ] as const)('%s is to %s: %s', (a, b, order) => {
    expect(comparePeriods(period(a), period(b))).toBe(order)
  })

  test('from a given date is always settled', () => {
    expect(comparePeriods(period('P1M'), period('P30D'), day('2026-02-01'))).toBe('shorter')
    expect(comparePeriods(period('P1M'), period('P30D'), day('2026-04-01'))).toBe('equal')
    expect(comparePeriods(period('P1M'), period('P30D'), day('2026-03-01'))).toBe('longer')
  })
})
