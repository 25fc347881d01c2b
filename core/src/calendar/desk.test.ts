// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { CalendarSchema, JAPAN } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { addDeskHours, deskTimeBetween, isDeskOpen, nextDeskOpening } from './desk.ts'
import type { Result } from './result.ts'

const desk: Calendar = CalendarSchema.parse({
  ...JAPAN,
  deskHours: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
  ],
})
const berlin = (from: string, to: string): Calendar =>
  CalendarSchema.parse({
    timeZone: 'Europe/Berlin',
    weekend: [],
    holidays: 'none',
    deskHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }],
  })

const at = (text: string, calendar = desk): Temporal.Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(calendar.timeZone).toInstant()
const shown = (result: Result<Temporal.Instant>, calendar = desk): string =>
  result.ok
    ? result.value
        .toZonedDateTimeISO(calendar.timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
    : result.problem.code

describe('the desk', () => {
  test.each([
    ['2026-11-20T09:00', true],
    ['2026-11-20T08:59', false],
    ['2026-11-20T12:00', false],
    ['2026-11-20T17:59', true],
    ['2026-11-20T18:00', false],
    ['2026-11-21T10:00', false],
    ['2026-11-23T10:00', false],
  ])('at %s is open: %s', (time, open) => {
    expect(isDeskOpen(at(time), desk)).toEqual({ ok: true, value: open })
  })

  test.each([
    ['2026-11-20T10:30', '2026-11-20T10:30'],
    ['2026-11-20T12:00', '2026-11-20T13:00'],
    ['2026-11-20T18:00', '2026-11-24T09:00'],
    ['2026-11-22T03:00', '2026-11-24T09:00'],
  ])('takes what comes in at %s as received at %s', (time, received) => {
    expect(shown(nextDeskOpening(at(time), desk))).toBe(received)
  })

  test.each([
    ['2026-11-20T09:00', 3, '2026-11-20T12:00'],
    ['2026-11-20T11:30', 1, '2026-11-20T13:30'],
    ['2026-11-20T17:00', 8.5, '2026-11-24T17:30'],
    ['2026-11-21T00:00', 8, '2026-11-24T18:00'],
    ['2026-11-20T20:00', 0, '2026-11-24T09:00'],
  ])('from %s has been open %d hours at %s', (time, hours, reached) => {
    expect(shown(addDeskHours(at(time), hours, desk))).toBe(reached)
  })

  test('tells how long it was open between two moments', () => {
    expect(deskTimeBetween(at('2026-11-20T11:00'), at('2026-11-24T10:00'), desk)).toEqual({
      ok: true,
      value: (1 + 5 + 1) * 3_600_000,
    })
    expect(deskTimeBetween(at('2026-11-24T10:00'), at('2026-11-20T11:00'), desk)).toEqual({
      ok: true,
      value: 0,
    })
  })

  test('without hours answers around the clock on business days', () => {
    expect(isDeskOpen(at('2026-11-20T03:00'), JAPAN)).toEqual({ ok: true, value: true })
    expect(shown(nextDeskOpening(at('2026-11-21T03:00'), JAPAN))).toBe('2026-11-24T00:00')
  })

  test('merges hours that overlap, so that no hour counts twice', () => {
    const twice: Calendar = {
      ...JAPAN,
      deskHours: [
        { days: [5], from: '09:00', to: '15:00' },
        { days: [5], from: '10:00', to: '12:00' },
        { days: [5], from: '14:00', to: '18:00' },
      ],
    }
    expect(shown(addDeskHours(at('2026-11-20T09:00'), 9, twice))).toBe('2026-11-20T18:00')
  })

  test('that opens on no business day is a problem, not an endless search', () => {
    const never: Calendar = { ...JAPAN, deskHours: [{ days: [7], from: '09:00', to: '18:00' }] }
    expect(shown(nextDeskOpening(at('2026-11-20T09:00'), never))).toBe('never-open')
    expect(shown(addDeskHours(at('2026-11-20T09:00'), Number.NaN, desk))).toBe('amount-out-of-range')
    expect(shown(addDeskHours(at('2050-12-30T09:00'), 80, desk))).toBe('holidays-unknown')
  })

  test('counts real hours on the days when clocks change', () => {
    const night = berlin('00:00', '24:00')
    expect(shown(addDeskHours(at('2026-03-29T00:00', night), 23, night), night)).toBe('2026-03-30T00:00')
    expect(shown(addDeskHours(at('2026-10-25T00:00', night), 25, night), night)).toBe('2026-10-26T00:00')
    // 02:00 to 03:00 does not exist on the night in March.
    const gap = berlin('02:00', '03:00')
    expect(shown(nextDeskOpening(at('2026-03-29T00:00', gap), gap), gap)).toBe('2026-03-30T02:00')
  })
})
