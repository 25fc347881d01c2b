// SPDX-License-Identifier: Apache-2.0
import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import classes from './second-factor.module.css'

/** The field for a code; the phone's keyboard and the browser's filling-in know what it is. */
export function CodeField(props: {
  readonly backup: boolean
  readonly code: string
  readonly onCode: (code: string) => void
}): ReactNode {
  const { t } = useWords()
  return (
    <TextInput
      key={String(props.backup)}
      className={classes['code'] ?? ''}
      label={props.backup ? t('code.backup') : t('code.totp')}
      description={props.backup ? t('code.backupWhy') : t('code.totpWhy')}
      inputMode={props.backup ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      required
      data-autofocus
      value={props.code}
      onChange={(event) => props.onCode(event.currentTarget.value)}
    />
  )
}
