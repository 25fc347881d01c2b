// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cycle } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Deadline, DueBy } from '../../ui/time.tsx'
import classes from './programme.module.css'
import { useWaiting } from './queries.ts'
import { CycleOf } from './state.tsx'

/** The duties that wait, the nearest deadline first: those of one's own roles, or all. */
export function Waiting(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const waiting = useWaiting(organisation.id)
  const [whose, setWhose] = useState<'mine' | 'all'>('mine')
  const own = (cycle: Cycle) => organisation.roles.includes(cycle.ownerRole as 'desk')
  return (
    <Panel title={t('programme.waiting')} flush>
      <Loaded query={waiting} lines={5}>
        {({ cycles }) => {
          const shown = whose === 'all' ? cycles : cycles.filter(own)
          const counts = { mine: cycles.filter(own).length, all: cycles.length }
          return (
            <>
              <div className={classes['choice']}>
                <Choices
                  label={t('programme.whose')}
                  value={whose}
                  onChange={(value) => setWhose(value === 'all' ? 'all' : 'mine')}
                  choices={(['mine', 'all'] as const).map((value) => ({
                    value,
                    label: t(`programme.${value}`),
                    count: counts[value],
                  }))}
                />
              </div>
              {cycles.length === 0 && <Empty title={t('programme.none')}>{t('programme.noneWhy')}</Empty>}
              {cycles.length > 0 && shown.length === 0 && (
                <Empty title={t('programme.noneMine')}>{t('programme.noneMineWhy')}</Empty>
              )}
              <ul className={classes['list']}>
                {shown.map((cycle) => (
                  <Item key={cycle.id} cycle={cycle} />
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Item({ cycle }: { readonly cycle: Cycle }): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const given = cycle.evidence.filter((one) => one.given !== null).length
  return (
    <li className={classes['item']} data-state={cycle.state}>
      <div className={classes['head']}>
        <h3 className={classes['name']}>
          <Link to={`/${organisation.id}/programme/${cycle.id}`}>{say(cycle.name)}</Link>
        </h3>
        <Deadline at={cycle.dueAt} overdue={cycle.state === 'overdue'} warning={cycle.state === 'warning'} />
      </div>
      <p className={classes['line']}>
        <CycleOf cycle={cycle} />
        <span>
          {t('due.by')} <DueBy at={cycle.dueAt} />
        </span>
        <span>{t('today.owner', { role: t(`role.${cycle.ownerRole as 'desk'}`, cycle.ownerRole) })}</span>
        <span>{t('programme.evidenceOf', { given, wanted: cycle.evidence.length })}</span>
      </p>
      <p className={classes['line']}>
        <span>{t('today.serves')}</span> <PromiseLinks promises={cycle.promises} />
      </p>
    </li>
  )
}
