// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Exclusion, Found } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { Cell } from './cell.tsx'
import { exclusionOf, type Target } from './exclusions.ts'
import classes from './requests.module.css'

/** One collection of what was found. */
export type Collection = Found['collections'][number]

const pageOfRows = 20

/** One collection as a table: a row for each record, a mark where somebody else may be meant. */
export function CollectionTable(props: {
  readonly collection: Collection
  readonly exclusions: readonly Exclusion[]
  readonly onlyMarked: boolean
  readonly onExclude: ((target: Target) => void) | null
  readonly onInclude: ((target: Target) => void) | null
}): ReactNode {
  const { t } = useWords()
  const { collection, onlyMarked } = props
  const [limit, setLimit] = useState(pageOfRows)
  const marked = new Set(collection.suspicions.map(({ row }) => row))
  const rows = [...collection.rows.keys()].filter((row) => !onlyMarked || marked.has(row))
  const name = collection.collection
  return (
    <section className={classes['collection']} aria-label={name}>
      <div className={classes['collectionHead']}>
        <h3>{name}</h3>
        <span>{t('found.rowsOf', { count: collection.rows.length })}</span>
        {collection.suspicions.length > 0 && (
          <Badge tone="warn" icon="warning">
            {t('found.marksOf', { count: collection.suspicions.length })}
          </Badge>
        )}
        <span className={classes['small']}>{collection.categories.join(t('list.comma'))}</span>
      </div>
      <Table
        dense
        caption={t('found.caption', { name })}
        heads={[
          t('found.row'),
          ...collection.fields.map((field) => (
            <span key={field.name} title={field.categories.join(', ')}>
              {field.name}
            </span>
          )),
        ]}
      >
        {rows.slice(0, limit).map((row) => (
          <Row key={row} row={row} {...props} />
        ))}
      </Table>
      {rows.length > limit && (
        <div className={classes['next']}>
          <Button variant="default" onClick={() => setLimit(limit + 5 * pageOfRows)}>
            {t('found.moreRows', { count: rows.length - limit })}
          </Button>
        </div>
      )}
    </section>
  )
}

function Row(props: Parameters<typeof CollectionTable>[0] & { readonly row: number }): ReactNode {
  const { t } = useWords()
  const { collection, row, exclusions, onExclude, onInclude } = props
  const wholeRow = { collection: collection.collection, row, field: null }
  const excluded = exclusionOf(exclusions, wholeRow)
  const number = row + 1
  return (
    <tr data-excluded={excluded !== undefined}>
      <th scope="row" className={classes['rowHead']}>
        <span>{number}</span>
        {excluded ? (
          <>
            <Badge tone="plain" icon="cross">
              {t('found.rowExcluded')}
            </Badge>
            <span className={classes['small']}>{excluded.reason}</span>
            {onInclude && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => onInclude(wholeRow)}
                aria-label={t('found.putBackRow', { number })}
              >
                {t('found.putBack')}
              </Button>
            )}
          </>
        ) : (
          onExclude && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onExclude(wholeRow)}
              aria-label={t('found.excludeRow', { number })}
            >
              {t('found.exclude')}
            </Button>
          )
        )}
      </th>
      {collection.fields.map(({ name }) => (
        <Cell key={name} {...props} field={name} rowExcluded={excluded !== undefined} />
      ))}
    </tr>
  )
}
