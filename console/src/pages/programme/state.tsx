// SPDX-License-Identifier: Apache-2.0
import { parsePeriod, printPeriod } from '@yakusoku/core/calendar'
import type { ReactNode } from 'react'
import type { Cycle } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'

const looks: Record<Cycle['state'], readonly [Tone, IconName]> = {
  open: ['plain', 'clock'],
  warning: ['warn', 'clock'],
  overdue: ['bad', 'stop'],
  completed: ['good', 'check'],
  late: ['warn', 'check'],
  withdrawn: ['plain', 'undo'],
}

/** How a cycle stands. */
export function CycleState({ state }: Pick<Cycle, 'state'>): ReactNode {
  const { t } = useWords()
  const [tone, icon] = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`programme.states.${state}`)}
    </Badge>
  )
}

/** From when a cycle runs and how often it returns, in words. */
export function CycleOf({ cycle }: { readonly cycle: Pick<Cycle, 'starts' | 'every'> }): ReactNode {
  const { t, language, say } = useWords()
  const period = parsePeriod(cycle.every)
  const every = period.ok ? say(printPeriod(period.value)) : cycle.every
  return <span>{t('programme.cycle', { from: formatDay(cycle.starts, language), every })}</span>
}
