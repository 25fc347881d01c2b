// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CalendarSchema, JAPAN } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { dateOf, endOfDay } from './days.ts'
import { deadline, standing } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import { DeadlineRuleSchema, describeRule } from './rules.ts'
import type { DeadlineRule } from './rules.ts'

const at = (text: string, calendar = JAPAN): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(calendar.timeZone).toInstant()
const due = (rule: DeadlineRule, from: string, calendar = JAPAN): Deadline => {
  const result = deadline(DeadlineRuleSchema.parse(rule), at(from, calendar), calendar)
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.value
}
const last = (rule: DeadlineRule, from: string, calendar = JAPAN): string =>
  due(rule, from, calendar).lastDay.toString()
const wall = (instant: Temporal.Instant | undefined, calendar = JAPAN): string | undefined =>
  instant?.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })

const closed = (days: string): Calendar =>
  CalendarSchema.parse({ ...JAPAN, closedDays: [{ days, name: { ja: '夏季休業', en: 'Summer closing' } }] })
const berlin: Calendar = CalendarSchema.parse({
  timeZone: 'Europe/Berlin',
  weekend: [6, 7],
  holidays: {
    years: { from: 2026, to: 2027 },
    days: [{ date: '2026-12-25', name: { ja: '降誕祭', en: 'Christmas Day' } }],
  },
})

describe('INCLUSIVE_DAY1_ROLL, the final leak report', () => {
  test.each([
    ['2026-12-01', 30, '2027-01-04'],
    ['2026-12-05', 30, '2027-01-04'],
    ['2026-11-21', 30, '2026-12-21'],
    ['2026-11-21', 60, '2027-01-19'],
    ['2026-03-05', 60, '2026-05-07'],
  ])('known on %s with %d days is due on %s, at whatever hour it was known', (known, days, lastDay) => {
    const rule = { convention: 'INCLUSIVE_DAY1_ROLL', days } as const
    for (const hour of ['T00:00', 'T15:00', 'T23:59']) expect(last(rule, known + hour)).toBe(lastDay)
  })

  test('ends with its last day in the zone of the organisation', () => {
    const result = due({ convention: 'INCLUSIVE_DAY1_ROLL', days: 30 }, '2026-12-01T15:00')
    expect(result.due.toString()).toBe('2027-01-04T15:00:00Z')
    expect(wall(result.due)).toBe('2027-01-05T00:00')
    expect(result.firmness).toBe('firm')
  })

  test("is not moved by the organisation's own closing days", () => {
    const rule = { convention: 'INCLUSIVE_DAY1_ROLL', days: 30 } as const
    expect(last(rule, '2026-07-14T10:00', closed('08-10..08-16'))).toBe('2026-08-12')
  })

  test('is moved by public holidays even where the organisation works through them', () => {
    const working: Calendar = { ...JAPAN, weekend: [], openOnHolidays: true }
    expect(last({ convention: 'INCLUSIVE_DAY1_ROLL', days: 60 }, '2026-03-05T10:00', working)).toBe(
      '2026-05-07',
    )
  })

  test('explains each step in both languages', () => {
    const { steps } = due(
      { convention: 'INCLUSIVE_DAY1_ROLL', days: 30, warn: { days: 3 } },
      '2026-12-01T15:00',
    )
    expect(steps.map((step) => step.ja)).toEqual([
      '期限の決まり: 当日を1日目として30日以内、末日が閉庁日なら次の開庁日まで。',
      '起点は2026年12月1日（火）15:00です。',
      '数えると2026年12月30日（水）です。',
      '2026年12月30日（水）から2027年1月3日（日）までは休み（年末年始、元日、土曜日、日曜日）のため、次の開庁日の2027年1月4日（月）に移ります。',
      '期限は2027年1月4日（月）の終わり（Asia/Tokyo）です。',
      '2027年1月1日（金）00:00に予告します。',
    ])
    expect(steps[3]?.en).toBe(
      "Closed on Wednesday 30 December 2026 to Sunday 3 January 2027 (New Year closing, New Year's Day, Saturday, Sunday), so it moves to the next open day, Monday 4 January 2027.",
    )
    expect(steps.every((step) => step.ja !== '' && step.en !== '')).toBe(true)
  })
})

describe('EXCLUDE_ARRIVAL, the bar of lawsuits', () => {
  test('arrived on 1 April, a suit is possible from 16 April', () => {
    const result = due({ convention: 'EXCLUDE_ARRIVAL', days: 14 }, '2026-04-01T11:00')
    expect(result.lastDay.toString()).toBe('2026-04-15')
    expect(wall(result.due)).toBe('2026-04-16T00:00')
  })
})

describe('SOFT_RANGE, the preliminary report', () => {
  test('warns when its first number begins and is overdue after its second', () => {
    const result = due({ convention: 'SOFT_RANGE', from: 3, to: 5 }, '2026-11-20T15:00')
    expect([wall(result.warnAt), wall(result.due), result.firmness]).toEqual([
      '2026-11-22T00:00',
      '2026-11-25T00:00',
      'yardstick',
    ])
    expect(last({ convention: 'SOFT_RANGE', from: 3, to: 5, firstDay: 'excluded' }, '2026-11-20T15:00')).toBe(
      '2026-11-25',
    )
  })

  test('that runs backwards is refused', () => {
    expect(DeadlineRuleSchema.safeParse({ convention: 'SOFT_RANGE', from: 5, to: 3 }).success).toBe(false)
  })
})

describe('NO_NUMBER_WITHOUT_DELAY, requests', () => {
  test("is due by the organisation's own target and says that the law gives no number", () => {
    const target = { convention: 'CALENDAR_DAYS', days: 30, warn: { businessDays: 3 } } as const
    const result = due({ convention: 'NO_NUMBER_WITHOUT_DELAY', target }, '2026-11-20T15:00')
    expect(result.lastDay.toString()).toBe('2026-12-20')
    expect(result.firmness).toBe('house')
    expect(wall(result.warnAt)).toBe('2026-12-16T00:00')
    expect(result.steps[0]?.ja).toContain('法令に日数の定めなし')
  })

  test('without a target, or with itself as target, is refused', () => {
    const rule = { convention: 'NO_NUMBER_WITHOUT_DELAY' }
    expect(DeadlineRuleSchema.safeParse(rule).success).toBe(false)
    expect(DeadlineRuleSchema.safeParse({ ...rule, target: rule }).success).toBe(false)
  })
})

describe('ANNIVERSARY_YEARS, retention', () => {
  test.each([
    ['2020-03-31', 'P7Y', '2027-03-31'],
    ['2023-02-28', 'P1Y', '2024-02-29'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
  ])('from %s for %s ends on %s, the later of both ways to count', (from, period, lastDay) => {
    expect(last({ convention: 'ANNIVERSARY_YEARS', period }, `${from}T10:00`)).toBe(lastDay)
  })

  test('needs no holiday data, however far away it ends', () => {
    expect(last({ convention: 'ANNIVERSARY_YEARS', period: 'P40Y' }, '2026-04-01T10:00')).toBe('2066-04-01')
  })

  test('of hours is refused', () => {
    expect(DeadlineRuleSchema.safeParse({ convention: 'ANNIVERSARY_YEARS', period: 'PT72H' }).success).toBe(
      false,
    )
  })
})

describe('CALENDAR_MONTHS, requests under the GDPR', () => {
  test.each([
    ['2026-03-05', 1, '2026-04-05'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-01-30', 3, '2026-04-30'],
  ])('received on %s, %d months end on %s', (received, months, lastDay) => {
    expect(last({ convention: 'CALENDAR_MONTHS', months }, `${received}T23:00`, berlin)).toBe(lastDay)
  })

  test('moves to the next working day where Regulation 1182/71 is applied', () => {
    const rule = { convention: 'CALENDAR_MONTHS', months: 1, roll: 'open-day' } as const
    expect(last(rule, '2026-11-25T10:00', berlin)).toBe('2026-12-28')
    const result = due(rule, '2026-11-25T10:00', berlin)
    expect(wall(result.due, berlin)).toBe('2026-12-29T00:00')
    expect(result.steps[3]?.en).toContain('Christmas Day, Saturday, Sunday')
  })

  test('refuses to guess where the holidays of the year are not listed', () => {
    const rule = { convention: 'CALENDAR_MONTHS', months: 3, roll: 'open-day' } as const
    const result = deadline(rule, at('2027-11-25T10:00', berlin), berlin)
    expect(result.ok ? 'computed' : result.problem.code).toBe('holidays-unknown')
  })
})

describe('HOURS, breach notices under the GDPR', () => {
  test.each([
    ['2026-11-20T18:00', '2026-11-23T18:00'],
    ['2026-03-28T12:00', '2026-03-31T13:00'],
    ['2026-10-24T12:00', '2026-10-27T11:00'],
  ])('72 hours from %s in Berlin are over at %s on the wall', (from, to) => {
    expect(wall(due({ convention: 'HOURS', hours: 72 }, from, berlin).due, berlin)).toBe(to)
  })

  test('that end at midnight end on the day before', () => {
    expect(last({ convention: 'HOURS', hours: 24 }, '2026-11-20T00:00')).toBe('2026-11-20')
    expect(last({ convention: 'HOURS', hours: 25 }, '2026-11-20T00:00')).toBe('2026-11-21')
  })
})

describe('the other conventions', () => {
  test.each<[DeadlineRule, string]>([
    [{ convention: 'CALENDAR_DAYS', days: 30 }, '2026-12-20'],
    [{ convention: 'CALENDAR_DAYS', days: 30, firstDay: 'counted' }, '2026-12-19'],
    [{ convention: 'CALENDAR_DAYS', days: 30, roll: 'business-day' }, '2026-12-21'],
    [{ convention: 'CIVIL_CODE_PERIOD', period: 'P1M', roll: 'open-day' }, '2026-12-21'],
    [{ convention: 'CIVIL_CODE_PERIOD', period: 'P2W' }, '2026-12-04'],
    [{ convention: 'BUSINESS_DAYS', days: 5 }, '2026-11-30'],
    [{ convention: 'BUSINESS_DAYS', days: 0 }, '2026-11-20'],
  ])('%j from Friday 2026-11-20 ends on %s', (rule, lastDay) => {
    expect(last(rule, '2026-11-20T10:00')).toBe(lastDay)
  })

  test("a roll to business days honours the organisation's own closing days", () => {
    const rule = { convention: 'CALENDAR_DAYS', days: 30, roll: 'business-day' } as const
    expect(last(rule, '2026-07-11T10:00', closed('08-10..08-16'))).toBe('2026-08-17')
  })

  test('desk hours, and a start when the desk next answers', () => {
    const desk: Calendar = { ...JAPAN, deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] }
    expect(wall(due({ convention: 'DESK_HOURS', hours: 9 }, '2026-11-20T20:00', desk).due)).toBe(
      '2026-11-24T18:00',
    )
    const late = due({ convention: 'CALENDAR_DAYS', days: 3, start: 'desk' }, '2026-11-20T20:00', desk)
    expect([wall(late.start), late.lastDay.toString()]).toEqual(['2026-11-24T09:00', '2026-11-27'])
    expect(late.steps[2]?.en).toContain('outside desk hours')
    expect(last({ convention: 'CALENDAR_DAYS', days: 3 }, '2026-11-20T20:00', desk)).toBe('2026-11-23')
  })

  test('a day with 23 or 25 hours is a day', () => {
    const newYork: Calendar = { timeZone: 'America/New_York', weekend: [6, 7], holidays: 'none' }
    const result = due({ convention: 'CALENDAR_DAYS', days: 1 }, '2026-10-31T23:30', newYork)
    expect(result.due.toString()).toBe('2026-11-02T05:00:00Z')
    expect(result.due.equals(endOfDay(dateOf(at('2026-11-01T12:00', newYork), newYork), newYork))).toBe(true)
  })

  test('the same instant falls on different days in different zones', () => {
    const instant = Temporal.Instant.from('2026-12-01T16:00:00Z')
    const day = (calendar: Calendar): string | undefined => {
      const result = deadline({ convention: 'CALENDAR_DAYS', days: 1 }, instant, calendar)
      return result.ok ? result.value.lastDay.toString() : undefined
    }
    expect([day(JAPAN), day(berlin)]).toEqual(['2026-12-03', '2026-12-02'])
  })

  test('every convention describes itself in both languages', () => {
    const text = describeRule({ convention: 'CALENDAR_MONTHS', months: 1, roll: 'open-day' })
    expect(text).toEqual({
      ja: '1か月後の同じ日（ない月は末日）まで、末日が閉庁日なら次の開庁日まで',
      en: "by the same date 1 month later (or that month's last day), moved to the next open day where the last day is a public day off",
    })
  })

  test('an instant of no human year is refused', () => {
    const result = deadline(
      { convention: 'HOURS', hours: 1 },
      Temporal.Instant.fromEpochMilliseconds(8e15),
      JAPAN,
    )
    expect(result.ok ? 'computed' : result.problem.code).toBe('date-out-of-range')
  })
})

describe('calendars and rules as data', () => {
  test('have a JSON Schema for editors', () => {
    const names = JSON.stringify(z.toJSONSchema(DeadlineRuleSchema, { io: 'input' }))
    for (const name of ['INCLUSIVE_DAY1_ROLL', 'NO_NUMBER_WITHOUT_DELAY', 'CALENDAR_MONTHS']) {
      expect(names).toContain(name)
    }
    expect(z.toJSONSchema(CalendarSchema, { io: 'input' }).required).toEqual([
      'timeZone',
      'weekend',
      'holidays',
    ])
  })

  test('that carry an unknown convention, a misspelt key or no number are refused', () => {
    for (const rule of [
      { convention: 'SOMETIME', days: 3 },
      { convention: 'CALENDAR_DAYS', days: 3, rol: 'none' },
      { convention: 'CALENDAR_DAYS' },
      { convention: 'CALENDAR_DAYS', days: 0 },
      { convention: 'HOURS', hours: -1 },
      { convention: 'CALENDAR_DAYS', days: 3, warn: { days: 1, hours: 1 } },
    ]) {
      expect(DeadlineRuleSchema.safeParse(rule).success, JSON.stringify(rule)).toBe(false)
    }
  })
})

describe('a deadline', () => {
  test('runs, is warned of, and is overdue from the moment it is due', () => {
    const term = due({ convention: 'CALENDAR_DAYS', days: 30, warn: { days: 7 } }, '2026-11-20T10:00')
    expect(
      ['2026-12-12T23:59', '2026-12-13T00:00', '2026-12-20T23:59', '2026-12-21T00:00'].map((now) =>
        standing(term, at(now)),
      ),
    ).toEqual(['running', 'warned', 'warned', 'overdue'])
  })

  test('is never warned of before it starts', () => {
    const term = due({ convention: 'CALENDAR_DAYS', days: 2, warn: { businessDays: 30 } }, '2026-11-20T10:00')
    expect(term.warnAt?.equals(term.start)).toBe(true)
  })
})
