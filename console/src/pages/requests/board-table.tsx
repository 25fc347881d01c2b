// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RequestSummary } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { isOpen, RequestStateBadge } from '../../ui/states.tsx'
import { Deadline, DueBy, Moment } from '../../ui/time.tsx'
import classes from './requests.module.css'

/** The requests: a table on a desk, cards on a phone; the same elements, laid out anew. */
export function BoardTable({ requests }: { readonly requests: readonly RequestSummary[] }): ReactNode {
  const { t } = useWords()
  return (
    <table className={classes['board']}>
      <caption className={classes['caption']}>{t('requests.list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('requests.number')}</th>
          <th scope="col">{t('requests.state')}</th>
          <th scope="col">{t('requests.due')}</th>
          <th scope="col">{t('requests.received')}</th>
          <th scope="col">{t('requests.waiting')}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <Row key={request.id} request={request} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ request }: { readonly request: RequestSummary }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  return (
    <tr>
      <th scope="row">
        <Link to={`/${organisation.id}/requests/${request.id}`}>{request.number}</Link>
        <span className={classes['kind']}>{t(`requestKind.${request.kind}`)}</span>
      </th>
      <td>
        <RequestStateBadge state={request.state} />
      </td>
      <td data-label={t('requests.due')}>
        <Due request={request} />
      </td>
      <td data-label={t('requests.received')}>
        <Moment at={request.receivedAt} />
      </td>
      <td data-label={request.waitingFor.length > 0 ? t('requests.waiting') : undefined}>
        {request.waitingFor.length > 0 && (
          <Badge tone="warn" icon="warning">
            {request.waitingFor.join(t('list.comma'))}
          </Badge>
        )}
      </td>
    </tr>
  )
}

/** The deadline of an open request with how near it is; when a closed one was answered. */
export function Due({ request }: { readonly request: RequestSummary }): ReactNode {
  const { t } = useWords()
  if (request.answeredAt !== null) {
    return (
      <span>
        {t('requests.answeredAt')} <Moment at={request.answeredAt} shape="day" />
      </span>
    )
  }
  if (request.dueAt === null || !isOpen(request)) return <span>{t('requests.noDeadline')}</span>
  const warning = request.warnAt !== null && Date.parse(request.warnAt) <= Date.now()
  return (
    <span className={classes['due']}>
      <DueBy at={request.dueAt} />
      <Deadline at={request.dueAt} overdue={request.overdue} warning={warning} />
    </span>
  )
}
