// SPDX-License-Identifier: Apache-2.0
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A text a person reads, in both languages, neither empty. */
export const TextSchema = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) })

/** A text a person reads, in Japanese and in English. */
export type Text = z.infer<typeof TextSchema>

// Written out and not taken from Intl: a deadline's explanation is kept as evidence and must read the
// same on every runtime, whatever its locale data.
const weekdays = {
  ja: ['月', '火', '水', '木', '金', '土', '日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The name of an ISO weekday (1 is Monday, 7 is Sunday): 土曜日, Saturday. */
export const weekdayName = (weekday: number): Text => ({
  ja: `${weekdays.ja[weekday - 1] ?? ''}曜日`,
  en: weekdays.en[weekday - 1] ?? '',
})

/** A day as a letter writes it: 2026年12月1日, 1 December 2026. */
export const printDay = ({ year, month, day }: Temporal.PlainDate): Text => ({
  ja: `${year}年${month}月${day}日`,
  en: `${day} ${months[month - 1] ?? ''} ${year}`,
})

/** A date as people write it: 2026年12月1日（火）, Tuesday 1 December 2026. */
export const printDate = (date: Temporal.PlainDate): Text => ({
  ja: `${printDay(date).ja}（${weekdays.ja[date.dayOfWeek - 1] ?? ''}）`,
  en: `${weekdays.en[date.dayOfWeek - 1] ?? ''} ${printDay(date).en}`,
})

const clock = (at: { readonly hour: number; readonly minute: number }): string =>
  `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`

/** An instant as a date and a wall-clock time in a zone, to the minute. */
export function printInstant(instant: Temporal.Instant, timeZone: string): Text {
  const at = instant.toZonedDateTimeISO(timeZone)
  const date = printDate(at.toPlainDate())
  return { ja: `${date.ja}${clock(at)}`, en: `${date.en} ${clock(at)}` }
}

/** "1 day", "2 days": an English count with its noun. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
