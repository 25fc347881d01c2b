// SPDX-License-Identifier: Apache-2.0
import { Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { StandingEntry } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useEnd } from './calls.ts'
import { useTitles } from './entries.tsx'

/** Ends an entry, with the reason. */
export function EndDialog(props: { readonly entry: StandingEntry; readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const title = useTitles()(props.entry)
  const end = useEnd()
  const [reason, setReason] = useState('')
  return (
    <Confirm
      opened
      danger
      title={t('standing.endOf', { what: title })}
      action={t('standing.end')}
      busy={end.isPending}
      disabled={reason.trim() === ''}
      error={end.error}
      onClose={props.onClose}
      onConfirm={() =>
        end.mutate(
          { id: props.entry.id, reason: reason.trim() },
          {
            onSuccess: () => {
              announce(t('standing.endedNow'))
              props.onClose()
            },
          },
        )
      }
    >
      <p>{t('standing.endSays')}</p>
      <Textarea
        label={t('standing.reason')}
        description={t('standing.reasonWhy')}
        required
        rows={2}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  )
}
