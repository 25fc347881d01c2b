// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { useWords } from '../language.ts'
import classes from './mark.module.css'

/** The product's sign: a seal that says a promise is kept. */
export function Mark(): ReactNode {
  const { t } = useWords()
  return (
    <span className={classes['mark']}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" fill="var(--color-primitive-blue-900)" />
        <path
          d="M8.5 16.5l5 5 10-11"
          fill="none"
          stroke="#fff"
          strokeWidth="3.4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className={classes['name']}>{t('product.name')}</span>
    </span>
  )
}
