// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { parsePeriod, printPeriod } from './period.ts'
import { DatePeriodSchema } from './period-schemas.ts'
import { plural } from './text.ts'
import type { Text } from './text.ts'

const Days = z.number().int().min(1).max(10_000)

/** What happens to a last day that is a day off: stays, moves to the next day public offices are open, or to the next business day. */
export const RollSchema = z.enum(['none', 'open-day', 'business-day'])

/** What happens to a last day that is a day off. */
export type Roll = z.infer<typeof RollSchema>

const Lead = z.number().int().min(0).max(10_000)

/** How long before the end somebody is warned; days end at midnight, so `days: 0` warns when the last day begins. */
export const WarnSchema = z.union([
  z.strictObject({ days: Lead }),
  z.strictObject({ businessDays: Lead }),
  z.strictObject({ hours: Lead }),
])

const options = {
  /** The clock starts with the event, or when the desk next answers (what comes in at night is received in the morning). */
  start: z.enum(['event', 'desk']).optional(),
  warn: WarnSchema.optional(),
}

/** Days with the day of the event as day 1, moved to the next open day: final leak reports (APPI Rules art. 8(2)). */
const InclusiveDay1Roll = z.strictObject({
  convention: z.literal('INCLUSIVE_DAY1_ROLL'),
  days: Days,
  ...options,
})

/** Days after the day of arrival, never moved: the two weeks of APPI art. 39. */
const ExcludeArrival = z.strictObject({ convention: z.literal('EXCLUDE_ARRIVAL'), days: Days, ...options })

/**
 * A yardstick of "about m to n days": warned when day m begins, overdue after day n. The first day counts
 * unless said otherwise, because guidelines say "from" and the stricter reading harms nobody.
 */
const SoftRange = z
  .strictObject({
    convention: z.literal('SOFT_RANGE'),
    from: Days,
    to: Days,
    firstDay: z.enum(['counted', 'excluded']).optional(),
    ...options,
  })
  .refine((rule) => rule.from <= rule.to, {
    path: ['to'],
    message: 'The range must end at or after its start.',
  })

/** Whole years or months whose first day the sources leave open: over only when both readings say so (retention). */
const AnniversaryYears = z.strictObject({
  convention: z.literal('ANNIVERSARY_YEARS'),
  period: DatePeriodSchema,
  ...options,
})

/** Plain calendar days; without `firstDay` the day of the event is not counted (Civil Code art. 140). */
const CalendarDays = z.strictObject({
  convention: z.literal('CALENDAR_DAYS'),
  days: Days,
  firstDay: z.enum(['counted', 'excluded']).optional(),
  roll: RollSchema.optional(),
  ...options,
})

/** A period by Civil Code art. 140 and 143, the day of the event not counted; art. 142 is `roll`. */
const CivilCodePeriod = z.strictObject({
  convention: z.literal('CIVIL_CODE_PERIOD'),
  period: DatePeriodSchema,
  roll: RollSchema.optional(),
  ...options,
})

/** Months to the same date, or the month's end (GDPR art. 12(3), Regulation 1182/71 art. 3; its art. 3(4) is `roll: open-day`). */
const CalendarMonths = z.strictObject({
  convention: z.literal('CALENDAR_MONTHS'),
  months: z.number().int().min(1).max(1200),
  roll: RollSchema.optional(),
  ...options,
})

/** Business days after the day of the event; 0 ends on that day, or the next business day. */
const BusinessDays = z.strictObject({
  convention: z.literal('BUSINESS_DAYS'),
  days: z.number().int().min(0).max(2_000),
  ...options,
})

/** Elapsed hours, whatever the clock on the wall does (GDPR art. 33). */
const Hours = z.strictObject({
  convention: z.literal('HOURS'),
  hours: z.number().positive().max(100_000),
  ...options,
})

/** Hours during which the desk answers. */
const DeskTime = z.strictObject({
  convention: z.literal('DESK_HOURS'),
  hours: z.number().positive().max(10_000),
  ...options,
})

const counted = [
  InclusiveDay1Roll,
  ExcludeArrival,
  SoftRange,
  AnniversaryYears,
  CalendarDays,
  CivilCodePeriod,
  CalendarMonths,
  BusinessDays,
  Hours,
  DeskTime,
] as const

/** A rule that counts to a number. */
export const CountedRuleSchema = z.discriminatedUnion('convention', counted)

/** A rule that counts to a number. */
export type CountedRule = z.infer<typeof CountedRuleSchema>

/** "Without delay" (遅滞なく): the law gives no number, so the organisation's own target must be there. */
const WithoutDelay = z.strictObject({
  convention: z.literal('NO_NUMBER_WITHOUT_DELAY'),
  target: CountedRuleSchema,
})

/** How a deadline is counted, as data: the day-count conventions that packs name. */
export const DeadlineRuleSchema = z.discriminatedUnion('convention', [...counted, WithoutDelay])

/** How a deadline is counted, as data. */
export type DeadlineRule = z.infer<typeof DeadlineRuleSchema>

const periodText = (text: string): Text => {
  const period = parsePeriod(text)
  return period.ok ? printPeriod(period.value) : { ja: text, en: text }
}

const rollText: Record<Roll, Text> = {
  none: { ja: '', en: '' },
  'open-day': {
    ja: '、末日が閉庁日なら次の開庁日まで',
    en: ', moved to the next open day where the last day is a public day off',
  },
  'business-day': {
    ja: '、末日が休業日なら次の営業日まで',
    en: ', moved to the next business day where the last day is a day off',
  },
}

const withRoll = (text: Text, roll: Roll = 'none'): Text => ({
  ja: text.ja + rollText[roll].ja,
  en: text.en + rollText[roll].en,
})

const firstDayText = (firstDay: 'counted' | 'excluded'): Text =>
  firstDay === 'counted'
    ? { ja: '当日を1日目として', en: ', the day itself being day 1' }
    : { ja: '翌日を1日目として', en: ', the next day being day 1' }

const daysText = (days: number, firstDay: 'counted' | 'excluded'): Text => ({
  ja: `${firstDayText(firstDay).ja}${days}日以内`,
  en: `within ${plural(days, 'day')}${firstDayText(firstDay).en}`,
})

/** What a rule says, in one phrase for a person. */
export function describeRule(rule: DeadlineRule): Text {
  switch (rule.convention) {
    case 'INCLUSIVE_DAY1_ROLL':
      return withRoll(daysText(rule.days, 'counted'), 'open-day')
    case 'EXCLUDE_ARRIVAL':
      return daysText(rule.days, 'excluded')
    case 'CALENDAR_DAYS':
      return withRoll(daysText(rule.days, rule.firstDay ?? 'excluded'), rule.roll)
    case 'SOFT_RANGE':
      return {
        ja: `${firstDayText(rule.firstDay ?? 'counted').ja}おおむね${rule.from}〜${rule.to}日以内（目安）`,
        en: `within about ${rule.from} to ${plural(rule.to, 'day')}${firstDayText(rule.firstDay ?? 'counted').en} (a yardstick)`,
      }
    case 'ANNIVERSARY_YEARS': {
      const period = periodText(rule.period)
      return {
        ja: `起算日から${period.ja}（初日を数える場合と数えない場合の遅い方）`,
        en: `${period.en} from the start date (the later of counting and not counting the first day)`,
      }
    }
    case 'CIVIL_CODE_PERIOD': {
      const period = periodText(rule.period)
      const text = {
        ja: `翌日から起算して${period.ja}以内`,
        en: `within ${period.en} counted from the next day`,
      }
      return withRoll(text, rule.roll)
    }
    case 'CALENDAR_MONTHS': {
      const text = {
        ja: `${rule.months}か月後の同じ日（ない月は末日）まで`,
        en: `by the same date ${plural(rule.months, 'month')} later (or that month's last day)`,
      }
      return withRoll(text, rule.roll)
    }
    case 'BUSINESS_DAYS':
      return { ja: `${rule.days}営業日以内`, en: `within ${plural(rule.days, 'business day')}` }
    case 'HOURS':
      return { ja: `${rule.hours}時間以内`, en: `within ${plural(rule.hours, 'hour')}` }
    case 'DESK_HOURS':
      return { ja: `受付時間で${rule.hours}時間以内`, en: `within ${plural(rule.hours, 'desk hour')}` }
    case 'NO_NUMBER_WITHOUT_DELAY': {
      const target = describeRule(rule.target)
      return {
        ja: `遅滞なく（法令に日数の定めなし。組織の目標: ${target.ja}）`,
        en: `without delay (the law gives no number; the organisation's own target: ${target.en})`,
      }
    }
  }
}
