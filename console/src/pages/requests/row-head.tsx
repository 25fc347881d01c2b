// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { exclusionOf } from './exclusions.ts'
import type { CollectionProps } from './field-value.tsx'
import classes from './requests.module.css'

/** The number of a row, whether it is out, and the button that changes that. */
export function RowHead(props: CollectionProps & { readonly row: number }): ReactNode {
  const { t } = useWords()
  const { collection, row, exclusions, onExclude, onInclude } = props
  const wholeRow = { collection: collection.collection, row, field: null }
  const excluded = exclusionOf(exclusions, wholeRow)
  const number = row + 1
  const button = { size: 'compact-sm', variant: 'default' } as const
  return (
    <span className={classes['rowHead']}>
      <span className={classes['rowNumber']}>{number}</span>
      {excluded && (
        <>
          <Badge tone="plain" icon="cross">
            {t('found.rowExcluded')}
          </Badge>
          <span className={classes['small']}>{excluded.reason}</span>
        </>
      )}
      {excluded && onInclude && (
        <Button
          {...button}
          onClick={() => onInclude(wholeRow)}
          aria-label={t('found.putBackRow', { number })}
        >
          {t('found.putBack')}
        </Button>
      )}
      {!excluded && onExclude && (
        <Button
          {...button}
          onClick={() => onExclude(wholeRow)}
          aria-label={t('found.excludeRow', { number })}
        >
          {t('found.exclude')}
        </Button>
      )}
    </span>
  )
}
