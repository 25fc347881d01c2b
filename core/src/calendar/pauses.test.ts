// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { JAPAN } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { deadlineWithPauses, standing } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import type { Pause } from './pauses.ts'
import type { DeadlineRule } from './rules.ts'

const at = (text: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Tokyo').toInstant()
const identity = { ja: '本人確認', en: 'identity check' }
const pause = (from: string, to?: string): Pause => ({
  from: at(from),
  to: to ? at(to) : undefined,
  reason: identity,
})
const due = (
  rule: DeadlineRule,
  from: string,
  pauses: readonly Pause[],
  calendar: Calendar = JAPAN,
): Deadline => {
  const result = deadlineWithPauses(rule, at(from), pauses, calendar)
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.value
}
const wall = (instant: Temporal.Instant): string =>
  instant.toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime().toString({ smallestUnit: 'minute' })

const thirty: DeadlineRule = { convention: 'CALENDAR_DAYS', days: 30, warn: { days: 7 } }
const lastDay = (rule: DeadlineRule, ...pauses: Pause[]): string =>
  due(rule, '2026-11-02T10:00', pauses).lastDay.toString()

describe('a pause', () => {
  test('gives back the days between stopping and resuming, and moves the warning along', () => {
    expect(lastDay(thirty)).toBe('2026-12-02')
    const paused = due(thirty, '2026-11-02T10:00', [pause('2026-11-04T16:00', '2026-11-09T09:00')])
    expect(paused.lastDay.toString()).toBe('2026-12-07')
    expect(paused.warnAt && wall(paused.warnAt)).toBe('2026-11-30T00:00')
  })

  test('within one day gives nothing', () => {
    expect(lastDay(thirty, pause('2026-11-04T09:00', '2026-11-04T17:00'))).toBe('2026-12-02')
  })

  test('that overlaps another gives no day twice', () => {
    const overlapping = [
      pause('2026-11-04T16:00', '2026-11-09T09:00'),
      pause('2026-11-06T00:00', '2026-11-08T00:00'),
    ]
    expect(lastDay(thirty, ...overlapping)).toBe('2026-12-07')
    const touching = [
      pause('2026-11-06T12:00', '2026-11-09T09:00'),
      pause('2026-11-04T16:00', '2026-11-06T12:00'),
    ]
    const joined = due(thirty, '2026-11-02T10:00', touching)
    expect(joined.lastDay.toString()).toBe('2026-12-07')
    expect(joined.steps.filter((step) => step.en.startsWith('The clock stood still'))).toHaveLength(1)
  })

  test('that only an earlier pause made timely counts', () => {
    const first = pause('2026-11-04T16:00', '2026-11-09T09:00')
    const second = pause('2026-12-05T10:00', '2026-12-08T10:00')
    expect(lastDay(thirty, second)).toBe('2026-12-02')
    expect(lastDay(thirty, second, first)).toBe('2026-12-10')
  })

  test('that begins when the term is over changes nothing', () => {
    expect(lastDay(thirty, pause('2026-12-03T00:00', '2026-12-20T00:00'))).toBe('2026-12-02')
    expect(lastDay(thirty, pause('2026-12-02T23:59', '2026-12-20T00:00'))).toBe('2026-12-20')
  })

  test('before the start is cut off', () => {
    expect(lastDay(thirty, pause('2026-10-01T00:00', '2026-11-03T10:00'))).toBe('2026-12-03')
    expect(lastDay(thirty, pause('2026-10-01T00:00', '2026-11-01T10:00'))).toBe('2026-12-02')
  })

  test('among the days by which an end was moved leaves the day it was moved to', () => {
    const rule: DeadlineRule = { convention: 'CALENDAR_DAYS', days: 5, roll: 'open-day' }
    // Counted to Saturday the 7th, moved to Monday the 9th, stopped on Sunday until Wednesday.
    expect(lastDay(rule, pause('2026-11-08T10:00', '2026-11-11T10:00'))).toBe('2026-11-12')
  })

  test('of hours gives back exactly its time, of desk hours the desk time in it', () => {
    const hours = due({ convention: 'HOURS', hours: 72 }, '2026-11-02T10:00', [
      pause('2026-11-03T10:00', '2026-11-03T11:30'),
    ])
    expect(wall(hours.due)).toBe('2026-11-05T11:30')
    const desk: Calendar = { ...JAPAN, deskHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] }
    const answered = due(
      { convention: 'DESK_HOURS', hours: 9 },
      '2026-11-05T12:00',
      [pause('2026-11-05T17:00', '2026-11-09T10:00')],
      desk,
    )
    expect(wall(answered.due)).toBe('2026-11-09T14:00')
  })

  test('of business days gives back business days, and never ends after the term', () => {
    const rule: DeadlineRule = { convention: 'BUSINESS_DAYS', days: 3 }
    expect(lastDay(rule)).toBe('2026-11-06')
    expect(lastDay(rule, pause('2026-11-05T10:00', '2026-11-10T10:00'))).toBe('2026-11-11')
    expect(lastDay(rule, pause('2026-11-06T10:00', '2026-11-08T10:00'))).toBe('2026-11-09')
  })

  test('that ends before it begins is refused', () => {
    const backwards = [pause('2026-11-09T09:00', '2026-11-04T16:00')]
    const result = deadlineWithPauses(thirty, at('2026-11-02T10:00'), backwards, JAPAN)
    expect(result.ok ? 'computed' : result.problem.code).toBe('pause-backwards')
  })

  test('is named with its reason among the steps', () => {
    const { steps } = due(thirty, '2026-11-02T10:00', [pause('2026-11-04T16:00', '2026-11-09T09:00')])
    expect(steps.map((step) => step.ja)).toContain(
      '2026年11月4日（水）16:00から2026年11月9日（月）09:00まで中断しました（本人確認）。',
    )
    expect(steps.map((step) => step.en)).toContain(
      'Without the pauses: The count ends on Monday 7 December 2026.',
    )
  })
})

describe('a clock that stands still', () => {
  test('is never late, says since when it stands, and stays where it was', () => {
    const stopped = due(thirty, '2026-11-02T10:00', [pause('2026-11-04T16:00')])
    expect(stopped.stoppedSince && wall(stopped.stoppedSince)).toBe('2026-11-04T16:00')
    expect(stopped.lastDay.toString()).toBe('2026-12-02')
    expect(standing(stopped, at('2027-06-01T00:00'))).toBe('stopped')
    expect(stopped.steps.some((step) => step.en.includes('has stood still since'))).toBe(true)
  })

  test('cannot be stopped once the term is over', () => {
    const over = due(thirty, '2026-11-02T10:00', [pause('2026-12-03T00:00')])
    expect(over.stoppedSince).toBeUndefined()
    expect(standing(over, at('2026-12-04T00:00'))).toBe('overdue')
  })
})
