// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Duty } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Reckoning } from '../../ui/reckoning.tsx'
import { Deadline, DueBy } from '../../ui/time.tsx'
import classes from './today.module.css'
import { byUrgency } from './today.ts'

/** The duties that wait, most urgent first. */
export function Duties({ duties }: { readonly duties: readonly Duty[] }): ReactNode {
  const { t } = useWords()
  const waiting = byUrgency(duties)
  const overdue = waiting.filter(({ state }) => state === 'overdue').length
  return (
    <Panel
      title={t('today.duties')}
      flush
      aside={
        overdue > 0 && (
          <Badge tone="bad" icon="stop">
            {t('today.overdue', { count: overdue })}
          </Badge>
        )
      }
    >
      {waiting.length === 0 && <Empty title={t('today.nothing')}>{t('today.nothingWhy')}</Empty>}
      <ul className={classes['duties']}>
        {waiting.map((duty) => (
          <DutyItem key={duty.id} duty={duty} />
        ))}
      </ul>
    </Panel>
  )
}

function DutyItem({ duty }: { readonly duty: Duty }): ReactNode {
  const { t, say } = useWords()
  return (
    <li className={classes['duty']} data-state={duty.state}>
      <div className={classes['dutyHead']}>
        <h3 className={classes['dutyTitle']}>{say(duty.title)}</h3>
        <Deadline at={duty.dueAt} overdue={duty.state === 'overdue'} warning={duty.state === 'warning'} />
      </div>
      <p className={classes['dutyLine']}>
        <Subject duty={duty} />
        <span>
          {t('due.by')} <DueBy at={duty.dueAt} />
        </span>
        <span>{t('today.owner', { role: t(`role.${duty.ownerRole as 'desk'}`, duty.ownerRole) })}</span>
      </p>
      {duty.promises.length > 0 && (
        <p className={classes['dutyLine']}>
          <span>{t('today.serves')}</span> <PromiseLinks promises={duty.promises} />
        </p>
      )}
      <Reckoning steps={duty.reckoning} />
    </li>
  )
}

function Subject({ duty }: { readonly duty: Duty }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const { kind, id, label } = duty.subject
  if (duty.kind === 'catalog.decide-drift' && can('sources:read')) {
    const query = kind === 'source' ? `?source=${encodeURIComponent(id)}` : ''
    return <Link to={`/${organisation.id}/catalog/drift${query}`}>{label}</Link>
  }
  if (duty.kind === 'programme.carry-out') {
    const text = t('programme.cycleLink', { from: formatDay(label, language) })
    return <Link to={`/${organisation.id}/programme/${id}`}>{text}</Link>
  }
  if (duty.kind === 'gate.review' && can('gate:read'))
    return <Link to={`/${organisation.id}/gate/reviews#${id}`}>{t('gate.reviews.link')}</Link>
  if (duty.kind === 'takeouts.return' && can('takeouts:read')) {
    const text = t('gate.takeOuts.link', { day: formatDay(label, language) })
    return <Link to={`/${organisation.id}/gate/take-outs#${id}`}>{text}</Link>
  }
  if (kind === 'inventory' && can('inventory:read'))
    return <Link to={`/${organisation.id}/inventory`}>{label}</Link>
  if (kind !== 'request' || !can('requests:read')) return <span>{label}</span>
  return <Link to={`/${organisation.id}/requests/${id}`}>{label}</Link>
}
