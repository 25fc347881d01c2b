// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { dayOf, daysUntil, formatDeadline, formatInstant } from './dates.ts'
import { chosenLanguage } from './language.ts'

describe('an instant', () => {
  it('is shown in Japan time in both languages, whatever the zone of the browser', () => {
    const lateInUtc = '2026-11-21T15:30:00.000Z'
    expect(formatInstant(lateInUtc, 'time', 'ja')).toBe('2026年11月22日 00:30')
    expect(formatInstant(lateInUtc, 'time', 'en')).toBe('22 Nov 2026, 00:30')
    expect(formatInstant(lateInUtc, 'day', 'ja')).toBe('2026年11月22日(日)')
    expect(dayOf(Date.parse(lateInUtc))).toBe('2026-11-22')
  })

  it('comes back as it is when it is none', () => {
    expect(formatInstant('soon', 'time', 'en')).toBe('soon')
  })
})

describe('days until a deadline', () => {
  const at = (iso: string, now: string) => daysUntil(iso, Date.parse(now))

  it('count calendar days of Japan, not stretches of 24 hours', () => {
    // 23:59 in Tokyo, and the deadline three minutes later is tomorrow.
    expect(at('2026-11-21T15:02:00Z', '2026-11-21T14:59:00Z')).toBe(1)
    // Both within the same day in Tokyo, though on two days in UTC.
    expect(at('2026-11-22T09:00:00Z', '2026-11-21T15:01:00Z')).toBe(0)
    expect(at('2026-11-18T09:00:00Z', '2026-11-21T15:01:00Z')).toBe(-4)
  })
})

describe('a deadline', () => {
  it('at the end of a day is that day, not midnight of the next', () => {
    const endOfTheDay = '2026-12-22T15:00:00Z'
    expect(formatDeadline(endOfTheDay, 'ja')).toBe('2026年12月22日(火)')
    expect(formatDeadline(endOfTheDay, 'en')).toBe('Tue, 22 Dec 2026')
    expect(daysUntil(endOfTheDay, Date.parse('2026-12-22T14:59:00Z'))).toBe(0)
    expect(daysUntil(endOfTheDay, Date.parse('2026-12-22T15:00:00Z'))).toBe(-1)
  })

  it('within a day keeps its time', () => {
    expect(formatDeadline('2026-12-22T09:00:00Z', 'en')).toBe('22 Dec 2026, 18:00')
    expect(formatDeadline('soon', 'en')).toBe('soon')
  })
})

describe('the language', () => {
  it('is the kept one, else the first of the browser that the console has, else Japanese', () => {
    expect(chosenLanguage('a=1; yakusoku-language=en; b=2', ['ja'])).toBe('en')
    expect(chosenLanguage('', ['fr', 'en-GB', 'ja'])).toBe('en')
    expect(chosenLanguage('yakusoku-language=xx', ['fr'])).toBe('ja')
    expect(chosenLanguage('xyakusoku-language=en', [])).toBe('ja')
  })
})
