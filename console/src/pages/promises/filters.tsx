// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PromiseView } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Choices } from '../../ui/choices.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PromiseStateBadge, promiseStatesInOrder } from '../../ui/states.tsx'
import classes from './promises.module.css'
import type { Selection } from './selection.ts'

const modes = ['enforced', 'duty', 'attested'] as const satisfies readonly PromiseView['mode'][]

/** Chooses by state, mode and test, and searches the sentences in both languages. */
export function Filters(props: {
  readonly counts: Readonly<Record<PromiseView['state'], number>>
  readonly found: number
  readonly selection: Selection
  readonly onChoose: (name: 'state' | 'mode' | 'test', value: string) => void
  readonly onWords: (words: string) => void
}): ReactNode {
  const { t } = useWords()
  const { counts, selection, onChoose } = props
  const all = promiseStatesInOrder.reduce((sum, state) => sum + counts[state], 0)
  return (
    <search className={classes['filters']}>
      <Choices
        label={t('promises.byState')}
        value={selection.state}
        onChange={(value) => onChoose('state', value)}
        choices={[
          { value: '', label: t('filter.all'), count: all },
          ...promiseStatesInOrder.map((state) => ({
            value: state,
            label: <PromiseStateBadge state={state} />,
            count: counts[state],
          })),
        ]}
      />
      <div className={classes['fields']}>
        <NativeSelect
          label={t('promises.byMode')}
          value={selection.mode}
          onChange={(event) => onChoose('mode', event.currentTarget.value)}
          data={[
            { value: '', label: t('filter.all') },
            ...modes.map((mode) => ({ value: mode, label: t(`promiseMode.${mode}`) })),
          ]}
        />
        <NativeSelect
          label={t('promises.byTest')}
          value={selection.test}
          onChange={(event) => onChoose('test', event.currentTarget.value)}
          data={[
            { value: '', label: t('filter.all') },
            { value: 'some', label: t('promises.tested') },
            { value: 'none', label: t('promises.untested') },
          ]}
        />
        <TextInput
          type="search"
          label={t('promises.search')}
          placeholder={t('promises.searchHint')}
          leftSection={<Icon name="search" />}
          value={selection.words}
          onChange={(event) => props.onWords(event.currentTarget.value)}
        />
      </div>
      <p role="status" className={classes['found']}>
        {t('promises.found', { count: props.found })}
      </p>
    </search>
  )
}
