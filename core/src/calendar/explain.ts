// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import type { Calendar } from './calendar.ts'
import { whyClosed } from './days.ts'
import type { ClosedReason, Office } from './days.ts'
import type { EffectivePause } from './pauses.ts'
import { ok } from './result.ts'
import type { Result } from './result.ts'
import { describeRule } from './rules.ts'
import type { DeadlineRule } from './rules.ts'
import type { End, Term } from './term.ts'
import { printDate, printInstant } from './text.ts'
import type { Text } from './text.ts'

/** The rule in words, and the moment it is counted from, with what the desk's hours changed about it. */
export function explainStart(
  rule: DeadlineRule,
  from: Temporal.Instant,
  start: Temporal.Instant,
  calendar: Calendar,
): Text[] {
  const text = describeRule(rule)
  const event = printInstant(from, calendar.timeZone)
  const steps: Text[] = [
    { ja: `期限の決まり: ${text.ja}。`, en: `The rule: ${text.en}.` },
    { ja: `起点は${event.ja}です。`, en: `It is counted from ${event.en}.` },
  ]
  if (Temporal.Instant.compare(from, start) === 0) return steps
  const desk = printInstant(start, calendar.timeZone)
  steps.push({
    ja: `受付時間外だったため、${desk.ja}に受け付けたものとして数えます。`,
    en: `That was outside desk hours, so it counts as received on ${desk.en}.`,
  })
  return steps
}

/** What the count alone gives, before pauses and days off. */
export function explainCount(term: Term, calendar: Calendar): Text {
  const end = 'due' in term ? printInstant(term.due, calendar.timeZone) : printDate(term.last)
  return { ja: `数えると${end.ja}です。`, en: `The count ends on ${end.en}.` }
}

/** Each pause that moved the end, and the count after all of them. */
export function explainPauses(pauses: readonly EffectivePause[], term: Term, calendar: Calendar): Text[] {
  if (pauses.length === 0) return []
  const each = pauses.map((pause): Text => {
    const from = printInstant(pause.from, calendar.timeZone)
    const why = {
      ja: pause.reasons.map((reason) => reason.ja).join('、'),
      en: pause.reasons.map((reason) => reason.en).join(', '),
    }
    const reason = { ja: why.ja && `（${why.ja}）`, en: why.en && ` (${why.en})` }
    if (!pause.to) {
      return {
        ja: `${from.ja}から中断しています${reason.ja}。再開した分だけ期限は後になります。`,
        en: `The clock has stood still since ${from.en}${reason.en}. The end moves by as long as it stands.`,
      }
    }
    const to = printInstant(pause.to, calendar.timeZone)
    return {
      ja: `${from.ja}から${to.ja}まで中断しました${reason.ja}。`,
      en: `The clock stood still from ${from.en} to ${to.en}${reason.en}.`,
    }
  })
  const after = explainCount(term, calendar)
  return [...each, { ja: `中断を除いて${after.ja}`, en: `Without the pauses: ${after.en}` }]
}

/** Why the last day moved, naming every kind of day off that was passed; nothing where it did not move. */
export function explainRoll(term: Term, end: End, calendar: Calendar): Result<readonly Text[]> {
  if ('due' in term || term.last.equals(end.lastDay)) return ok([])
  const office: Office = term.roll === 'open-day' ? 'public-office' : 'organisation'
  const seen: ClosedReason[] = []
  for (let day = term.last; !day.equals(end.lastDay); day = day.add({ days: 1 })) {
    const reasons = whyClosed(day, calendar, office)
    if (!reasons.ok) return reasons
    seen.push(...reasons.value)
  }
  const names = { ja: new Set(seen.map(({ name }) => name.ja)), en: new Set(seen.map(({ name }) => name.en)) }
  const closed = printSpan(term.last, end.lastDay.subtract({ days: 1 }))
  const moved = printDate(end.lastDay)
  const next = office === 'public-office' ? ['開庁日', 'open day'] : ['営業日', 'business day']
  return ok([
    {
      ja: `${closed.ja}は休み（${[...names.ja].join('、')}）のため、次の${next[0]}の${moved.ja}に移ります。`,
      en: `Closed on ${closed.en} (${[...names.en].join(', ')}), so it moves to the next ${next[1]}, ${moved.en}.`,
    },
  ])
}

function printSpan(first: Temporal.PlainDate, last: Temporal.PlainDate): Text {
  const [from, to] = [printDate(first), printDate(last)]
  if (first.equals(last)) return from
  return { ja: `${from.ja}から${to.ja}まで`, en: `${from.en} to ${to.en}` }
}

/** The end itself: a last day that is whole, or the moment where the count ends within a day. */
export function explainEnd(end: End, wholeDay: boolean, calendar: Calendar): Text {
  const day = printDate(end.lastDay)
  if (wholeDay) {
    return {
      ja: `期限は${day.ja}の終わり（${calendar.timeZone}）です。`,
      en: `It is due by the end of ${day.en} (${calendar.timeZone}).`,
    }
  }
  const due = printInstant(end.due, calendar.timeZone)
  return {
    ja: `期限は${due.ja}（${calendar.timeZone}）です。`,
    en: `It is due before ${due.en} (${calendar.timeZone}).`,
  }
}

/** When somebody is warned. */
export function explainWarning(warnAt: Temporal.Instant, calendar: Calendar): Text {
  const at = printInstant(warnAt, calendar.timeZone)
  return { ja: `${at.ja}に予告します。`, en: `A warning is given on ${at.en}.` }
}
