// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RequestState } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Choices } from '../../ui/choices.tsx'
import { Icon } from '../../ui/icons.tsx'
import { RequestStateBadge, requestStatesInOrder } from '../../ui/states.tsx'
import classes from './requests.module.css'

type Counts = Readonly<Partial<Record<RequestState, number>>>

const always: readonly RequestState[] = ['collecting', 'review', 'packaging', 'answered']

/** Chooses a state, with how many stand in it, or looks for one number. */
export function BoardFilters(props: {
  readonly filter: { readonly state: string; readonly number: string }
  readonly counts: Counts | undefined
  readonly onFilter: (filter: Record<string, string>) => void
}): ReactNode {
  const { t } = useWords()
  const { counts = {}, filter, onFilter } = props
  const shown = requestStatesInOrder.filter(
    (state) => always.includes(state) || (counts[state] ?? 0) > 0 || filter.state === state,
  )
  // Without a state the board leaves out what never became a request.
  const all = requestStatesInOrder
    .filter((state) => state !== 'asked' && state !== 'expired')
    .reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  // A number is looked for in every state: none is chosen then, and each can be.
  const chosen = filter.number ? null : filter.state
  return (
    <search className={classes['filters']}>
      <Choices
        label={t('requests.byState')}
        value={chosen}
        onChange={(state) => onFilter(state ? { state } : {})}
        choices={[
          { value: '', label: t('filter.all'), count: all },
          ...shown.map((state) => ({
            value: state,
            label: <RequestStateBadge state={state} />,
            count: counts[state] ?? 0,
          })),
        ]}
      />
      <form
        className={classes['search']}
        onSubmit={(event) => {
          event.preventDefault()
          const number = new FormData(event.currentTarget).get('number')
          onFilter(typeof number === 'string' && number.trim() ? { number: number.trim() } : {})
        }}
      >
        <TextInput
          name="number"
          type="search"
          label={t('requests.byNumber')}
          defaultValue={filter.number}
          autoComplete="off"
        />
        <Button type="submit" size="md" variant="outline" leftSection={<Icon name="search" />}>
          {t('filter.search')}
        </Button>
        {filter.number && (
          <Button size="md" variant="subtle" onClick={() => onFilter({})}>
            {t('filter.clear')}
          </Button>
        )}
      </form>
    </search>
  )
}
