// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { dayOf } from '../../dates.ts'
import { useWords } from '../../language.ts'

/** The first and the last day that are shown. */
export interface Days {
  readonly since: string
  readonly until: string
}

/** Today and the six days before. */
export function lastWeek(now: number = Date.now()): Days {
  return { since: dayOf(now - 6 * 86_400_000), until: dayOf(now) }
}

/** The days once one of them is set: an end before the beginning moves with it. */
export function withDay(days: Days, part: keyof Days, value: string): Days {
  const next = { ...days, [part]: value }
  return next.since > next.until ? { since: value, until: value } : next
}

/** Two fields for the days; an emptied field changes nothing. */
export function DayFields(props: {
  readonly days: Days
  readonly onChange: (days: Days) => void
}): ReactNode {
  const { t } = useWords()
  const { days, onChange } = props
  const set = (part: keyof Days) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    if (value !== '') onChange(withDay(days, part, value))
  }
  return (
    <>
      <TextInput type="date" label={t('gate.from')} value={days.since} onChange={set('since')} />
      <TextInput type="date" label={t('gate.to')} value={days.until} onChange={set('until')} />
    </>
  )
}
