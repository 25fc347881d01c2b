// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { Days } from './days.ts'

const at = (time: string) => Temporal.Instant.from(time)

function clockAt(time: string) {
  return {
    time: at(time),
    now() {
      return this.time
    },
  }
}

describe('the day of an organisation', () => {
  it('changes at midnight in its zone', () => {
    const clock = clockAt('2026-11-22T14:59:59Z')
    const days = new Days(clock, 'Asia/Tokyo')
    expect(days.today()).toBe('2026-11-22')
    clock.time = at('2026-11-22T15:00:00Z')
    expect(days.today()).toBe('2026-11-23')
    days.in('America/New_York')
    clock.time = at('2026-11-24T04:59:00Z')
    expect(days.today()).toBe('2026-11-23')
    clock.time = at('2026-11-24T05:00:00Z')
    expect(days.today()).toBe('2026-11-24')
  })

  it('never goes back when the clock does', () => {
    const clock = clockAt('2026-11-23T01:00:00Z')
    const days = new Days(clock, 'Asia/Tokyo')
    expect(days.today()).toBe('2026-11-23')
    clock.time = at('2026-10-01T01:00:00Z')
    expect(days.today()).toBe('2026-11-23')
  })

  it('is not before that of the newest fact, and says how far the clock is', () => {
    const clock = clockAt('2026-11-22T14:58:00Z')
    const days = new Days(clock, 'Asia/Tokyo')
    days.note(at('2026-11-22T15:01:00Z').epochMilliseconds)
    expect(days.today()).toBe('2026-11-23')
    expect(days.setBack()).toBe(180_000)
    days.note(at('2026-11-01T00:00:00Z').epochMilliseconds)
    expect([days.today(), days.setBack()]).toEqual(['2026-11-23', 180_000])
    clock.time = at('2026-11-22T15:02:00Z')
    expect(days.setBack()).toBe(0)
  })
})
