// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { switchLanguage, useWords } from '../language.ts'
import classes from './language-switch.module.css'

/** A button that names the other language in that language. */
export function LanguageSwitch(): ReactNode {
  const { t, language } = useWords()
  const client = useQueryClient()
  const other = language === 'ja' ? 'en' : 'ja'
  return (
    <button
      type="button"
      lang={other}
      className={classes['switch']}
      onClick={() =>
        void switchLanguage(other).then(() =>
          client.resetQueries({ predicate: (q) => q.state.status === 'error' }),
        )
      }
    >
      {t('shell.otherLanguage')}
    </button>
  )
}
