// SPDX-License-Identifier: Apache-2.0
/** What a person said: found by their identifier, with what stands, what is recorded anew, and the history. */
import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { usePersonChoices, type Looked } from './calls.ts'
import { Known } from './known.tsx'
import classes from './persons.module.css'

/** The page of what people said. */
export function Persons(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="consent:read" title={t('persons.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const choices = usePersonChoices()
  const [typed, setTyped] = useState('')
  const [looked, setLooked] = useState<Looked | null>(null)
  return (
    <Page title={t('persons.title')} lead={t('persons.lead')}>
      <Panel title={t('persons.find')}>
        <form
          className={classes['fields']}
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim() !== '') setLooked({ person: typed.trim(), time: Date.now() })
          }}
        >
          <TextInput
            label={t('persons.person')}
            description={t('persons.personWhy')}
            required
            value={typed}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={classes['buttons']}>
            <Button type="submit">{t('persons.look')}</Button>
          </div>
        </form>
      </Panel>
      {looked !== null && (
        <Loaded query={choices} lines={3}>
          {(read) => <Known key={looked.time} looked={looked} choices={read} />}
        </Loaded>
      )}
    </Page>
  )
}
