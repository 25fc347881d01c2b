// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { LedgerState, Today } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Particulars, Panel } from '../../ui/panel.tsx'
import {
  HealthBadge,
  PromiseStateBadge,
  promiseStatesInOrder,
  RequestStateBadge,
  requestStatesInOrder,
} from '../../ui/states.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './today.module.css'

/** How many requests stand where; each number leads to them. */
export function RequestCounts({ counts }: { readonly counts: Today['requests'] }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const shown = requestStatesInOrder.filter(
    (state) =>
      (counts[state] ?? 0) > 0 || state === 'collecting' || state === 'review' || state === 'answered',
  )
  return (
    <Panel title={t('requests.name')}>
      <ul className={classes['counts']}>
        {shown.map((state) => (
          <li key={state}>
            <RequestStateBadge state={state} />
            {can('requests:read') ? (
              <Link
                to={`/${organisation.id}/requests?state=${state}`}
                aria-label={t('today.requestsIn', {
                  state: t(`requestState.${state}`),
                  count: counts[state] ?? 0,
                })}
              >
                {counts[state] ?? 0}
              </Link>
            ) : (
              <span>{counts[state] ?? 0}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** How many promises hold: a bar for the eye, numbers for everybody. */
export function PromiseSummary({ counts }: { readonly counts: Today['promises'] }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const of = { held: counts.held, 'at-risk': counts.atRisk, broken: counts.broken, 'not-yet': counts.notYet }
  return (
    <Panel title={t('promises.name')}>
      <div className={classes['bar']} aria-hidden="true">
        {promiseStatesInOrder.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: of[state] }} />
        ))}
      </div>
      <ul className={classes['counts']}>
        {promiseStatesInOrder.map((state) => (
          <li key={state}>
            <PromiseStateBadge state={state} />
            <Link
              to={`/${organisation.id}/promises?state=${state}`}
              aria-label={t('today.promisesIn', { state: t(`promiseState.${state}`), count: of[state] })}
            >
              {of[state]}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Whether the ledger is whole, how much is in it, and how old its newest signature is. */
export function LedgerSummary({ ledger }: { readonly ledger: LedgerState }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  return (
    <Panel title={t('ledger.name')} aside={<HealthBadge health={ledger.health} />}>
      <p className={classes['say']}>{t(`healthSays.${ledger.health}`)}</p>
      <Particulars
        items={[
          [
            t('ledger.size'),
            t('ledger.facts', { count: ledger.size, formatted: ledger.size.toLocaleString(language) }),
          ],
          [t('ledger.signed'), ledger.checkpointAt ? <Moment at={ledger.checkpointAt} /> : t('ledger.never')],
        ]}
      />
      {can('ledger:read') && (
        <p className={classes['more']}>
          <Link to={`/${organisation.id}/ledger`}>{t('today.toLedger')}</Link>
        </p>
      )}
    </Panel>
  )
}
