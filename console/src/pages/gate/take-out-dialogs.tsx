// SPDX-License-Identifier: Apache-2.0
import { Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { TakeOutEntry } from 'yakusoku/contract'
import { dayOf } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useExport, useReturn } from './take-out-calls.ts'

/** Asks on which day a take-out came back, and who brought it. */
export function ReturnDialog(props: {
  readonly entry: TakeOutEntry
  readonly what: string
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const back = useReturn(props.entry.id)
  const today = dayOf(Date.now())
  const [day, setDay] = useState(today)
  const [by, setBy] = useState('')
  const [note, setNote] = useState('')
  const done = () => {
    announce(t('gate.takeOuts.done'))
    props.onClose()
  }
  return (
    <Confirm
      opened
      title={t('gate.takeOuts.title')}
      action={t('gate.takeOuts.do')}
      busy={back.isPending}
      disabled={day === '' || by.trim() === ''}
      error={back.error}
      onClose={props.onClose}
      onConfirm={() => {
        const said = note.trim() === '' ? {} : { note: note.trim() }
        back.mutate({ day, by: by.trim(), ...said }, { onSuccess: done })
      }}
    >
      <p>{props.what}</p>
      <p>{t('gate.takeOuts.says')}</p>
      <TextInput
        type="date"
        label={t('gate.takeOuts.day')}
        required
        min={dayOf(Date.parse(props.entry.takenAt))}
        max={today}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <TextInput
        label={t('gate.takeOuts.by')}
        description={t('gate.takeOuts.byWhy')}
        required
        maxLength={100}
        value={by}
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <Textarea
        label={t('gate.takeOuts.note')}
        description={t('gate.takeOuts.noteWhy')}
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Confirm>
  )
}

/** Saves the log, of some days or whole. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, language } = useWords()
  const announce = useAnnounce()
  const exporting = useExport()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  return (
    <Confirm
      opened
      title={t('gate.takeOuts.export')}
      action={t('gate.takeOuts.exportDo')}
      busy={exporting.isPending}
      error={exporting.error}
      onClose={onClose}
      onConfirm={() =>
        exporting.mutate(
          { ...(from !== '' && { from }), ...(to !== '' && { to }), lang: language },
          {
            onSuccess: () => {
              announce(t('gate.takeOuts.exported'))
              onClose()
            },
          },
        )
      }
    >
      <p>{t('gate.takeOuts.exportSays')}</p>
      <TextInput
        type="date"
        label={t('gate.takeOuts.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('gate.takeOuts.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
    </Confirm>
  )
}
