// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { addBusinessDays, addDays, businessDaysBetween, dateOf, isBusinessDay, isOpenDay } from './days.ts'
import { deadline, deadlineWithPauses, standing } from './deadline.ts'
import { addDeskHours, deskTimeBetween, isDeskOpen, nextDeskOpening } from './desk.ts'
import type { Pause } from './pauses.ts'
import { formatPeriod, parsePeriod } from './period.ts'
import { PeriodSchema } from './period-schemas.ts'
import type { Period } from './period.ts'
import type { Result } from './result.ts'
import { CountedRuleSchema } from './rules.ts'
import type { CountedRule } from './rules.ts'
import { addPeriod, comparePeriods, nextAnniversary, subtractPeriod, turnOn } from './span.ts'

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.value
}
const hour = 3_600_000
const compare = (a: Temporal.Instant, b: Temporal.Instant): number => Temporal.Instant.compare(a, b)
const compareDates = (a: Temporal.PlainDate, b: Temporal.PlainDate): number =>
  Temporal.PlainDate.compare(a, b)

const closing = { days: '08-10..08-16', name: { ja: '夏季休業', en: 'Summer closing' } }
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(
    'Asia/Tokyo',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Beirut',
    'Australia/Lord_Howe',
  ),
  weekend: fc.constantFrom([6, 7], [7], [], [5, 6]),
  holidays: fc.constantFrom<'JP' | 'none'>('JP', 'none'),
  openOnHolidays: fc.boolean(),
  closedDays: fc.constantFrom([], [closing], [closing, { ...closing, days: '12-28..01-05' }]),
  deskHours: fc.constantFrom(
    undefined,
    [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
    [
      { days: [1, 3], from: '00:00', to: '03:00' },
      { days: [2, 4], from: '22:30', to: '24:00' },
    ],
  ),
})
const instants = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
const dates = instants.map((instant) => instant.toZonedDateTimeISO('UTC').toPlainDate())

const days = fc.integer({ min: 1, max: 90 })
const roll = fc.constantFrom<'none' | 'open-day' | 'business-day'>('none', 'open-day', 'business-day')
const firstDay = fc.constantFrom<'counted' | 'excluded'>('counted', 'excluded')
const period = fc.constantFrom('P1D', 'P1M', 'P1Y', 'P18M', 'P5W', 'P3Y')
const counting: fc.Arbitrary<CountedRule> = fc.oneof(
  fc.record({ convention: fc.constant('INCLUSIVE_DAY1_ROLL' as const), days }),
  fc.record({ convention: fc.constant('EXCLUDE_ARRIVAL' as const), days }),
  fc.record({
    convention: fc.constant('SOFT_RANGE' as const),
    from: fc.constant(3),
    to: fc.integer({ min: 3, max: 9 }),
    firstDay,
  }),
  fc.record({ convention: fc.constant('ANNIVERSARY_YEARS' as const), period }),
  fc.record({ convention: fc.constant('CALENDAR_DAYS' as const), days, firstDay, roll }),
  fc.record({ convention: fc.constant('CIVIL_CODE_PERIOD' as const), period, roll }),
  fc.record({
    convention: fc.constant('CALENDAR_MONTHS' as const),
    months: fc.integer({ min: 1, max: 24 }),
    roll,
  }),
  fc.record({ convention: fc.constant('BUSINESS_DAYS' as const), days: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ convention: fc.constant('HOURS' as const), hours: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ convention: fc.constant('DESK_HOURS' as const), hours: fc.integer({ min: 1, max: 60 }) }),
)
const rules: fc.Arbitrary<CountedRule> = fc
  .record({
    rule: counting,
    start: fc.constantFrom<'event' | 'desk'>('event', 'desk'),
    warn: fc.constantFrom(undefined, { days: 3 }, { businessDays: 0 }, { businessDays: 4 }, { hours: 30 }),
  })
  .map(({ rule, start, warn }) => CountedRuleSchema.parse({ ...rule, start, warn }))

/** Pauses as hours after the event, of a length in hours, some of them open. */
const pauseShapes = fc.array(
  fc.record({
    after: fc.integer({ min: -50, max: 3000 }),
    length: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 8 }),
  }),
  { maxLength: 4 },
)
const pausesFrom = (
  shapes: readonly { after: number; length: number | null }[],
  from: Temporal.Instant,
): Pause[] =>
  shapes.map(({ after, length }) => ({
    from: from.add({ hours: after }),
    to: length === null ? undefined : from.add({ hours: after + length }),
  }))

describe('business days', () => {
  test('adding some lands on a business day, counts back to the same number, and returns', () => {
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: -60, max: 60 }), (calendar, date, count) => {
        const reached = value(addBusinessDays(date, count, calendar))
        expect(value(isBusinessDay(reached, calendar))).toBe(true)
        if (count >= 0 && value(isBusinessDay(date, calendar))) {
          expect(value(businessDaysBetween(date, reached, calendar))).toBe(count)
        }
        if (value(isBusinessDay(date, calendar))) {
          expect(value(addBusinessDays(reached, -count, calendar)).equals(date)).toBe(true)
        }
      }),
    )
  })

  test('a later day, or more days, never lands earlier', () => {
    const some = fc.integer({ min: -40, max: 40 })
    fc.assert(
      fc.property(calendars, dates, some, fc.nat(30), fc.nat(10), (calendar, date, count, shift, more) => {
        const reached = value(addBusinessDays(date, count, calendar))
        const later = value(addBusinessDays(value(addDays(date, shift)), count + more, calendar))
        expect(compareDates(reached, later)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('counts add up over any middle', () => {
    fc.assert(
      fc.property(calendars, dates, fc.nat(80), fc.nat(80), (calendar, date, first, second) => {
        const middle = value(addDays(date, first))
        const end = value(addDays(middle, second))
        const count = (a: Temporal.PlainDate, b: Temporal.PlainDate): number =>
          value(businessDaysBetween(a, b, calendar))
        expect(count(date, middle) + count(middle, end)).toBe(count(date, end))
        expect(count(end, date) + count(date, end)).toBe(0)
      }),
    )
  })
})

describe('desk hours', () => {
  test('the time added is the time the desk was open', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 80 }), (calendar, from, quarters) => {
        const reached = value(addDeskHours(from, quarters / 4, calendar))
        expect(value(deskTimeBetween(from, reached, calendar))).toBe((quarters / 4) * hour)
        expect(compare(from, reached)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('the next opening is open and nothing before it was', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, from) => {
        const opening = value(nextDeskOpening(from, calendar))
        expect(value(isDeskOpen(opening, calendar))).toBe(true)
        expect(value(deskTimeBetween(from, opening, calendar))).toBe(0)
      }),
    )
  })
})

describe('a deadline', () => {
  test('is never before its event, ends on its last day, is warned of in between', () => {
    fc.assert(
      fc.property(rules, instants, calendars, (rule, from, calendar) => {
        const term = value(deadline(rule, from, calendar))
        expect(compare(from, term.start)).toBeLessThanOrEqual(0)
        expect(compare(term.start, term.due)).toBeLessThan(0)
        expect(dateOf(term.due.subtract({ nanoseconds: 1 }), calendar).equals(term.lastDay)).toBe(true)
        if (term.warnAt) {
          expect(compare(term.start, term.warnAt)).toBeLessThanOrEqual(0)
          expect(compare(term.warnAt, term.due)).toBeLessThan(0)
        }
        expect(standing(term, term.due)).toBe('overdue')
      }),
    )
  })

  test('that moves off days off ends on a day that is open', () => {
    fc.assert(
      fc.property(rules, instants, calendars, (rule, from, calendar) => {
        const { lastDay } = value(deadline(rule, from, calendar))
        const moved = 'roll' in rule ? rule.roll : undefined
        if (rule.convention === 'INCLUSIVE_DAY1_ROLL' || moved === 'open-day') {
          expect(value(isOpenDay(lastDay, calendar))).toBe(true)
        }
        if (rule.convention === 'BUSINESS_DAYS' || moved === 'business-day') {
          expect(value(isBusinessDay(lastDay, calendar))).toBe(true)
        }
      }),
    )
  })

  test('of a later event is never earlier', () => {
    fc.assert(
      fc.property(rules, instants, fc.nat(5000), calendars, (rule, from, minutes, calendar) => {
        const due = value(deadline(rule, from, calendar)).due
        const later = value(deadline(rule, from.add({ minutes }), calendar)).due
        expect(compare(due, later)).toBeLessThanOrEqual(0)
      }),
    )
  })

  test('is computed from its arguments alone', () => {
    fc.assert(
      fc.property(rules, instants, calendars, (rule, from, calendar) => {
        const copy: Calendar = structuredClone(calendar)
        const [a, b] = [deadline(rule, from, calendar), deadline(structuredClone(rule), from, copy)]
        expect(JSON.stringify(a)).toBe(JSON.stringify(b))
      }),
      { numRuns: 30 },
    )
  })
})

describe('pauses', () => {
  test('never make a deadline earlier, and one that took effect ends before it', () => {
    fc.assert(
      fc.property(rules, instants, pauseShapes, calendars, (rule, from, shapes, calendar) => {
        const plain = value(deadline(rule, from, calendar))
        const pauses = pausesFrom(shapes, from)
        const paused = value(deadlineWithPauses(rule, from, pauses, calendar))
        expect(compare(plain.due, paused.due)).toBeLessThanOrEqual(0)
        for (const pause of pauses) {
          if (!pause.to || compare(pause.from, paused.due) >= 0 || paused.stoppedSince) continue
          expect(compare(pause.to, paused.due)).toBeLessThan(0)
        }
      }),
    )
  })

  test('one more pause never makes it earlier, and their order does not matter', () => {
    fc.assert(
      fc.property(rules, instants, pauseShapes, calendars, (rule, from, shapes, calendar) => {
        const closed = pausesFrom(shapes, from).filter((pause) => pause.to)
        const all = value(deadlineWithPauses(rule, from, closed, calendar)).due
        const fewer = value(deadlineWithPauses(rule, from, closed.slice(1), calendar)).due
        const turned = value(deadlineWithPauses(rule, from, closed.toReversed(), calendar)).due
        expect(compare(fewer, all)).toBeLessThanOrEqual(0)
        expect(compare(all, turned)).toBe(0)
      }),
    )
  })
})

describe('periods', () => {
  const count = fc.integer({ min: 0, max: 400 })
  const periods: fc.Arbitrary<Period> = fc.record({
    years: fc.integer({ min: 0, max: 30 }),
    months: count,
    weeks: count,
    days: count,
    hours: fc.constant(0),
    minutes: fc.constant(0),
    seconds: fc.constant(0),
  })
  const timed: fc.Arbitrary<Period> = fc.record({
    years: count,
    months: count,
    weeks: count,
    days: count,
    hours: count,
    minutes: count,
    seconds: count,
  })

  test('are read back as they were written', () => {
    fc.assert(
      fc.property(timed, (one) => {
        expect(value(parsePeriod(formatPeriod(one)))).toEqual(one)
      }),
    )
  })

  test('are told from any other text, by the schema and by the reader alike', () => {
    const near = fc.stringMatching(/^P?[0-9YMWDTHS]{0,8}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => {
        expect(PeriodSchema.safeParse(text).success).toBe(parsePeriod(text).ok)
      }),
    )
  })

  test('forward never goes back, back never goes forward, and days alone return', () => {
    fc.assert(
      fc.property(dates, periods, (date, one) => {
        expect(compareDates(date, value(addPeriod(date, one)))).toBeLessThanOrEqual(0)
        expect(compareDates(value(subtractPeriod(date, one)), date)).toBeLessThanOrEqual(0)
        const alone = { ...one, years: 0, months: 0 }
        expect(value(subtractPeriod(value(addPeriod(date, alone)), alone)).equals(date)).toBe(true)
      }),
    )
  })

  test('an order that holds for every date holds for each', () => {
    fc.assert(
      fc.property(dates, periods, periods, (date, a, b) => {
        const order = comparePeriods(a, b)
        const here = compareDates(value(addPeriod(date, a)), value(addPeriod(date, b)))
        if (order !== 'depends') expect(Math.sign(here)).toBe({ shorter: -1, equal: 0, longer: 1 }[order])
        const mirrored = { shorter: 'longer', longer: 'shorter', equal: 'equal', depends: 'depends' }[order]
        expect(comparePeriods(b, a)).toBe(mirrored)
      }),
    )
  })

  test('the next anniversary is after the day asked about and the one before it is not', () => {
    const every = fc.constantFrom('P1M', 'P3M', 'P1Y', 'P30D', 'P2W', 'P1M15D')
    fc.assert(
      fc.property(dates, fc.integer({ min: -500, max: 4000 }), every, (start, offset, text) => {
        const step = value(parsePeriod(text))
        const after = start.add({ days: offset })
        const next = value(nextAnniversary(start, step, after))
        expect(compareDates(next, after)).toBeGreaterThan(0)
        const turns = (turn: number): Temporal.PlainDate =>
          start
            .add({ months: (step.years * 12 + step.months) * turn })
            .add({ days: (step.weeks * 7 + step.days) * turn })
        let turn = 1
        while (compareDates(turns(turn), after) <= 0) turn += 1
        expect(next.equals(turns(turn))).toBe(true)
      }),
    )
  })

  test('a day lies in one turn: at or after its day, before the next, and the turn is counted from the start', () => {
    const every = fc.constantFrom('P1D', 'P1M', 'P3M', 'P1Y', 'P30D', 'P2W', 'P1M15D')
    const ends = fc.constantFrom('2024-01-31', '2024-02-29', '2023-12-31', '2026-04-01')
    const starts = fc.oneof(
      dates,
      ends.map((text) => Temporal.PlainDate.from(text)),
    )
    fc.assert(
      fc.property(starts, fc.integer({ min: -100, max: 4000 }), every, (start, offset, text) => {
        const step = value(parsePeriod(text))
        const on = start.add({ days: offset })
        const { turn, day, next } = value(turnOn(start, step, on))
        if (offset >= 0) expect(compareDates(day, on)).toBeLessThanOrEqual(0)
        else expect([turn, day.equals(start)]).toEqual([0, true])
        expect(compareDates(next, on)).toBeGreaterThan(0)
        const months = (step.years * 12 + step.months) * turn
        const days = (step.weeks * 7 + step.days) * turn
        expect(day.equals(start.add({ months }).add({ days }))).toBe(true)
        // Turns join without a gap, and a turn's own day lies in it.
        expect(value(turnOn(start, step, next)).turn).toBe(turn + 1)
        expect(value(turnOn(start, step, day)).turn).toBe(turn)
      }),
    )
  })
})
