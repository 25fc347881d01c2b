// SPDX-License-Identifier: Apache-2.0
/** The board: requests by state with their deadlines, and search by number. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { BoardFilters } from './board-filters.tsx'
import { BoardTable } from './board-table.tsx'
import { useBoard } from './queries.ts'
import classes from './requests.module.css'

/** The page of all requests. */
export function Requests(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="requests:read" title={t('requests.title')}>
      <Board />
    </Permitted>
  )
}

function Board(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [query, setQuery] = useSearchParams()
  const filter = { state: query.get('state') ?? '', number: query.get('number') ?? '' }
  const board = useBoard(organisation.id, filter)
  const rows = board.data?.pages.flatMap(({ requests }) => requests) ?? []
  const chosen = filter.state !== '' || filter.number !== ''
  return (
    <Page title={t('requests.title')} lead={t('requests.lead')}>
      <BoardFilters
        key={filter.number}
        filter={filter}
        counts={board.data?.pages[0]?.counts}
        onFilter={(next) => setQuery(next)}
      />
      <Panel title={t('requests.list')} flush>
        {board.error && !board.data && <Failure error={board.error} retry={() => void board.refetch()} />}
        {board.isPending && <Loading />}
        {board.data && rows.length === 0 && (
          <Empty title={chosen ? t('requests.none') : t('requests.noneYet')}>
            {chosen ? t('requests.noneWhy') : t('requests.noneYetWhy')}
          </Empty>
        )}
        {rows.length > 0 && <BoardTable requests={rows} />}
        {board.hasNextPage && (
          <div className={classes['next']}>
            <Button
              variant="default"
              loading={board.isFetchingNextPage}
              onClick={() => void board.fetchNextPage()}
            >
              {t('list.more')}
            </Button>
          </div>
        )}
      </Panel>
    </Page>
  )
}
