// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { useWords, type Text } from '../language.ts'
import classes from './reckoning.module.css'

/** How a deadline was computed, step by step, behind a word that opens it. */
export function Reckoning({
  steps,
  open = false,
}: {
  readonly steps: readonly Text[]
  readonly open?: boolean
}): ReactNode {
  const { t, say } = useWords()
  if (steps.length === 0) return null
  return (
    <details className={classes['reckoning']} open={open}>
      <summary>{t('due.reckoning')}</summary>
      <ol>
        {steps.map((step, at) => (
          <li key={at}>{say(step)}</li>
        ))}
      </ol>
    </details>
  )
}
