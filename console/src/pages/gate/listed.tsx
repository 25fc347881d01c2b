// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import classes from './reviews.module.css'

/** What a list reads, page by page. */
interface Paged {
  readonly error: Error | null
  readonly isPending: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly refetch: () => unknown
  readonly fetchNextPage: () => unknown
}

/** A panel with a list that is read page by page, and what stands there while it is empty. */
export function Listed<Item>(props: {
  readonly title: string
  readonly paged: Paged
  readonly items: readonly Item[] | undefined
  readonly none: readonly [title: string, why: string]
  readonly note?: string | undefined
  readonly children: (item: Item) => ReactNode
}): ReactNode {
  const { t } = useWords()
  const { paged, items, none, note } = props
  return (
    <Panel title={props.title} flush>
      {paged.error && <Failure error={paged.error} retry={() => void paged.refetch()} />}
      {paged.isPending && <Loading lines={3} />}
      {items?.length === 0 && <Empty title={none[0]}>{none[1]}</Empty>}
      {note !== undefined && <p className={classes['more']}>{note}</p>}
      <ul className={classes['list']}>{items?.map(props.children)}</ul>
      {paged.hasNextPage && (
        <div className={classes['more']}>
          <Button
            variant="default"
            loading={paged.isFetchingNextPage}
            onClick={() => void paged.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}
