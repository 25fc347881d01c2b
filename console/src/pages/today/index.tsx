// SPDX-License-Identifier: Apache-2.0
/** What is due, what is overdue, how requests, promises and the ledger stand. */
import type { ReactNode } from 'react'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Duties } from './duties.tsx'
import { LedgerSummary, PromiseSummary, RequestCounts } from './summaries.tsx'
import classes from './today.module.css'
import { useToday } from './today.ts'

/** The first screen of an organisation. */
export function Today(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="today:read" title={t('today.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const today = useToday(organisation.id)
  return (
    <Page title={t('today.title')} lead={formatInstant(new Date().toISOString(), 'day', language)}>
      <Loaded query={today} lines={5}>
        {({ duties, requests, ledger, promises }) => (
          <div className={classes['grid']}>
            <Duties duties={duties} />
            <div>
              <RequestCounts counts={requests} />
              <PromiseSummary counts={promises} />
              <LedgerSummary ledger={ledger} />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
