// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { PersonChoices } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import { usePerson, useSay, type Looked } from './calls.ts'
import { History } from './history.tsx'
import { How, howOf, unsaid } from './how.tsx'
import { bodyOf, sayable, type Subject } from './said.ts'
import { Stands, useNames } from './stands.tsx'
import { TakeBack } from './take-back.tsx'
import classes from './persons.module.css'

/** What is known of one person, and the form that records more. */
export function Known(props: { readonly looked: Looked; readonly choices: PersonChoices }): ReactNode {
  const { can } = useWorking()
  const { looked, choices } = props
  const known = usePerson(looked)
  const [takingBack, setTakingBack] = useState<Subject | null>(null)
  const writes = can('consent:write')
  return (
    <Loaded query={known} lines={4}>
      {(read) => (
        <>
          <Stands known={read} choices={choices} onTakeBack={writes ? setTakingBack : null} />
          {writes && <Say person={looked.person} choices={choices} />}
          <History known={read} choices={choices} />
          {takingBack && (
            <TakeBack person={looked.person} subject={takingBack} onClose={() => setTakingBack(null)} />
          )}
        </>
      )}
    </Loaded>
  )
}

function Say(props: { readonly person: string; readonly choices: PersonChoices }): ReactNode {
  const { t } = useWords()
  const { choices } = props
  const announce = useAnnounce()
  const say = useSay(props.person)
  const name = useNames()
  const subjects = sayable(choices)
  const [how, setHow] = useState(unsaid)
  const [at, setAt] = useState('')
  const [seen, setSeen] = useState<Seen>({ language: 'ja', version: choices.version })
  const chosen = at === '' ? undefined : subjects[Number(at)]
  const record = () => {
    if (chosen === undefined) return
    const body = { ...bodyOf(chosen, 'say'), ...(chosen.path === 'consents' && seen), ...howOf(how) }
    const done = () => {
      announce(t('persons.recorded'))
      setAt('')
    }
    say.mutate({ path: chosen.path, body }, { onSuccess: done })
  }
  return (
    <Panel title={t('persons.record')}>
      <form
        className={classes['fields']}
        onSubmit={(event) => {
          event.preventDefault()
          record()
        }}
      >
        <NativeSelect
          label={t('persons.what')}
          value={at}
          required
          data={[
            { value: '', label: t('persons.choose') },
            ...subjects.map((one, index) => ({ value: String(index), label: name(one) })),
          ]}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        {chosen?.path === 'consents' && (
          <Words consent={chosen.id} choices={choices} seen={seen} onChange={setSeen} />
        )}
        <How how={how} onChange={setHow} />
        <div className={classes['send']}>
          <Button type="submit" loading={say.isPending}>
            {t('persons.recordDo')}
          </Button>
        </div>
      </form>
      {say.error && <Failure error={say.error} />}
    </Panel>
  )
}

/** The words that a person saw: of which version of the policy, in which language. */
interface Seen {
  readonly language: 'ja' | 'en'
  readonly version: string
}

function Words(props: {
  readonly consent: string
  readonly choices: PersonChoices
  readonly seen: Seen
  readonly onChange: (seen: Seen) => void
}): ReactNode {
  const { t } = useWords()
  const { choices, seen, onChange } = props
  const text = choices.consents.find(({ id }) => id === props.consent)?.text[seen.language]
  return (
    <>
      {choices.versions.length > 1 && (
        <NativeSelect
          label={t('persons.version')}
          value={seen.version}
          data={[...choices.versions]}
          onChange={(event) => onChange({ ...seen, version: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('persons.language')}
        value={seen.language}
        data={(['ja', 'en'] as const).map((value) => ({ value, label: t(`languageName.${value}`) }))}
        onChange={(event) =>
          onChange({ ...seen, language: event.currentTarget.value === 'en' ? 'en' : 'ja' })
        }
      />
      {seen.version === choices.version && (
        <blockquote className={classes['words']} lang={seen.language}>
          {text}
        </blockquote>
      )}
    </>
  )
}
