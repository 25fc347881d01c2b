// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Cycle } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './programme.module.css'
import { useEnded } from './queries.ts'
import { CycleOf, CycleState } from './state.tsx'

/** The cycles that ended, the last opened first, each leading to its evidence. */
export function Ended(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const ended = useEnded(organisation.id)
  const rows = ended.data?.pages.flatMap(({ cycles }) => cycles) ?? []
  return (
    <Panel title={t('programme.past')} flush>
      {ended.error && <Failure error={ended.error} retry={() => void ended.refetch()} />}
      {ended.isPending && <Loading lines={2} />}
      {ended.data && rows.length === 0 && (
        <Empty title={t('programme.pastNone')}>{t('programme.pastNoneWhy')}</Empty>
      )}
      {rows.length > 0 && (
        <Table
          dense
          caption={t('programme.past')}
          heads={[
            t('programme.what'),
            t('programme.state'),
            t('programme.period'),
            t('programme.evidence'),
            t('programme.ended'),
          ]}
        >
          {rows.map((cycle) => (
            <Row key={cycle.id} cycle={cycle} />
          ))}
        </Table>
      )}
      {ended.hasNextPage && (
        <div className={classes['next']}>
          <Button
            variant="default"
            loading={ended.isFetchingNextPage}
            onClick={() => void ended.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Row({ cycle }: { readonly cycle: Cycle }): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  return (
    <tr>
      <th scope="row">
        <Link to={`/${organisation.id}/programme/${cycle.id}`}>{say(cycle.name)}</Link>
      </th>
      <td>
        <CycleState state={cycle.state} />
      </td>
      <td>
        <CycleOf cycle={cycle} />
      </td>
      <td>
        {cycle.evidence
          .filter(({ given }) => given !== null)
          .map(({ name }) => say(name))
          .join(t('list.comma'))}
      </td>
      <td>{cycle.ended && <Moment at={cycle.ended.at} shape="day" />}</td>
    </tr>
  )
}
