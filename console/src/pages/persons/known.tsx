// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { personChannels, type PersonChoices, type PersonKnown } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { usePerson, useSay } from './calls.ts'
import { History } from './history.tsx'
import { bodyOf, sayable, standing, type Subject } from './said.ts'
import classes from './persons.module.css'

/** What is known of one person, and the form that records more. */
export function Known(props: { readonly person: string; readonly choices: PersonChoices }): ReactNode {
  const { can } = useWorking()
  const known = usePerson(props.person)
  const say = useSay(props.person)
  const announce = useAnnounce()
  const { t } = useWords()
  const [how, setHow] = useState({ channel: 'phone', evidence: '' })
  const send = (subject: Subject, way: 'say' | 'takeBack', more: Record<string, unknown> = {}) => {
    const evidence = how.evidence.trim()
    const body = {
      ...bodyOf(subject, way),
      ...more,
      channel: how.channel,
      ...(evidence !== '' && { evidence }),
    }
    say.mutate({ path: subject.path, body }, { onSuccess: () => announce(t('persons.recorded')) })
  }
  const writes = can('consent:write')
  return (
    <Loaded query={known} lines={4}>
      {(read) => (
        <>
          {writes && (
            <Panel title={t('persons.record')}>
              <How how={how} onChange={setHow} />
              <Say choices={props.choices} busy={say.isPending} onSay={send} />
              {say.error && <Failure error={say.error} />}
            </Panel>
          )}
          <Stands
            known={read}
            choices={props.choices}
            onTakeBack={writes ? (one) => send(one, 'takeBack') : null}
          />
          <History known={read} />
        </>
      )}
    </Loaded>
  )
}

interface HowSaid {
  readonly channel: string
  readonly evidence: string
}

function How({
  how,
  onChange,
}: {
  readonly how: HowSaid
  readonly onChange: (how: HowSaid) => void
}): ReactNode {
  const { t } = useWords()
  return (
    <div className={classes['fields']}>
      <NativeSelect
        label={t('persons.channel')}
        value={how.channel}
        data={personChannels.map((value) => ({ value, label: t(`personChannel.${value}`) }))}
        onChange={(event) => onChange({ ...how, channel: event.currentTarget.value })}
      />
      <TextInput
        label={t('persons.evidence')}
        description={t('persons.evidenceWhy')}
        value={how.evidence}
        maxLength={2_000}
        autoComplete="off"
        onChange={(event) => onChange({ ...how, evidence: event.currentTarget.value })}
      />
    </div>
  )
}

function Say(props: {
  readonly choices: PersonChoices
  readonly busy: boolean
  readonly onSay: (subject: Subject, way: 'say', more: Record<string, unknown>) => void
}): ReactNode {
  const { t } = useWords()
  const name = useNames()
  const subjects = sayable(props.choices)
  const [at, setAt] = useState('')
  const [language, setLanguage] = useState('ja')
  const chosen = at === '' ? undefined : subjects[Number(at)]
  return (
    <form
      className={classes['fields']}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen) props.onSay(chosen, 'say', chosen.path === 'consents' ? { language } : {})
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
        <NativeSelect
          label={t('persons.language')}
          value={language}
          data={(['ja', 'en'] as const).map((value) => ({ value, label: t(`languageName.${value}`) }))}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
      )}
      <div className={classes['buttons']}>
        <Button type="submit" loading={props.busy}>
          {t('persons.recordDo')}
        </Button>
      </div>
    </form>
  )
}

/** Names what was or can be said: its kind and what it is about. */
function useNames(): (subject: Subject) => string {
  const { t, language } = useWords()
  return ({ path, id, name }) => {
    const own = id === 'use' || id === 'provide' ? t(`personSuspension.${id}`) : t('personRestriction.all')
    const about = name?.[language] ?? (path === 'suspensions' || id === '*' ? own : id)
    return `${t(`personAct.${path}`)}: ${about}`
  }
}

function Stands(props: {
  readonly known: PersonKnown
  readonly choices: PersonChoices
  readonly onTakeBack: ((subject: Subject) => void) | null
}): ReactNode {
  const { t } = useWords()
  const name = useNames()
  const subjects = standing(props.known.state, props.choices)
  return (
    <Panel title={t('persons.of')}>
      {subjects.length === 0 ? (
        <Empty title={t('persons.nothing')}>{t('persons.nothingWhy')}</Empty>
      ) : (
        <ul className={classes['list']}>
          {subjects.map((one) => (
            <li key={`${one.path} ${one.id}`}>
              <span>{name(one)}</span>
              {props.onTakeBack && (
                <Button
                  variant="default"
                  aria-label={t('persons.takeBackOf', { what: name(one) })}
                  onClick={() => props.onTakeBack?.(one)}
                >
                  {t('persons.takeBack')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
