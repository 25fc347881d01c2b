// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { exclusionOf } from './exclusions.ts'
import { FieldValue, standingOf, type CollectionProps } from './field-value.tsx'
import classes from './requests.module.css'
import { RowHead } from './row-head.tsx'

const pageOfRows = 20

// A table with more columns than this is too narrow in each to be read.
const columnsThatFit = 6

/** One collection of what was found: a table where it fits, else one record after the other. */
export function CollectionView(props: CollectionProps & { readonly onlyMarked: boolean }): ReactNode {
  const { t } = useWords()
  const { collection, onlyMarked } = props
  const [limit, setLimit] = useState(pageOfRows)
  const marked = new Set(collection.suspicions.map(({ row }) => row))
  const rows = [...collection.rows.keys()].filter((row) => !onlyMarked || marked.has(row))
  const Rows = collection.fields.length > columnsThatFit ? Records : RowsOfTable
  return (
    <section className={classes['collection']} aria-label={collection.collection}>
      <Head {...props} />
      <Rows {...props} rows={rows.slice(0, limit)} />
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

function Head({ collection }: CollectionProps): ReactNode {
  const { t } = useWords()
  return (
    <div className={classes['collectionHead']}>
      <h3>{collection.collection}</h3>
      {collection.title && <span>{collection.title}</span>}
      <span>{t('found.rowsOf', { count: collection.rows.length })}</span>
      {collection.suspicions.length > 0 && (
        <Badge tone="warn" icon="warning">
          {t('found.marksOf', { count: collection.suspicions.length })}
        </Badge>
      )}
      <span className={classes['categories']}>{collection.categories.join(t('list.comma'))}</span>
    </div>
  )
}

interface RowsProps extends CollectionProps {
  readonly rows: readonly number[]
}

function isOut({ collection, exclusions }: CollectionProps, row: number): boolean {
  return exclusionOf(exclusions, { collection: collection.collection, row, field: null }) !== undefined
}

function RowsOfTable(props: RowsProps): ReactNode {
  const { t } = useWords()
  const { fields, collection: name } = props.collection
  return (
    <Table
      dense
      caption={t('found.caption', { name })}
      heads={[
        t('found.row'),
        ...fields.map((field) => (
          <span key={field.name} title={field.categories.join(', ')}>
            {field.name}
          </span>
        )),
      ]}
    >
      {props.rows.map((row) => (
        <tr key={row} data-excluded={isOut(props, row)}>
          <th scope="row">
            <RowHead {...props} row={row} />
          </th>
          {fields.map(({ name: field }) => (
            <td key={field} className={classes[standingOf({ ...props, row, field })]}>
              <FieldValue {...props} row={row} field={field} />
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

function Records(props: RowsProps): ReactNode {
  const { t } = useWords()
  return (
    <ol className={classes['records']}>
      {props.rows.map((row) => (
        <li
          key={row}
          data-excluded={isOut(props, row)}
          aria-label={t('found.rowNumber', { number: row + 1 })}
        >
          <RowHead {...props} row={row} />
          <dl>
            {props.collection.fields.map(({ name: field, categories }) => (
              <div key={field} className={classes[standingOf({ ...props, row, field })]}>
                <dt title={categories.join(', ')}>{field}</dt>
                <dd>
                  <FieldValue {...props} row={row} field={field} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  )
}
