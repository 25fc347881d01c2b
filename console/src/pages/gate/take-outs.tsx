// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { TakeOutEntry } from 'yakusoku/contract'
import { formatDay, formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Particulars } from '../../ui/panel.tsx'
import { Deadline, Moment } from '../../ui/time.tsx'
import { useChoices } from './calls.ts'
import { Listed } from './listed.tsx'
import { useMeant } from './meant.ts'
import { useNames } from './names.ts'
import classes from './reviews.module.css'
import { mostOut, useTakeOuts } from './take-out-calls.ts'
import { TakeOutDetailsOf } from './take-out-details.tsx'
import { ExportDialog, ReturnDialog } from './take-out-dialogs.tsx'

/** What left the premises: what is out, then what came back. */
export function TakeOuts(): ReactNode {
  const { t } = useWords()
  const [exporting, setExporting] = useState(false)
  return (
    <>
      <div className={classes['head']}>
        <p className={classes['lead']}>{t('gate.takeOuts.lead')}</p>
        <Button variant="default" leftSection={<Icon name="download" />} onClick={() => setExporting(true)}>
          {t('gate.takeOuts.export')}
        </Button>
      </div>
      <List state="out" />
      <List state="returned" />
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
    </>
  )
}

function List({ state }: { readonly state: 'out' | 'returned' }): ReactNode {
  const { t } = useWords()
  const found = useTakeOuts(state)
  const entries = found.data?.pages.flatMap((page) => page.takeOuts)
  const empty = state === 'out' ? 'none' : 'noneReturned'
  const isCut = state === 'out' && entries?.length === mostOut
  return (
    <Listed
      title={t(`gate.takeOuts.${state}`)}
      paged={found}
      items={entries}
      none={[t(`gate.takeOuts.${empty}`), t(`gate.takeOuts.${empty}Why`)]}
      note={isCut ? t('gate.takeOuts.more') : undefined}
    >
      {(entry) => <Item key={entry.id} entry={entry} />}
    </Listed>
  )
}

function Item({ entry }: { readonly entry: TakeOutEntry }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const names = useNames(useChoices().data)
  const heading = useMeant(entry.id)
  const [returning, setReturning] = useState(false)
  const what = names.category(entry.category)
  const at = formatInstant(entry.takenAt, 'time', language)
  const number = entry.count.toLocaleString(language)
  // Several may be out of the same kind, and a return cannot be taken back.
  const which = [
    what,
    t('gate.takeOuts.persons', { count: entry.count, number }),
    t(`gate.takeOuts.medium.${entry.medium}`),
    at,
  ]
  return (
    <li className={classes['item']} data-state={entry.state}>
      <div className={classes['head']}>
        <h3 ref={heading} tabIndex={-1} className={classes['name']}>
          {what}
        </h3>
        <Stand entry={entry} />
      </div>
      <About entry={entry} />
      <p className={classes['line']}>
        {can('ledger:read') && (
          <Link to={`/${organisation.id}/ledger/${entry.fact}`}>{t('gate.takeOuts.fact')}</Link>
        )}
        {can('ledger:read') && entry.returned && (
          <Link to={`/${organisation.id}/ledger/${entry.returned.fact}`}>
            {t('gate.takeOuts.returnFact')}
          </Link>
        )}
      </p>
      <TakeOutDetailsOf entry={entry} label={t('gate.takeOuts.showOf', { what, at })} />
      {entry.returned === null && can('takeouts:write') && (
        <Button aria-label={t('gate.takeOuts.doOf', { what, at })} onClick={() => setReturning(true)}>
          {t('gate.takeOuts.do')}
        </Button>
      )}
      {returning && (
        <ReturnDialog entry={entry} what={which.join(t('list.comma'))} onClose={() => setReturning(false)} />
      )}
    </li>
  )
}

function Stand({ entry }: { readonly entry: TakeOutEntry }): ReactNode {
  const { t } = useWords()
  if (entry.state === 'returned')
    return (
      <Badge tone="good" icon="check">
        {t('gate.takeOuts.returned')}
      </Badge>
    )
  // The day is one of the organisation, to its end.
  return <Deadline at={`${entry.returnBy}T23:59:59+09:00`} overdue={entry.state === 'overdue'} />
}

function About({ entry }: { readonly entry: TakeOutEntry }): ReactNode {
  const { t, language } = useWords()
  const names = useNames(useChoices().data)
  const { ground, client, returned } = entry
  const { id } = entry.actor
  // A short hash stands for an id that might name somebody.
  const who = id.startsWith('#') ? t('gate.takeOuts.whoSealed', { id }) : id
  const number = entry.count.toLocaleString(language)
  return (
    <div className={classes['asked']}>
      <Particulars
        items={[
          [t('gate.takeOuts.who'), entry.actor.name ?? who],
          [t('gate.takeOuts.count'), t('gate.takeOuts.persons', { count: entry.count, number })],
          [t('gate.takeOuts.mediumLabel'), t(`gate.takeOuts.medium.${entry.medium}`)],
          [t('gate.takeOuts.at'), <Moment key="at" at={entry.takenAt} />],
          [t('gate.takeOuts.returnBy'), formatDay(entry.returnBy, language)],
          [t('gate.takeOuts.purpose'), names.purpose(entry.purpose)],
          [t('gate.takeOuts.basisLabel'), t(`gate.takeOuts.basis.${entry.basis}`)],
          ...(ground === null ? [] : ([[t('gate.takeOuts.ground'), names.ground(ground)]] as const)),
          ...(client === null
            ? []
            : ([[t('gate.takeOuts.client'), names.other(`entity:${client}`)]] as const)),
          ...(returned === null
            ? []
            : ([
                [t('gate.takeOuts.cameBack'), formatDay(returned.day, language)],
                [
                  t('gate.takeOuts.recordedBy'),
                  t(`actor.${returned.recordedBy.name as 'token'}`, returned.recordedBy.name),
                ],
              ] as const)),
        ]}
      />
    </div>
  )
}
