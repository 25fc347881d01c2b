// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, Group, NativeSelect, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Exclusion, Found } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { wholeColumn, type ExclusionEdit, type Target } from './exclusions.ts'
import classes from './requests.module.css'
import { textOf } from './values.ts'

const grounds = ['harm', 'hindrance', 'other-law'] as const satisfies readonly Exclusion['ground'][]
const usualReasons = ['otherPerson', 'staff', 'otherContact'] as const

/** Asks what of a row goes out (all of it, one field, or that field everywhere) and why. */
export function ExcludeDialog(props: {
  readonly found: Found
  readonly target: Target | null
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onExclude: (edit: Extract<ExclusionEdit, { kind: 'exclude' }>) => void
}): ReactNode {
  const { t } = useWords()
  const { found, target } = props
  const [field, setField] = useState(target?.field ?? '')
  const [everywhere, setEverywhere] = useState(false)
  const [ground, setGround] = useState<Exclusion['ground']>('harm')
  const [reason, setReason] = useState('')
  const collection = found.collections.find((one) => one.collection === target?.collection)
  const column =
    collection && field ? wholeColumn(found.exclusions, collection.collection, field, collection.rows) : []
  const exclude = () => {
    if (!target) return
    const one = { ...target, field: field || null }
    props.onExclude({ kind: 'exclude', targets: everywhere && field ? column : [one], ground, reason })
  }
  return (
    <Confirm
      opened={target !== null}
      title={t('found.excludeTitle', { number: (target?.row ?? 0) + 1, collection: target?.collection })}
      action={t('found.excludeDo')}
      busy={props.busy}
      disabled={reason.trim() === ''}
      error={props.error}
      onClose={props.onClose}
      onConfirm={exclude}
    >
      <p className={classes['say']}>{t('found.excludeSays')}</p>
      <What collection={collection} row={target?.row ?? 0} field={field} onField={setField} />
      {field !== '' && column.length > 1 && (
        <Checkbox
          label={t('found.everywhere', { field, count: column.length })}
          checked={everywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
        />
      )}
      <NativeSelect
        label={t('request.ground')}
        description={t('found.groundWhy')}
        value={ground}
        onChange={(event) => setGround(event.currentTarget.value as Exclusion['ground'])}
        data={grounds.map((value) => ({ value, label: t(`ground.${value}`) }))}
      />
      <Textarea
        label={t('found.reason')}
        description={t('found.reasonWhy')}
        required
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        {usualReasons.map((usual) => (
          <Button
            key={usual}
            size="compact-sm"
            variant="default"
            onClick={() => setReason(t(`found.usual.${usual}`))}
          >
            {t(`found.usual.${usual}`)}
          </Button>
        ))}
      </Group>
    </Confirm>
  )
}

function What(props: {
  readonly collection: Found['collections'][number] | undefined
  readonly row: number
  readonly field: string
  readonly onField: (field: string) => void
}): ReactNode {
  const { t, language } = useWords()
  const { collection, row, field, onField } = props
  const fields = collection?.fields ?? []
  return (
    <NativeSelect
      label={t('found.what')}
      value={field}
      onChange={(event) => onField(event.currentTarget.value)}
      data={[
        { value: '', label: t('found.wholeRow') },
        ...fields.map(({ name }) => ({
          value: name,
          label: t('found.fieldIs', {
            field: name,
            value: textOf(collection?.rows[row]?.[name], t, language).slice(0, 60),
          }),
        })),
      ]}
    />
  )
}
