// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { PolicyDiff } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import classes from './policy.module.css'

/** Whom a change has to be told to, and whose consent it needs. */
export function Whom({ diff }: { readonly diff: Pick<PolicyDiff, 'tell' | 'consent'> }): ReactNode {
  const { t, say, language } = useWords()
  const named = (texts: PolicyDiff['tell'][number]['subjects']) => texts.map(say).join(t('list.comma'))
  if (diff.tell.length + diff.consent.length === 0)
    return <p className={classes['say']}>{t('policy.whomNone')}</p>
  return (
    <ul className={classes['whom']}>
      {diff.tell.map(({ reason, subjects, notices, until }) => (
        <li key={reason.ja}>
          <strong>{t('policy.tell')}</strong> {named(subjects)} {say(reason)}{' '}
          {notices.length > 0 && `(${named(notices)})`}{' '}
          {until && t('policy.until', { day: formatInstant(until, 'day', language) })}
        </li>
      ))}
      {diff.consent.map(({ reason, article, unless }) => (
        <li key={reason.ja}>
          <strong>{t('policy.consentNeeded')}</strong> {say(reason)} {article && <code>{article}</code>}{' '}
          {unless && t('policy.unless', { what: say(unless) })}
        </li>
      ))}
    </ul>
  )
}
