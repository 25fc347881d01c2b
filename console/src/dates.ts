// SPDX-License-Identifier: Apache-2.0
/** Times as people read them, always in the organisation's zone, whatever the zone of the browser. */
import type { Language } from './language.ts'

const zone = 'Asia/Tokyo'
const locales = { ja: 'ja-JP', en: 'en-GB' } as const

const shapes = {
  day: { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
  time: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  exact: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** How much of a time is shown: the day with its weekday, the minute, or the second. */
export type DateShape = keyof typeof shapes

const formats = new Map<string, Intl.DateTimeFormat>()

/** An instant (ISO 8601) in words, in Japan time; a text that is no instant comes back as it is. */
export function formatInstant(iso: string, shape: DateShape, language: Language): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const key = `${language} ${shape}`
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locales[language], { ...shapes[shape], timeZone: zone })
  formats.set(key, format)
  return format.format(time)
}

/** A calendar day (YYYY-MM-DD) in words, with its weekday. */
export function formatDay(day: string, language: Language): string {
  return formatInstant(`${day}T00:00:00+09:00`, 'day', language)
}

/** The calendar day (YYYY-MM-DD) of an instant in Japan time. */
export function dayOf(time: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(time)
}

/** Whole calendar days from now until the last day of a deadline, in Japan time; negative when that is past. */
export function daysUntil(deadline: string, now: number): number {
  return (Date.parse(dayOf(lastMoment(deadline))) - Date.parse(dayOf(now))) / 86_400_000
}

/** A deadline in words: the end of a day is that day (not midnight of the next), any other with its time. */
export function formatDeadline(deadline: string, language: Language): string {
  const last = lastMoment(deadline)
  if (Number.isNaN(last)) return deadline
  const endsDay = dayOf(last) !== dayOf(last + 1)
  return endsDay
    ? formatInstant(new Date(last).toISOString(), 'day', language)
    : formatInstant(deadline, 'time', language)
}

// A deadline is the first instant that is too late.
function lastMoment(deadline: string): number {
  return Date.parse(deadline) - 1
}
