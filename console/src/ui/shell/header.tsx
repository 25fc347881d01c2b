// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Session } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import type { Working } from '../../session.tsx'
import { LanguageSwitch } from '../language-switch.tsx'
import { Mark } from '../mark.tsx'
import { Account } from './account.tsx'
import classes from './shell.module.css'

/** The line at the top: product, organisation, language, account. */
export function Header(props: { readonly session: Session; readonly working: Working | null }): ReactNode {
  const { t } = useWords()
  return (
    <header className={classes['header']}>
      <Link to="/" className={classes['brand'] ?? ''} aria-label={t('shell.home')}>
        <Mark />
      </Link>
      {props.working && <Organisation session={props.session} working={props.working} />}
      <div className={classes['tools']}>
        <span className={classes['language']}>
          <LanguageSwitch />
        </span>
        <Account session={props.session} working={props.working} />
      </div>
    </header>
  )
}

function Organisation(props: { readonly session: Session; readonly working: Working }): ReactNode {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const { organisation } = props.working
  const others = props.session.organisations
  if (others.length < 2) return <span className={classes['organisation']}>{say(organisation.name)}</span>
  return (
    <NativeSelect
      className={classes['organisation'] ?? ''}
      aria-label={t('shell.organisation')}
      value={organisation.id}
      data={others.map(({ id, name }) => ({ value: id, label: say(name) }))}
      onChange={(event) => void navigate(`/${event.currentTarget.value}/today`)}
    />
  )
}
