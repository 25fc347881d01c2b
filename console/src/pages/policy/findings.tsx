// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react'
import type { DraftCheck, PolicyFinding } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import { SeverityBadge } from './looks.tsx'
import classes from './policy.module.css'

const shownFirst = 20

/** Goes to a place of a file. */
export type GoTo = (place: { readonly file: string; readonly line: number; readonly column: number }) => void

/** Every finding of the check, errors first; each leads to its line. */
export function Findings(props: {
  readonly check: DraftCheck
  readonly checking: boolean
  /** Where there is an editor to go to. */
  readonly goTo?: GoTo
}): ReactNode {
  const { t } = useWords()
  const { check, checking, goTo } = props
  const [all, setAll] = useState(false)
  const order = ['error', 'warning', 'note']
  const found = check.findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  const shown = all ? found : found.slice(0, shownFirst)
  return (
    <Panel
      title={t('policy.findings')}
      aside={
        <span role="status">
          {checking
            ? t('policy.checking')
            : t('policy.counts', { errors: check.errors, warnings: check.warnings })}
        </span>
      }
    >
      {found.length === 0 && <p className={classes['say']}>{t('policy.clean')}</p>}
      <ul className={classes['findings']}>
        {shown.map((finding) => (
          <li key={`${finding.rule} ${finding.file} ${finding.line} ${finding.column} ${finding.message.en}`}>
            <Finding finding={finding} {...(goTo && { goTo })} />
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <button type="button" className={classes['textButton']} onClick={() => setAll(true)}>
          {t('policy.more', { count: found.length - shown.length })}
        </button>
      )}
    </Panel>
  )
}

function Finding({ finding, goTo }: { readonly finding: PolicyFinding; readonly goTo?: GoTo }): ReactNode {
  const { t, say } = useWords()
  const place = t('policy.place', { file: finding.file, line: finding.line })
  return (
    <>
      <SeverityBadge severity={finding.severity} />{' '}
      {goTo ? (
        <button type="button" className={classes['textButton']} onClick={() => goTo(finding)}>
          {place}
        </button>
      ) : (
        place
      )}{' '}
      <code>{finding.rule}</code>
      <p className={classes['say']}>
        {say(finding.message)} {say(finding.suggestion)}
      </p>
      {finding.allowed !== undefined && (
        <p className={classes['say']}>{t('policy.allowed', { reason: finding.allowed })}</p>
      )}
    </>
  )
}
