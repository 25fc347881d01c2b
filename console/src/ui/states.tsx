// SPDX-License-Identifier: Apache-2.0
/** How each state of the contract looks, in one place for all pages. */
import type { ReactNode } from 'react'
import type { LedgerState, PromiseView, RequestState, RequestSummary } from 'yakusoku/contract'
import { useWords } from '../language.ts'
import { Badge, type Tone } from './badge.tsx'
import type { IconName } from './icons.tsx'

type Look = readonly [Tone, IconName]

const requestLooks: Record<RequestState, Look> = {
  asked: ['plain', 'clock'],
  collecting: ['info', 'refresh'],
  review: ['warn', 'eye'],
  packaging: ['info', 'gear'],
  answered: ['good', 'check'],
  refused: ['plain', 'cross'],
  withdrawn: ['plain', 'undo'],
  expired: ['plain', 'dash'],
}

/** The states of a request in the order they are gone through. */
export const requestStatesInOrder = Object.keys(requestLooks) as readonly RequestState[]

/** Where a request stands. */
export function RequestStateBadge({ state }: { readonly state: RequestState }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = requestLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`requestState.${state}`)}
    </Badge>
  )
}

/** Whether a request still waits for us: only then its deadline is worth a colour. */
export function isOpen({ state }: Pick<RequestSummary, 'state'>): boolean {
  return state === 'collecting' || state === 'review' || state === 'packaging'
}

/** State of a promise. */
export type PromiseState = PromiseView['state']

const promiseLooks: Record<PromiseState, Look> = {
  held: ['good', 'check'],
  'at-risk': ['warn', 'warning'],
  broken: ['bad', 'stop'],
  'not-yet': ['plain', 'dash'],
}

/** The states of a promise, best first. */
export const promiseStatesInOrder = Object.keys(promiseLooks) as readonly PromiseState[]

/** Whether a promise holds. */
export function PromiseStateBadge({ state }: { readonly state: PromiseState }): ReactNode {
  const { t } = useWords()
  const [tone, icon] = promiseLooks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`promiseState.${state}`)}
    </Badge>
  )
}

const healthLooks: Record<LedgerState['health'], Look> = {
  well: ['good', 'check'],
  behind: ['warn', 'clock'],
  damaged: ['bad', 'stop'],
}

/** Whether the ledger is whole and up to date. */
export function HealthBadge({ health }: Pick<LedgerState, 'health'>): ReactNode {
  const { t } = useWords()
  const [tone, icon] = healthLooks[health]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`health.${health}`)}
    </Badge>
  )
}
