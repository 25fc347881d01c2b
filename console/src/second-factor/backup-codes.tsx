// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, Group } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Copyable } from '../ui/copy.tsx'
import classes from './second-factor.module.css'

/** The codes for the day the authenticator is lost; shown this once, to print or copy. */
export function BackupCodes(props: {
  readonly codes: readonly string[]
  readonly onDone: () => void
}): ReactNode {
  const { t } = useWords()
  const [kept, setKept] = useState(false)
  return (
    <div className={classes['form']}>
      <div role="status">
        <p>{t('backup.says')}</p>
      </div>
      <Copyable text={props.codes.join('\n')} label={t('backup.codes')} />
      <Checkbox
        className={classes['aside'] ?? ''}
        label={t('backup.kept')}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group className={classes['aside'] ?? ''}>
        <Button variant="default" size="md" onClick={() => window.print()}>
          {t('backup.print')}
        </Button>
        <Button size="md" disabled={!kept} onClick={props.onDone}>
          {t('backup.done')}
        </Button>
      </Group>
    </div>
  )
}
