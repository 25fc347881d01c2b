// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { PolicyView, PromiseView } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PromiseStateBadge } from '../../ui/states.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './promises.module.css'

/** One section of the policy. */
export function Section({ section }: { readonly section: PolicyView['sections'][number] }): ReactNode {
  const { say } = useWords()
  return (
    <Panel title={say(section.heading)} flush>
      <ul className={classes['promises']}>
        {section.promises.map((promise) => (
          <Sentence key={promise.id} promise={promise} />
        ))}
      </ul>
    </Panel>
  )
}

function Sentence({ promise }: { readonly promise: PromiseView }): ReactNode {
  const { t, say } = useWords()
  return (
    <li id={promise.id} tabIndex={-1} className={classes['promise']}>
      <div className={classes['state']}>
        <PromiseStateBadge state={promise.state} />
      </div>
      <div className={classes['words']}>
        <p className={classes['sentence']}>{say(promise.sentence)}</p>
        <p className={classes['reason']}>{say(promise.reason)}</p>
        <p className={classes['line']}>
          <code>{promise.id}</code>
          <span title={t(`promiseModeSays.${promise.mode}`)}>{t(`promiseMode.${promise.mode}`)}</span>
          {promise.openDuties > 0 && <span>{t('promises.openDuties', { count: promise.openDuties })}</span>}
          {promise.overdueDuties > 0 && (
            <Badge tone="bad" icon="stop">
              {t('promises.overdueDuties', { count: promise.overdueDuties })}
            </Badge>
          )}
          <Evidence promise={promise} />
          {promise.test === null ? (
            <span>{t('promises.untested')}</span>
          ) : (
            <span title={`${promise.test.file}: ${promise.test.name}`}>{t('promises.tested')}</span>
          )}
        </p>
        {promise.keptBy.length > 0 && (
          <p className={classes['line']}>
            <span>{t('promises.keptBy')}</span>
            {promise.keptBy.map((what) => (
              <code key={what}>{what}</code>
            ))}
          </p>
        )}
      </div>
    </li>
  )
}

function Evidence({ promise }: { readonly promise: PromiseView }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (promise.lastEvidence === null) return <span>{t('promises.noEvidence')}</span>
  const { fact, type, time } = promise.lastEvidence
  return (
    <span>
      {t('promises.evidence')}{' '}
      {can('ledger:read') ? (
        <Link to={`/${organisation.id}/ledger/${fact}`}>{type}</Link>
      ) : (
        <code>{type}</code>
      )}{' '}
      <Moment at={time} />
    </span>
  )
}
