// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { TextSchema } from './text.ts'

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const dayRange = /^((\d{4}-)?\d\d-\d\d)(\.\.((\d{4}-)?\d\d-\d\d))?$/

/** True for a date that exists, written YYYY-MM-DD. */
function isRealDate(text: string): boolean {
  if (!isoDate.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

function isRealRange(text: string): boolean {
  const [from = '', to = from] = text.split('..')
  // A yearly day is tried in a leap year, so that 02-29 can be named.
  const full = (day: string): string => (day.length === 5 ? `2000-${day}` : day)
  if (from.length !== to.length || !isRealDate(full(from)) || !isRealDate(full(to))) return false
  return from.length === 5 || from <= to
}

function isTimeZone(text: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)
    return true
  } catch {
    return false
  }
}

const custom = (en: string, ja: string): { message: string; params: { ja: string } } => ({
  message: en,
  params: { ja },
})

const DateText = z
  .string()
  .regex(isoDate)
  .refine(
    isRealDate,
    custom('No such date. Write YYYY-MM-DD.', '存在しない日付です。YYYY-MM-DD と書いてください。'),
  )

/** Days by name: one (`2026-08-13`), one of each year (`12-28`), a range (`2026-08-10..2026-08-16`) or a yearly one that may pass New Year (`12-29..01-03`). */
export const DayRangeSchema = z
  .string()
  .regex(dayRange)
  .refine(
    isRealRange,
    custom(
      'No such days. Write 2026-08-13, 12-28, 2026-08-10..2026-08-16 or 12-29..01-03, earlier day first.',
      '存在しない日の指定です。2026-08-13、12-28、2026-08-10..2026-08-16、12-29..01-03 のように、早い日を先に書いてください。',
    ),
  )

/** Days on which nobody works, with the name a person is told. */
export const ClosedDaysSchema = z.strictObject({ days: DayRangeSchema, name: TextSchema })

/** Days on which nobody works, with the name a person is told. */
export type ClosedDays = z.infer<typeof ClosedDaysSchema>

const Weekday = z.number().int().min(1).max(7)
const Weekend = z.array(Weekday).max(6)
const WallTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)

/** When the desk answers on the named weekdays, wall-clock time of the zone, `to` exclusive. */
export const DeskHoursSchema = z
  .strictObject({ days: z.array(Weekday).min(1), from: WallTime, to: WallTime })
  .refine((hours) => hours.from < hours.to, {
    path: ['to'],
    ...custom(
      'Desk hours must end after they begin. Split hours that pass midnight in two.',
      '受付時間の終わりは始まりより後にしてください。日をまたぐときは二つに分けてください。',
    ),
  })

const ListedHolidays = z.strictObject({
  /** The years the list is complete for; any other year is refused, never taken for a year without holidays. */
  years: z.strictObject({ from: z.number().int(), to: z.number().int() }),
  days: z.array(z.strictObject({ date: DateText, name: TextSchema })),
})

/** A calendar as a pack carries it: zone, days off, desk hours and the days that move a statutory deadline. */
export const CalendarSchema = z
  .strictObject({
    timeZone: z
      .string()
      .refine(
        isTimeZone,
        custom(
          'Unknown time zone. Write an IANA name such as Asia/Tokyo.',
          '知らないタイムゾーンです。Asia/Tokyo のような IANA の名前を書いてください。',
        ),
      ),
    weekend: Weekend,
    /** Public holidays: Japan's, none, or the pack's own list. */
    holidays: z.union([z.literal('JP'), z.literal('none'), ListedHolidays]),
    /** True for an organisation that works on public holidays. They still move statutory deadlines. */
    openOnHolidays: z.boolean().optional(),
    /** The organisation's own days off. They never move a statutory deadline. */
    closedDays: z.array(ClosedDaysSchema).optional(),
    /** Without it the desk answers around the clock on business days. */
    deskHours: z.array(DeskHoursSchema).min(1).optional(),
    /** Days on which public offices are shut, besides public holidays; where absent, those of Japan's statute or Saturday and Sunday. */
    rollDays: z.strictObject({ weekend: Weekend, closed: z.array(ClosedDaysSchema) }).optional(),
  })
  .refine((calendar) => opensSometimes(calendar.weekend, calendar.deskHours), {
    path: ['deskHours'],
    ...custom(
      'The desk hours name only days of the weekend, so the desk never opens.',
      '受付時間の曜日がすべて週休日なので、窓口が開く日がありません。',
    ),
  })

const opensSometimes = (
  weekend: readonly number[],
  hours: readonly { readonly days: readonly number[] }[] | undefined,
): boolean => hours === undefined || hours.some((entry) => entry.days.some((day) => !weekend.includes(day)))

/** A calendar that `CalendarSchema` accepted; the functions of this folder rely on what it checks. */
export type Calendar = z.infer<typeof CalendarSchema>

/** Act on Holidays of Administrative Organs (Act 91 of 1988) art. 1: besides public holidays, these days. */
const japanesePublicOffice: NonNullable<Calendar['rollDays']> = {
  weekend: [6, 7],
  closed: [{ days: '12-29..01-03', name: { ja: '年末年始', en: 'New Year closing' } }],
}

/** The days off of public offices that move a statutory deadline in this calendar. */
export function rollDaysOf(calendar: Calendar): NonNullable<Calendar['rollDays']> {
  if (calendar.rollDays) return calendar.rollDays
  return calendar.holidays === 'JP' ? japanesePublicOffice : { weekend: [6, 7], closed: [] }
}

/** Japan's calendar with nothing of an organisation's own: for law packs and tests. */
export const JAPAN: Calendar = { timeZone: 'Asia/Tokyo', weekend: [6, 7], holidays: 'JP' }
