// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Exclusion, Found } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Icon } from '../../ui/icons.tsx'
import { exclusionOf, type Target } from './exclusions.ts'
import classes from './requests.module.css'
import { textOf } from './values.ts'

/** What the rows and fields of one collection are shown with; the verbs are null for who may only read. */
export interface CollectionProps {
  readonly collection: Found['collections'][number]
  readonly exclusions: readonly Exclusion[]
  readonly onExclude: ((target: Target) => void) | null
  readonly onInclude: ((target: Target) => void) | null
}

/** One field of one row of a collection. */
export interface FieldProps extends CollectionProps {
  readonly row: number
  readonly field: string
}

/** How a field stands: out with its row, out by itself, to be looked at, or none of these. */
export function standingOf({ collection, exclusions, row, field }: FieldProps) {
  const exclusion = exclusionOf(exclusions, { collection: collection.collection, row, field })
  if (exclusion) return exclusion.field === null ? 'rowExcluded' : 'excluded'
  const marked = collection.suspicions.some((one) => one.row === row && one.field === field)
  return marked ? 'suspicious' : 'plain'
}

/** The value of a field, with its mark or its exclusion, and the button that changes it. */
export function FieldValue(props: FieldProps): ReactNode {
  const { t, language } = useWords()
  const { collection, row, field } = props
  const standing = standingOf(props)
  const value = textOf(collection.rows[row]?.[field], t, language)
  if (standing === 'plain') return value
  if (standing === 'rowExcluded') return <s>{value}</s>
  if (standing === 'excluded') return <Excluded {...props} value={value} />
  const place = { number: row + 1, field }
  return (
    <>
      <span>{value}</span>
      <span className={classes['mark']}>
        <Icon name="warning" size={16} />
        {t('found.look')}
      </span>
      {props.onExclude && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => props.onExclude?.({ collection: collection.collection, row, field })}
          aria-label={t('found.excludeField', place)}
        >
          {t('found.exclude')}
        </Button>
      )}
    </>
  )
}

function Excluded(props: FieldProps & { readonly value: string }): ReactNode {
  const { t } = useWords()
  const { row, field, exclusions } = props
  const target = { collection: props.collection.collection, row, field }
  return (
    <>
      <s>{props.value}</s>
      <span className={classes['small']}>
        {t('found.because', { reason: exclusionOf(exclusions, target)?.reason })}
      </span>
      {props.onInclude && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => props.onInclude?.(target)}
          aria-label={t('found.putBackField', { number: row + 1, field })}
        >
          {t('found.putBack')}
        </Button>
      )}
    </>
  )
}
