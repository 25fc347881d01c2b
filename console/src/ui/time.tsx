// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { daysUntil, formatDeadline, formatInstant, type DateShape } from '../dates.ts'
import { useWords } from '../language.ts'
import { Badge } from './badge.tsx'

/** An instant in the organisation's zone, with the exact second where the pointer rests. */
export function Moment({
  at,
  shape = 'time',
}: {
  readonly at: string
  readonly shape?: DateShape
}): ReactNode {
  const { language, t } = useWords()
  const exact = t('time.exact', { time: formatInstant(at, 'exact', language) })
  return (
    <time dateTime={at} title={exact} style={{ whiteSpace: 'nowrap' }}>
      {formatInstant(at, shape, language)}
    </time>
  )
}

/** A deadline: its day, with the time where it does not end with the day. */
export function DueBy({ at }: { readonly at: string }): ReactNode {
  const { language } = useWords()
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      {formatDeadline(at, language)}
    </time>
  )
}

/** How near a deadline is, in calendar days: overdue, today, or days left. */
export function Deadline(props: {
  readonly at: string
  readonly overdue: boolean
  readonly warning?: boolean
}): ReactNode {
  const { t } = useWords()
  const days = daysUntil(props.at, Date.now())
  if (props.overdue) {
    return (
      <Badge tone="bad" icon="stop">
        {days < 0 ? t('due.overdueDays', { count: -days }) : t('due.overdue')}
      </Badge>
    )
  }
  const text = days <= 0 ? t('due.today') : t('due.left', { count: days })
  return props.warning || days <= 0 ? (
    <Badge tone="warn" icon="clock">
      {text}
    </Badge>
  ) : (
    <Badge tone="plain" icon="clock">
      {text}
    </Badge>
  )
}
