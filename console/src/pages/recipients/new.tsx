// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Asked, RecordChoices, RecordView } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ActFields } from './act-fields.tsx'
import { AskedOf } from './asked.tsx'
import { useAddRecord, useAsked, useChoices, useRecord } from './calls.ts'
import { actOf, draftOf, emptyDraft, recordOf, type Draft } from './draft.ts'
import { ItemFields } from './item-fields.tsx'
import classes from './recipients.module.css'

/** The form of a new record, or of a correction (`?corrects=`). */
export function NewRecord(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="recipients:write" title={t('recipients.new')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const [query] = useSearchParams()
  const corrects = query.get('corrects')
  const choices = useChoices()
  const before = useRecord(corrects)
  const title = t(corrects === null ? 'recipients.new' : 'recipients.correct')
  return (
    <One query={choices} list="recipients" back={t('recipients.back')} title={title}>
      {(read) =>
        corrects === null ? (
          <Form choices={read} before={null} />
        ) : (
          <Loaded query={before}>
            {(record) => <Form key={record.id} choices={read} before={record} />}
          </Loaded>
        )
      }
    </One>
  )
}

function Form(props: { readonly choices: RecordChoices; readonly before: RecordView | null }): ReactNode {
  const { choices, before } = props
  const isAbroad = (id: string) => choices.grounds.some((one) => one.id === id && one.abroad)
  const [draft, setDraft] = useState<Draft>(() => (before ? draftOf(before, isAbroad) : emptyDraft))
  const asked = useAsked(actOf(draft))
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }))
  return (
    <Sending draft={draft} asked={asked.data} corrects={before?.id ?? null}>
      <ActFields draft={draft} choices={choices} onChange={change} />
      <Loaded query={asked} lines={2}>
        {(read) => (
          <>
            <AskedOf asked={read} />
            {read.kind === 'record' && (
              <ItemFields
                draft={draft}
                asked={read}
                choices={choices}
                correcting={before !== null}
                onChange={change}
              />
            )}
          </>
        )}
      </Loaded>
    </Sending>
  )
}

function Sending(props: {
  readonly draft: Draft
  readonly asked: Asked | undefined
  readonly corrects: string | null
  readonly children: ReactNode
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const add = useAddRecord()
  const { draft, asked, corrects } = props
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (asked?.kind !== 'record') return
        add.mutate(recordOf(draft, asked, corrects), {
          onSuccess: ({ id }) => {
            announce(t('recipients.recorded'))
            void navigate(`/${organisation.id}/recipients/${id}`)
          },
        })
      }}
    >
      {props.children}
      {add.error && <Failure error={add.error} />}
      {asked?.kind === 'record' && (
        <Panel title={t('recipients.finish')}>
          <p>{t('recipients.finishSays')}</p>
          <div className={classes['buttons']}>
            <Button type="submit" loading={add.isPending}>
              {t('recipients.record')}
            </Button>
          </div>
        </Panel>
      )}
    </form>
  )
}
