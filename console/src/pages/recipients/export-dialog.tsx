// SPDX-License-Identifier: Apache-2.0
import { Radio } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { RecordSearch } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useExport } from './calls.ts'
import classes from './recipients.module.css'

/** Exports what the list shows, for the regulator or for a person who asks. */
export function ExportDialog(props: {
  readonly search: RecordSearch
  readonly onClose: () => void
}): ReactNode {
  const { t, language } = useWords()
  const announce = useAnnounce()
  const [format, setFormat] = useState<'csv' | 'xlsx'>('xlsx')
  const exporting = useExport()
  const { before: _page, ...search } = props.search
  return (
    <Confirm
      opened
      title={t('recipients.export')}
      action={t('recipients.exportDo')}
      busy={exporting.isPending}
      error={exporting.error}
      onClose={props.onClose}
      onConfirm={() =>
        exporting.mutate(
          { ...search, format, lang: language },
          {
            onSuccess: () => {
              announce(t('recipients.exported'))
              props.onClose()
            },
          },
        )
      }
    >
      <p className={classes['say']}>{t('recipients.exportSays')}</p>
      <Radio.Group
        label={t('recipients.format')}
        value={format}
        onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
      >
        <div className={classes['choices']}>
          <Radio value="xlsx" label={t('recipients.xlsx')} />
          <Radio value="csv" label={t('recipients.csv')} />
        </div>
      </Radio.Group>
    </Confirm>
  )
}
