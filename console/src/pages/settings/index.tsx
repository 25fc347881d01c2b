// SPDX-License-Identifier: Apache-2.0
/** One's own sign-in, the operators of the organisation, and its API tokens. */
import type { ReactNode } from 'react'
import { NavLink, useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { OwnPassword } from './own-password.tsx'
import { OwnPasskeys } from './own-passkeys.tsx'
import { OwnTotp } from './own-totp.tsx'
import { Operators } from './operators.tsx'
import classes from './settings.module.css'
import { Tokens } from './tokens.tsx'

const parts = ['own', 'operators', 'tokens'] as const

/** The page of settings, in three parts. */
export function Settings(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const { part = 'own' } = useParams()
  const shown = parts.find((one) => one === part)
  if (shown === undefined) return <NotFound />
  const may = { own: true, operators: can('operators:read'), tokens: can('tokens:manage') }
  return (
    <Page title={t(`settings.${shown}`)}>
      <nav aria-label={t('settings.parts')} className={classes['parts']}>
        {parts
          .filter((one) => may[one])
          .map((one) => (
            <NavLink key={one} end to={`/${organisation.id}/settings${one === 'own' ? '' : `/${one}`}`}>
              {t(`settings.${one}`)}
            </NavLink>
          ))}
      </nav>
      {shown === 'own' && <Own />}
      {shown === 'operators' && (
        <Permitted to="operators:read" title={t('settings.operators')}>
          <Operators />
        </Permitted>
      )}
      {shown === 'tokens' && (
        <Permitted to="tokens:manage" title={t('settings.tokens')}>
          <Tokens />
        </Permitted>
      )}
    </Page>
  )
}

function Own(): ReactNode {
  return (
    <>
      <OwnPasskeys />
      <OwnTotp />
      <OwnPassword />
    </>
  )
}
