// SPDX-License-Identifier: Apache-2.0
/** One request: what to do next, what was found, its history and deadline. */
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { RequestDetail } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { RequestStateBadge } from '../../ui/states.tsx'
import { About, Answer, Sources, Timeline } from './about.tsx'
import { FoundPanel } from './found.tsx'
import { NextStep } from './next-step.tsx'
import { useProgress, useRequest } from './queries.ts'
import classes from './requests.module.css'

/** The page of one request. */
export function Request(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="requests:read" title={t('request.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { id = '' } = useParams()
  const request = useRequest(organisation.id, id)
  return (
    <One
      query={request}
      list="requests"
      back={t('request.back')}
      title={request.data ? t('request.titleOf', { number: request.data.number }) : t('request.title')}
      actions={request.data && <RequestStateBadge state={request.data.state} />}
    >
      {(detail) => <Whole request={detail} />}
    </One>
  )
}

function Whole({ request }: { readonly request: RequestDetail }): ReactNode {
  const { organisation } = useWorking()
  useProgress(organisation.id, request)
  return (
    <div className={classes['columns']}>
      <div>
        <NextStep request={request} />
        {request.abilities.includes('read-found') && <FoundPanel request={request} />}
        <Timeline request={request} />
      </div>
      <div>
        <About request={request} />
        <Sources request={request} />
        <Answer request={request} />
      </div>
    </div>
  )
}
