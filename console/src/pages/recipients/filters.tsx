// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { PersonName, RecordDirection, RecordSearch } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import classes from './recipients.module.css'

const kinds = ['email', 'customer_id', 'phone_number'] as const satisfies readonly PersonName['kind'][]
const none = { direction: '', from: '', to: '', counterparty: '', kind: 'email', person: '' }

/** Narrows the list: direction and period, the other side or a person by exact name. */
export function Filters({ onSearch }: { readonly onSearch: (search: RecordSearch) => void }): ReactNode {
  const { t } = useWords()
  const [typed, setTyped] = useState(none)
  const set = (part: keyof typeof none) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setTyped((before) => ({ ...before, [part]: value }))
  }
  return (
    <Panel title={t('recipients.find')}>
      <form
        className={classes['filters']}
        onSubmit={(event) => {
          event.preventDefault()
          onSearch(searchOf(typed))
        }}
      >
        <NativeSelect
          label={t('recipients.direction')}
          value={typed.direction}
          onChange={set('direction')}
          data={[
            { value: '', label: t('filter.all') },
            { value: 'provision', label: t('recordDirection.provision') },
            { value: 'receipt', label: t('recordDirection.receipt') },
          ]}
        />
        <TextInput type="date" label={t('recipients.from')} value={typed.from} onChange={set('from')} />
        <TextInput type="date" label={t('recipients.to')} value={typed.to} onChange={set('to')} />
        <TextInput
          label={t('recipients.counterpartyName')}
          value={typed.counterparty}
          maxLength={200}
          autoComplete="off"
          onChange={set('counterparty')}
        />
        <NativeSelect
          label={t('recipients.personBy')}
          value={typed.kind}
          onChange={set('kind')}
          data={kinds.map((one) => ({ value: one, label: t(`personKind.${one}`) }))}
        />
        <TextInput
          label={t('recipients.person')}
          value={typed.person}
          maxLength={254}
          autoComplete="off"
          onChange={set('person')}
        />
        <div className={classes['buttons']}>
          <Button type="submit">{t('filter.apply')}</Button>
          <Button
            variant="default"
            onClick={() => {
              setTyped(none)
              onSearch({})
            }}
          >
            {t('filter.clear')}
          </Button>
        </div>
      </form>
      <p className={classes['say']}>{t('recipients.exactly')}</p>
    </Panel>
  )
}

function searchOf({ direction, from, to, counterparty, kind, person }: typeof none): RecordSearch {
  return {
    ...(direction !== '' && { direction: direction as RecordDirection }),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
    ...(counterparty.trim() !== '' && { counterparty: counterparty.trim() }),
    ...(person.trim() !== '' && { person: { kind: kind as PersonName['kind'], value: person.trim() } }),
  }
}
