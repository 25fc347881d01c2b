// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { CycleDetail, CycleEvidence } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import classes from './programme.module.css'
import { useGive, type Giving } from './queries.ts'

/** A form for one piece of evidence, by its kind. */
export function Give(props: {
  readonly cycle: CycleDetail
  readonly evidence: CycleEvidence
  readonly onGiven: () => void
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const give = useGive(organisation.id, props.cycle.id, props.evidence.id)
  const [giving, setGiving] = useState<Giving | null>(null)
  const { kind } = props.evidence
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (giving === null) return
        give.mutate(giving, {
          onSuccess: () => {
            announce(t('programme.gave'))
            props.onGiven()
          },
        })
      }}
    >
      {kind === 'file' ? <FileField onChange={setGiving} /> : <TextField kind={kind} onChange={setGiving} />}
      {give.error && <Failure error={give.error} />}
      <div>
        <Button type="submit" variant="outline" disabled={giving === null} loading={give.isPending}>
          {t('programme.give')}
        </Button>
      </div>
    </form>
  )
}

type Change = (giving: Giving | null) => void

function FileField({ onChange }: { readonly onChange: Change }): ReactNode {
  const { t } = useWords()
  const id = useId()
  return (
    <div className={classes['file']}>
      <label htmlFor={id}>{t('programme.fileLabel')}</label>
      <input
        id={id}
        type="file"
        accept=".pdf,.png,.jpg,.jpeg,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp"
        aria-describedby={`${id}says`}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          onChange(file === undefined ? null : { kind: 'file', file })
        }}
      />
      <p id={`${id}says`} className={classes['hint']}>
        {t('programme.fileSays')}
      </p>
    </div>
  )
}

function TextField(props: { readonly kind: 'record' | 'reference'; readonly onChange: Change }): ReactNode {
  const { t } = useWords()
  const { kind } = props
  return (
    <Textarea
      label={t(`programme.${kind}Label`)}
      description={t(`programme.${kind}Says`)}
      autosize
      minRows={3}
      maxLength={10_000}
      onChange={(event) => {
        const text = event.currentTarget.value.trim()
        const facts = text.split(/\s+/)
        if (text === '') props.onChange(null)
        else props.onChange(kind === 'record' ? { kind, text } : { kind, facts })
      }}
    />
  )
}
