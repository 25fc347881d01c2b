// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { StandingEntry, StandingKind } from 'yakusoku/contract'
import { dayOf } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useWrite } from './calls.ts'
import { useTitles } from './entries.tsx'
import { isWord } from './callers.ts'
import { FieldInput } from './field-input.tsx'
import { fieldsOf, standingOf, type Draft, type Field } from './register.ts'

/** Registers an entry of a kind, or changes what one says; what it is about stays. */
export function EntryDialog(props: {
  readonly kind: StandingKind
  readonly entry: StandingEntry | null
  readonly draft: Draft
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const { kind, entry, onClose } = props
  const announce = useAnnounce()
  const titleOf = useTitles()
  const write = useWrite()
  const [draft, setDraft] = useState(props.draft)
  const change = (name: string, value: string) => setDraft((known) => ({ ...known, [name]: value }))
  const fields: readonly Field[] = fieldsOf[kind]
  return (
    <Confirm
      opened
      title={
        entry
          ? t('standing.changeOf', { what: titleOf(entry) })
          : t('standing.registerOf', { kind: t(`standing.part.${kind}`) })
      }
      action={t(entry ? 'standing.change' : 'standing.register')}
      disabled={kind === 'word' && !isWord(draft)}
      busy={write.isPending}
      error={write.error}
      onClose={onClose}
      onConfirm={() =>
        write.mutate(
          { id: entry?.id ?? null, body: standingOf(kind, draft) },
          {
            onSuccess: () => {
              announce(t(entry ? 'standing.changedNow' : 'standing.registeredNow'))
              onClose()
            },
          },
        )
      }
    >
      {kind === 'word' && <p>{t('standing.wordNeeds')}</p>}
      {fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          draft={draft}
          fixed={entry !== null && field.about === true}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      <Span kind={kind} draft={draft} onChange={change} />
    </Confirm>
  )
}

/** First and last day; a notice has the day on which it went out. */
function Span(props: {
  readonly kind: StandingKind
  readonly draft: Draft
  readonly onChange: (name: string, value: string) => void
}): ReactNode {
  const { t } = useWords()
  const { kind, draft, onChange } = props
  const notice = kind === 'notice'
  return (
    <>
      <TextInput
        type="date"
        label={t(notice ? 'standing.field.wentOut' : 'standing.field.since')}
        description={t('standing.hint.since')}
        max={notice ? dayOf(Date.now()) : undefined}
        value={draft['since'] ?? ''}
        onChange={(event) => onChange('since', event.currentTarget.value)}
      />
      {!notice && kind !== 'new-purpose' && (
        <TextInput
          type="date"
          label={t('standing.field.until')}
          description={t('standing.hint.until')}
          min={draft['since'] || undefined}
          value={draft['until'] ?? ''}
          onChange={(event) => onChange('until', event.currentTarget.value)}
        />
      )}
    </>
  )
}
