// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { columnOf, type Column } from '@yakusoku/core/inventory'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import classes from './inventory.module.css'
import { useAdd } from './queries.ts'

/** What is asked for at first; everything else is written on the entry's page. */
const asked = ['item', 'purpose', 'department', 'medium', 'place', 'storageLimit'].flatMap(
  (id) => columnOf(id) ?? [],
)

/** Adds an entry by hand. */
export function AddDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const add = useAdd(organisation.id)
  const [cells, setCells] = useState<Record<string, string>>({})
  return (
    <Confirm
      opened
      title={t('inventory.add')}
      action={t('inventory.add')}
      busy={add.isPending}
      disabled={(cells['item'] ?? '').trim() === ''}
      error={add.error}
      onClose={onClose}
      onConfirm={() =>
        add.mutate(cells, {
          onSuccess: () => {
            announce(t('inventory.added'))
            onClose()
          },
        })
      }
    >
      <p className={classes['say']}>{t('inventory.addSays')}</p>
      {asked.map((column) => (
        <Field
          key={column.id}
          column={column}
          value={cells[column.id] ?? ''}
          onChange={(value) => setCells({ ...cells, [column.id]: value })}
        />
      ))}
    </Confirm>
  )
}

function Field(props: {
  readonly column: Column
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  const { t, language } = useWords()
  const { column, value, onChange } = props
  const label = column.name[language]
  if (column.kind === 'choice')
    return (
      <NativeSelect
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[
          { value: '', label: t('inventory.blank') },
          ...column.choices.map((choice) => ({ value: choice.id, label: choice.name[language] })),
        ]}
      />
    )
  if (column.kind === 'list')
    return (
      <Textarea
        label={label}
        description={column.says[language]}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return (
    <TextInput
      label={label}
      description={column.says[language]}
      required={column.id === 'item'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
