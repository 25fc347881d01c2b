// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RecordChoices, RecordSearch, RecordSummary } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { useRecords } from './calls.ts'
import { Period, useNames } from './parts.tsx'
import classes from './recipients.module.css'

/** The records a search found, newest first. */
export function RecordList(props: {
  readonly search: RecordSearch
  readonly choices: RecordChoices
}): ReactNode {
  const { t } = useWords()
  const found = useRecords(props.search)
  const records = found.data?.pages.flatMap((page) => page.records)
  const filtered = Object.keys(props.search).length > 0
  return (
    <Panel title={t('recipients.records')} flush={records !== undefined && records.length > 0}>
      <div aria-live="polite">
        {found.error && <Failure error={found.error} retry={() => void found.refetch()} />}
        {records === undefined && !found.error && <Loading lines={4} />}
        {records?.length === 0 && (
          <Empty title={t(filtered ? 'recipients.noneFound' : 'recipients.none')}>
            {t(filtered ? 'recipients.noneFoundWhy' : 'recipients.noneWhy')}
          </Empty>
        )}
      </div>
      {records !== undefined && records.length > 0 && <Records records={records} choices={props.choices} />}
      {found.hasNextPage && (
        <div className={classes['more']}>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

const heads = ['direction', 'counterparty', 'when', 'ground', 'items', 'people', 'kept'] as const

function Records(props: {
  readonly records: readonly RecordSummary[]
  readonly choices: RecordChoices
}): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const names = useNames(props.choices)
  return (
    <Table caption={t('recipients.records')} heads={heads.map((head) => t(`recipients.${head}`))}>
      {props.records.map((one) => (
        <tr key={one.id}>
          <td>
            <Direction record={one} />
          </td>
          <th scope="row">
            <Link to={`/${organisation.id}/recipients/${one.id}`}>
              {one.counterparty ?? t(`counterpartKind.${one.counterpart}`)}
            </Link>
            {(one.channel ?? one.recipient) !== null && (
              <span className={classes['under']}>{names.way(one.channel ?? one.recipient ?? '')}</span>
            )}
          </th>
          <td>
            <Period record={one} />
          </td>
          <td>{one.grounds.map(names.ground).join(t('list.comma'))}</td>
          <td>{one.data.map(names.data).join(t('list.comma'))}</td>
          <td>{t('recipients.persons', { count: one.persons })}</td>
          <td>{one.keptUntil === null ? t('recipients.open') : formatDay(one.keptUntil, language)}</td>
        </tr>
      ))}
    </Table>
  )
}

function Direction({ record }: { readonly record: RecordSummary }): ReactNode {
  const { t } = useWords()
  return (
    <span className={classes['badges']}>
      <Badge tone="info">{t(`recordDirection.${record.direction}`)}</Badge>
      {record.correctedBy !== null && <Badge tone="plain">{t('recipients.corrected')}</Badge>}
      {record.corrects !== null && <Badge tone="plain">{t('recipients.correction')}</Badge>}
    </span>
  )
}
