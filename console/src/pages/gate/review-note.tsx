// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { GateReview } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { useNote } from './review-calls.ts'
import classes from './reviews.module.css'

/** What the reviewer wrote, for whoever may review; it is opened only when it is asked for. */
export function ReviewNote({ review }: { readonly review: GateReview }): ReactNode {
  const { t } = useWords()
  const { can } = useWorking()
  const note = useNote(review.use)
  if (!can('gate:review')) return null
  if (note.data)
    return (
      <section aria-label={t('gate.reviews.wrote')} className={classes['wrote']}>
        <p>{note.data.note ?? t('gate.reviews.erased')}</p>
        {note.data.document !== null && (
          <p>
            {t('gate.reviews.documentName')}: {note.data.document}
          </p>
        )}
      </section>
    )
  return (
    <>
      {note.error && <Failure error={note.error} />}
      <p className={classes['line']}>
        <Button variant="default" loading={note.isPending} onClick={() => note.mutate()}>
          {t('gate.reviews.read')}
        </Button>
        <span>{t('gate.reviews.readSays')}</span>
      </p>
    </>
  )
}
