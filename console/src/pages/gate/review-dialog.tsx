// SPDX-License-Identifier: Apache-2.0
import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { GateReview, NewReview } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useReview } from './review-calls.ts'

const outcomes = ['justified', 'not-justified'] as const

/** Asks what the look at an emergency use found, and why. */
export function ReviewDialog(props: {
  readonly review: GateReview
  readonly what: string
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const review = useReview(props.review.use)
  const [outcome, setOutcome] = useState<NewReview['outcome'] | ''>('')
  const [note, setNote] = useState('')
  const [document, setDocument] = useState('')
  return (
    <Confirm
      opened
      title={t('gate.reviews.title')}
      action={t('gate.reviews.do')}
      busy={review.isPending}
      disabled={outcome === '' || note.trim() === ''}
      error={review.error}
      onClose={props.onClose}
      onConfirm={() => {
        if (outcome === '') return
        const named = document.trim() === '' ? {} : { document: document.trim() }
        const done = () => {
          announce(t('gate.reviews.done'))
          props.onClose()
        }
        review.mutate({ outcome, note: note.trim(), ...named }, { onSuccess: done })
      }}
    >
      <p>{props.what}</p>
      <p>{t('gate.reviews.says')}</p>
      <Radio.Group
        label={t('gate.reviews.outcome')}
        value={outcome}
        onChange={(value) => setOutcome(value as NewReview['outcome'])}
        required
      >
        <Stack gap="xs" mt="xs">
          {outcomes.map((one) => (
            <Radio key={one} value={one} label={t(`gate.reviews.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('gate.reviews.note')}
        description={t('gate.reviews.noteWhy')}
        rows={5}
        required
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextInput
        label={t('gate.reviews.documentName')}
        description={t('gate.reviews.documentNameWhy')}
        maxLength={300}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
    </Confirm>
  )
}
