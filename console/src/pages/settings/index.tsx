// SPDX-License-Identifier: Apache-2.0
/** One's own sign-in, the operators of the organisation, and its API tokens. */
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Parts } from '../../ui/parts.tsx'
import { OwnPassword } from './own-password.tsx'
import { OwnPasskeys } from './own-passkeys.tsx'
import { OwnTotp } from './own-totp.tsx'
import { Operators } from './operators.tsx'
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
      <Parts
        label={t('settings.parts')}
        base={`/${organisation.id}/settings`}
        shown={shown}
        parts={parts.filter((one) => may[one]).map((one) => ({ part: one, name: t(`settings.${one}`) }))}
      />
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
