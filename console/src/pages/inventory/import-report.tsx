// SPDX-License-Identifier: Apache-2.0
import { columnOf } from '@yakusoku/core/inventory'
import type { ReactNode } from 'react'
import type { InventoryImport } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import classes from './inventory.module.css'

/** What a workbook would change, place by place, with what cannot be taken first. */
export function ImportReport({ report }: { readonly report: InventoryImport }): ReactNode {
  const { t, say } = useWords()
  const { added, changed, removed, refused, notices } = report
  const nothing = added.length + changed.length + removed.length + refused.length === 0
  return (
    <section aria-label={t('inventory.report')} className={classes['report']}>
      <p role="status">
        {t('inventory.reportCounts', {
          added: added.length,
          changed: changed.length,
          removed: removed.length,
          unchanged: report.unchanged,
        })}
      </p>
      {nothing && <p>{t('inventory.nothing')}</p>}
      {refused.length > 0 && <p className={classes['say']}>{t('inventory.refusedSays')}</p>}
      <Part title={t('inventory.refusedTitle', { count: refused.length })} count={refused.length} open>
        {refused.map(({ place, code, message, remedy }, at) => (
          <li key={`${place} ${code} ${at}`}>
            <code>{place}</code> {say(message)} {say(remedy)}
          </li>
        ))}
      </Part>
      <Part title={t('inventory.changedTitle', { count: changed.length })} count={changed.length} open>
        {changed.map(({ entry, no, item, cells }) => (
          <li key={entry}>
            <b>{t('inventory.entry', { no, item })}</b>
            <Cells cells={cells} />
          </li>
        ))}
      </Part>
      <Part title={t('inventory.addedTitle', { count: added.length })} count={added.length}>
        {added.map(({ row, item, cells }) => (
          <li key={row}>
            <b>{item}</b> {t('inventory.row', { row })}
            <Cells cells={cells} />
          </li>
        ))}
      </Part>
      <Part title={t('inventory.removedTitle', { count: removed.length })} count={removed.length} open>
        {removed.map(({ entry, no, item }) => (
          <li key={entry}>{t('inventory.entry', { no, item })}</li>
        ))}
      </Part>
      <Part title={t('inventory.noticesTitle', { count: notices.length })} count={notices.length} open>
        {notices.map(({ place, message }) => (
          <li key={place}>
            <code>{place}</code> {say(message)}
          </li>
        ))}
      </Part>
    </section>
  )
}

function Part(props: {
  readonly title: string
  readonly count: number
  readonly open?: boolean
  readonly children: ReactNode
}): ReactNode {
  if (props.count === 0) return null
  return (
    <details open={props.open ?? false}>
      <summary>{props.title}</summary>
      <ul>{props.children}</ul>
    </details>
  )
}

function Cells({ cells }: { readonly cells: InventoryImport['changed'][number]['cells'] }): ReactNode {
  const { t, language } = useWords()
  const blank = t('inventory.blank')
  return (
    <ul>
      {cells.map(({ column, place, from, to }) => (
        <li key={column}>
          <code>{place}</code> {columnOf(column)?.name[language] ?? column}:{' '}
          <del>{from === '' ? blank : from}</del> → <ins>{to === '' ? blank : to}</ins>
        </li>
      ))}
    </ul>
  )
}
