// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useClickOutside } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import type { Session } from 'yakusoku/contract'
import { call } from '../../api.ts'
import { useWords } from '../../language.ts'
import type { Working } from '../../session.tsx'
import { Failure } from '../failure.tsx'
import { Icon } from '../icons.tsx'
import { LanguageSwitch } from '../language-switch.tsx'
import classes from './shell.module.css'

/** Who is signed in, in which roles, and the way out. */
export function Account(props: { readonly session: Session; readonly working: Working | null }): ReactNode {
  const { t } = useWords()
  const box = useClosing()
  const { operator } = props.session
  const roles = props.working?.organisation.roles ?? []
  return (
    <details className={classes['account']} ref={box}>
      <summary aria-label={t('shell.accountOf', { name: operator.name })}>
        <Icon name="person" />
        <span className={classes['accountName']}>{operator.name}</span>
        <Icon name="down" size={16} />
      </summary>
      <div className={classes['card']}>
        <p className={classes['cardName']}>{operator.name}</p>
        <p className={classes['cardLine']}>{operator.email}</p>
        {roles.length > 0 && (
          <p className={classes['cardLine']}>
            {t('shell.roles')} {roles.map((role) => t(`role.${role}`)).join(t('list.comma'))}
          </p>
        )}
        {props.working && (
          <Link to={`/${props.working.organisation.id}/settings`}>{t('shell.ownSettings')}</Link>
        )}
        <p className={classes['cardLanguage']}>
          <LanguageSwitch />
        </p>
        <SignOut />
      </div>
    </details>
  )
}

function SignOut(): ReactNode {
  const { t } = useWords()
  const signOut = useMutation({
    mutationFn: () => call('/api/auth/sign-out', { method: 'POST', body: {} }),
    // Loaded anew, so that nothing that was read stays in this window.
    onSuccess: () => window.location.replace('/console/sign-in'),
  })
  return (
    <>
      <Button
        variant="default"
        fullWidth
        my="sm"
        loading={signOut.isPending || signOut.isSuccess}
        onClick={() => signOut.mutate()}
      >
        {t('shell.signOut')}
      </Button>
      {signOut.error && <Failure error={signOut.error} />}
    </>
  )
}

/** A details element that closes on Escape, on a press outside, and when the page changes. */
function useClosing() {
  const box = useClickOutside<HTMLDetailsElement>(() => box.current?.removeAttribute('open'))
  const { pathname } = useLocation()
  useEffect(() => box.current?.removeAttribute('open'), [pathname])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.current?.open) return
      box.current.removeAttribute('open')
      box.current.querySelector('summary')?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return box
}
