// SPDX-License-Identifier: Apache-2.0
// The data module alone: the package's entry also brings its version and Date-based functions, which are
// wrong in zones west of Greenwich (they format a Date in the machine's zone).
import japanese from '@holiday-jp/holiday_jp/lib/holidays.js'
import type { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import type { Text } from './text.ts'

const japan: Readonly<Record<string, { readonly name: string; readonly name_en: string }>> = japanese
const japanYears = Object.keys(japan).map((date) => Number(date.slice(0, 4)))
const japanFrom = Math.min(...japanYears)
const japanTo = Math.max(...japanYears)

/** The first and last year for which a calendar's public holidays are known; undefined where it has none. */
export function holidayYears(calendar: Calendar): { from: number; to: number } | undefined {
  if (calendar.holidays === 'none') return undefined
  return calendar.holidays === 'JP' ? { from: japanFrom, to: japanTo } : calendar.holidays.years
}

/** The public holiday on a date (substitute and citizens' holidays included), or undefined; unknown years are a problem. */
export function holidayOn(date: Temporal.PlainDate, calendar: Calendar): Result<Text | undefined> {
  const years = holidayYears(calendar)
  if (years && (date.year < years.from || date.year > years.to)) return unknownYear(date.year, years)
  const key = date.toString()
  if (calendar.holidays === 'JP') {
    const found = japan[key]
    return ok(found && { ja: found.name, en: found.name_en })
  }
  if (calendar.holidays === 'none') return ok(undefined)
  return ok(calendar.holidays.days.find((day) => day.date === key)?.name)
}

const unknownYear = (year: number, known: { from: number; to: number }): Result<never> =>
  fail(
    'holidays-unknown',
    `${year}年の祝日がわかりません。暦に祝日データがあるのは${known.from}年から${known.to}年までです。祝日データを更新するか、暦の holidays にその年の祝日を書いてください。`,
    `The public holidays of ${year} are not known: the calendar has them for ${known.from} to ${known.to}. Update the holiday data, or list that year's holidays under "holidays" in the calendar.`,
  )
