// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { CalendarSchema, JAPAN } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import {
  addBusinessDays,
  addDays,
  businessDaysBetween,
  endOfDay,
  isBusinessDay,
  isOpenDay,
  nextBusinessDay,
  nextOpenDay,
  parseDate,
  parseInstant,
  startOfDay,
  whyClosed,
} from './days.ts'
import { holidayOn, holidayYears } from './holidays.ts'
import type { Result } from './result.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const shown = (result: Result<unknown>): string => (result.ok ? String(result.value) : result.problem.code)
const holiday = (text: string, calendar = JAPAN): string | undefined => {
  const found = holidayOn(day(text), calendar)
  return found.ok ? found.value?.ja : found.problem.code
}

const company: Calendar = CalendarSchema.parse({
  ...JAPAN,
  closedDays: [
    { days: '12-29..01-03', name: { ja: '年末年始休業', en: 'Year-end closing' } },
    { days: '2026-08-10..2026-08-14', name: { ja: '夏季休業', en: 'Summer closing' } },
    { days: '06-01', name: { ja: '創立記念日', en: 'Foundation day' } },
  ],
})

describe('public holidays', () => {
  test.each([
    ['2026-01-01', '元日'],
    ['2025-11-24', '勤労感謝の日 振替休日'],
    ['2026-05-06', 'こどもの日 振替休日'],
    ['2026-09-22', '休日'],
    ['2019-04-30', '休日'],
    ['2019-05-01', '休日（祝日扱い）'],
    ['2021-07-23', 'スポーツの日'],
    ['2021-10-11', undefined],
    ['2026-11-24', undefined],
  ])('on %s is %s', (date, name) => {
    expect(holiday(date)).toBe(name)
  })

  test('every year of the data has at least the holidays its law names', () => {
    const years = holidayYears(JAPAN)
    expect(years).toEqual({ from: 1970, to: 2050 })
    for (let year = 2016; year <= 2050; year += 1) {
      const dates = Array.from({ length: 365 }, (_, at) => day(`${year}-01-01`).add({ days: at }))
      expect(dates.filter((date) => holiday(date.toString()) !== undefined).length).toBeGreaterThanOrEqual(15)
    }
  })

  // Act on National Holidays art. 3(2) and 3(3), in force in this form since 2007.
  test('on a Sunday move to the next day that is none, and a day between two is one too', () => {
    const isHoliday = (date: Temporal.PlainDate): boolean => holiday(date.toString()) !== undefined
    const end = day('2050-12-30')
    let substitutes = 0
    let between = 0
    for (
      let date = day('2007-01-02');
      Temporal.PlainDate.compare(date, end) < 0;
      date = date.add({ days: 1 })
    ) {
      const tomorrow = date.add({ days: 1 })
      if (date.dayOfWeek === 7 && isHoliday(date)) {
        substitutes += 1
        expect(isHoliday(tomorrow), tomorrow.toString()).toBe(true)
      }
      if (date.dayOfWeek !== 7 && isHoliday(date.subtract({ days: 1 })) && isHoliday(tomorrow)) {
        between += 1
        expect(isHoliday(date), date.toString()).toBe(true)
      }
    }
    expect([substitutes > 60, between > 60]).toEqual([true, true])
  })

  test('of a year outside the data are a problem with a remedy, not a year without holidays', () => {
    for (const date of ['1969-12-31', '2051-01-01']) expect(holiday(date)).toBe('holidays-unknown')
    const asked = isBusinessDay(day('2051-05-10'), JAPAN)
    expect(asked.ok ? undefined : asked.problem.message.en).toContain('1970 to 2050')
    expect(shown(addBusinessDays(day('2050-12-28'), 5, JAPAN))).toBe('holidays-unknown')
    expect(shown(businessDaysBetween(day('2050-12-28'), day('2051-02-01'), JAPAN))).toBe('holidays-unknown')
  })

  test("may be the pack's own list, refused outside the years it is complete for", () => {
    const berlin: Calendar = CalendarSchema.parse({
      timeZone: 'Europe/Berlin',
      weekend: [6, 7],
      holidays: {
        years: { from: 2026, to: 2026 },
        days: [{ date: '2026-10-03', name: { ja: '統一の日', en: 'Unity Day' } }],
      },
    })
    expect(holiday('2026-10-03', berlin)).toBe('統一の日')
    expect(holiday('2026-10-04', berlin)).toBeUndefined()
    expect(holiday('2027-10-03', berlin)).toBe('holidays-unknown')
  })
})

describe('a day', () => {
  test('tells every reason for which it is closed, in both languages', () => {
    expect(whyClosed(day('2027-01-02'), company)).toEqual({
      ok: true,
      value: [
        { kind: 'closed', name: { ja: '年末年始休業', en: 'Year-end closing' } },
        { kind: 'weekend', name: { ja: '土曜日', en: 'Saturday' } },
      ],
    })
    expect(whyClosed(day('2026-09-22'), company)).toEqual({
      ok: true,
      value: [{ kind: 'holiday', name: { ja: '休日', en: "Citizen's Holiday" } }],
    })
    expect(whyClosed(day('2026-11-20'), company)).toEqual({ ok: true, value: [] })
  })

  test('off of the organisation is an open day of public offices, and the other way round', () => {
    expect([isBusinessDay(day('2026-08-12'), company), isOpenDay(day('2026-08-12'), company)]).toEqual([
      { ok: true, value: false },
      { ok: true, value: true },
    ])
    const working: Calendar = { ...JAPAN, weekend: [7], openOnHolidays: true }
    for (const date of ['2026-11-21', '2026-11-23', '2026-12-30']) {
      expect([isBusinessDay(day(date), working), isOpenDay(day(date), working)]).toEqual([
        { ok: true, value: true },
        { ok: true, value: false },
      ])
    }
  })

  test('of a yearly closing is closed every year, also past New Year', () => {
    for (const date of ['2026-12-29', '2030-12-31', '2031-01-03', '2026-06-01', '2027-06-01']) {
      expect(isBusinessDay(day(date), company), date).toEqual({ ok: true, value: false })
    }
    expect(isBusinessDay(day('2027-08-12'), company)).toEqual({ ok: true, value: true })
    expect(isBusinessDay(day('2026-12-28'), company)).toEqual({ ok: true, value: true })
  })
})

describe('business days', () => {
  test.each([
    ['2026-04-28', 1, '2026-04-30'],
    ['2026-05-01', 1, '2026-05-07'],
    ['2026-12-28', 1, '2027-01-04'],
    ['2026-08-07', 1, '2026-08-17'],
    ['2026-08-17', -1, '2026-08-07'],
    ['2026-11-21', 0, '2026-11-24'],
    ['2026-11-20', 0, '2026-11-20'],
  ])('from %s, %d later is %s', (from, count, to) => {
    expect(shown(addBusinessDays(day(from), count, company))).toBe(to)
  })

  test('are counted after the first day up to the last', () => {
    expect(businessDaysBetween(day('2026-05-01'), day('2026-05-08'), company)).toEqual({ ok: true, value: 2 })
    expect(businessDaysBetween(day('2026-05-08'), day('2026-05-01'), company)).toEqual({
      ok: true,
      value: -2,
    })
    expect(businessDaysBetween(day('2026-05-02'), day('2026-05-06'), company)).toEqual({ ok: true, value: 0 })
  })

  test('begin at the day itself when it is one', () => {
    expect(shown(nextBusinessDay(day('2026-11-20'), company))).toBe('2026-11-20')
    expect(shown(nextOpenDay(day('2026-12-29'), JAPAN))).toBe('2027-01-04')
  })

  test('of a calendar that never opens are a problem, not an endless search', () => {
    const shut: Calendar = {
      ...JAPAN,
      holidays: 'none',
      closedDays: [{ days: '01-01..12-31', name: { ja: '休止', en: 'Closed down' } }],
    }
    expect(shown(addBusinessDays(day('2026-11-20'), 1, shut))).toBe('never-open')
  })
})

describe('bad input', () => {
  test('is refused with its remedy instead of thrown', () => {
    expect(shown(addDays(day('2026-11-20'), 1.5))).toBe('amount-out-of-range')
    expect(shown(addDays(day('9999-12-31'), 1))).toBe('date-out-of-range')
    expect(shown(addBusinessDays(day('2026-11-20'), Infinity, JAPAN))).toBe('amount-out-of-range')
    for (const text of ['2026-02-30', '2026-2-3', '', '2026-12-01T00:00:00Z', '20261201']) {
      expect(shown(parseDate(text)), text).toBe('not-a-date')
    }
    for (const text of ['2026-12-01', '2026-12-01T09:00:00', 'yesterday', '']) {
      expect(shown(parseInstant(text)), text).toBe('not-an-instant')
    }
    expect(shown(parseInstant('2026-12-01T09:00:00+09:00'))).toBe('2026-12-01T00:00:00Z')
  })

  test.each([
    ['an unknown zone', { timeZone: 'Asia/Nowhere' }, 'timeZone'],
    ['a week without a working day', { weekend: [1, 2, 3, 4, 5, 6, 7] }, 'weekend'],
    [
      'a day that does not exist',
      { closedDays: [{ days: '02-30', name: { ja: '休', en: 'Off' } }] },
      'closedDays.0.days',
    ],
    [
      'a range that runs backwards',
      { closedDays: [{ days: '2026-08-16..2026-08-10', name: { ja: '休', en: 'Off' } }] },
      'closedDays.0.days',
    ],
    [
      'a range of mixed forms',
      { closedDays: [{ days: '2026-08-16..08-20', name: { ja: '休', en: 'Off' } }] },
      'closedDays.0.days',
    ],
    [
      'a name in one language',
      { closedDays: [{ days: '08-16', name: { ja: '休' } }] },
      'closedDays.0.name.en',
    ],
    [
      'hours that end before they begin',
      { deskHours: [{ days: [1], from: '18:00', to: '09:00' }] },
      'deskHours.0.to',
    ],
    [
      'a desk that opens on days off alone',
      { deskHours: [{ days: [6, 7], from: '09:00', to: '18:00' }] },
      'deskHours',
    ],
    ['a misspelt key', { holiday: 'JP' }, ''],
  ])('%s is refused by the schema, with its place', (_, part, path) => {
    const parsed = CalendarSchema.safeParse({ ...JAPAN, ...part })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

describe('the zone', () => {
  test('sets the bounds of a day, also where midnight is missing', () => {
    const zone = (timeZone: string): Calendar => ({ timeZone, weekend: [6, 7], holidays: 'none' })
    const length = (date: string, timeZone: string): number =>
      startOfDay(day(date), zone(timeZone))
        .until(endOfDay(day(date), zone(timeZone)))
        .total('hours')
    expect(length('2026-03-29', 'Europe/Berlin')).toBe(23)
    expect(length('2026-10-25', 'Europe/Berlin')).toBe(25)
    expect(length('2026-11-01', 'America/New_York')).toBe(25)
    // Beirut's clocks go forward at midnight: the day begins at one o'clock.
    expect(startOfDay(day('2026-03-29'), zone('Asia/Beirut')).toString()).toBe('2026-03-28T22:00:00Z')
    expect(length('2026-03-29', 'Asia/Beirut')).toBe(23)
  })
})
