// SPDX-License-Identifier: Apache-2.0
// Days as text, for whoever has no Temporal to spare: a gate in somebody's process, where every kilobyte is loaded.
// Nothing but numbers, with the answers of `parseDate` and `addPeriod` (properties.test.ts).
import { parsePeriod } from './period.ts'

const form = /^(\d{4})-(\d\d)-(\d\d)$/

/** Whether a text is an existing day written YYYY-MM-DD, of the years 1 to 9999. */
export function isDay(text: string): boolean {
  const found = form.exec(text)
  if (!found) return false
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return year > 0 && month > 0 && month < 13 && day > 0 && (day < 29 || day <= daysIn(year, month))
}

/**
 * The day a period later, both as text: months first (a day the month lacks becomes its last), then weeks and days;
 * nothing where one of the two is none, where the period has hours, or past the year 9999.
 */
export function dayLater(day: string, period: string): string | undefined {
  const length = parsePeriod(period)
  if (!isDay(day) || !length.ok) return undefined
  const { years, months, weeks, days, hours, minutes, seconds } = length.value
  if (hours + minutes + seconds > 0) return undefined
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + years * 12 + months
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1]
  const date = Math.min(Number(day.slice(8)), daysIn(year, month)) + weeks * 7 + days
  const later = new Date(0)
  later.setUTCFullYear(year, month - 1, date)
  return later.getUTCFullYear() > 9999 ? undefined : later.toISOString().slice(0, 10)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
