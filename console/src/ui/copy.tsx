// SPDX-License-Identifier: Apache-2.0
import { Button, CopyButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import classes from './copy.module.css'
import { Icon } from './icons.tsx'

/** Text to be taken elsewhere as it is (a key, a command), with a button that copies it. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { t } = useWords()
  return (
    <div className={classes['box']}>
      {/* A region that scrolls has to be reachable by keyboard. */}
      <pre className={classes['text']} tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            onClick={copy}
            leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
            aria-label={copied ? t('copy.doneOf', { label }) : t('copy.of', { label })}
          >
            {copied ? t('copy.done') : t('copy.do')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
