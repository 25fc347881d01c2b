// SPDX-License-Identifier: Apache-2.0
import { columnOf, shown } from '@yakusoku/core/inventory'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { InventoryEntry } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { Cell } from './cell.tsx'
import classes from './inventory.module.css'

/** The columns of the list; all others stand on the entry's own page. */
const inList = [
  'purpose',
  'department',
  'system',
  'place',
  'entrustee',
  'provision',
  'storageLimit',
  'severity',
]

/** The entries as a table whose heads sort it and whose cells can be written over. */
export function EntryTable(props: {
  readonly entries: readonly InventoryEntry[]
  readonly sort: string
  readonly onSort: (sort: string) => void
}): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const head = (id: string, name: string) => (
    <Head key={id} id={id} name={name} sort={props.sort} onSort={props.onSort} />
  )
  const nameOf = (id: string) => columnOf(id)?.name[language] ?? id
  return (
    <Table
      dense
      caption={t('inventory.title')}
      heads={[
        head('no', t('inventory.no')),
        head('item', nameOf('item')),
        ...inList.map((id) => head(id, nameOf(id))),
        head('reviewed', t('inventory.reviewed')),
      ]}
    >
      {props.entries.map((entry) => (
        <tr key={entry.id} className={classes['row']}>
          <td>
            <Link
              to={`/${organisation.id}/inventory/entries/${entry.id}`}
              aria-label={t('inventory.details', { no: entry.no })}
            >
              {entry.no}
            </Link>
          </td>
          <th scope="row">
            {shown(entry.cells, 'item', language)}
            {entry.gone && (
              <Badge tone="warn" icon="warning">
                {t('inventory.gone')}
              </Badge>
            )}
          </th>
          {inList.map((id) => (
            <td key={id}>
              <Cell key={entry.revision} entry={entry} column={id} />
            </td>
          ))}
          <td>
            {entry.reviewedAt ? (
              <Moment at={entry.reviewedAt} shape="day" />
            ) : (
              <span>{t('inventory.notReviewed')}</span>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Head(props: {
  readonly id: string
  readonly name: string
  readonly sort: string
  readonly onSort: (sort: string) => void
}): ReactNode {
  const { t } = useWords()
  const { id, sort } = props
  const now = sort === id ? '▲' : sort === `-${id}` ? '▼' : ''
  return (
    <button
      type="button"
      className={classes['head']}
      aria-label={`${t('inventory.sort', { column: props.name })} ${now}`.trim()}
      aria-pressed={now !== ''}
      onClick={() => props.onSort(sort === id ? `-${id}` : id)}
    >
      {props.name} <span aria-hidden="true">{now}</span>
    </button>
  )
}
