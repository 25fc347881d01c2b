// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Exclusion } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Icon } from '../../ui/icons.tsx'
import type { Collection } from './collection-table.tsx'
import { exclusionOf, type Target } from './exclusions.ts'
import classes from './requests.module.css'
import { textOf } from './values.ts'

/** One field of one record: its value, the mark when it may be about somebody else, or that it is taken out. */
export function Cell(props: {
  readonly collection: Collection
  readonly row: number
  readonly field: string
  readonly rowExcluded: boolean
  readonly exclusions: readonly Exclusion[]
  readonly onExclude: ((target: Target) => void) | null
  readonly onInclude: ((target: Target) => void) | null
}): ReactNode {
  const { t, language } = useWords()
  const { collection, row, field, rowExcluded, onExclude, onInclude } = props
  const target = { collection: collection.collection, row, field }
  const excluded = rowExcluded ? undefined : exclusionOf(props.exclusions, target)
  const suspicious = collection.suspicions.some((one) => one.row === row && one.field === field)
  const value = textOf(collection.rows[row]?.[field], t, language)
  const place = { number: row + 1, field }
  if (excluded) {
    return (
      <td className={classes['excluded']}>
        <s>{value}</s>
        <span className={classes['small']}>{t('found.because', { reason: excluded.reason })}</span>
        {onInclude && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onInclude(target)}
            aria-label={t('found.putBackField', place)}
          >
            {t('found.putBack')}
          </Button>
        )}
      </td>
    )
  }
  if (!suspicious || rowExcluded) return <td>{rowExcluded ? <s>{value}</s> : value}</td>
  return (
    <td className={classes['suspicious']}>
      <span>{value}</span>
      <span className={classes['mark']}>
        <Icon name="warning" size={16} />
        {t('found.look')}
      </span>
      {onExclude && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onExclude(target)}
          aria-label={t('found.excludeField', place)}
        >
          {t('found.exclude')}
        </Button>
      )}
    </td>
  )
}
