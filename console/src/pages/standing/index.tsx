// SPDX-License-Identifier: Apache-2.0
/** How the organisation stands: what it registered, by kind, with what stands, what runs out, and what ended. */
import type { ReactNode } from 'react'
import { Navigate, useLocation, useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Parts } from '../../ui/parts.tsx'
import { Kind } from './kind.tsx'
import { kindsInOrder } from './register.ts'

/** The page of the register, in one part for each kind. */
export function Standing(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="standing:read" title={t('standing.title')}>
      <Opened />
    </Permitted>
  )
}

function Opened(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { search } = useLocation()
  const { part } = useParams()
  const [first] = kindsInOrder
  const base = `/${organisation.id}/standing`
  // The first part stands at the page's own address; links that name it lead there too.
  if (part === `${first}s`) return <Navigate to={`${base}${search}`} replace />
  const shown = part === undefined ? first : kindsInOrder.find((kind) => `${kind}s` === part)
  if (shown === undefined) return <NotFound />
  return (
    <Page title={t('standing.title')} lead={t('standing.lead')}>
      <Parts
        label={t('standing.parts')}
        base={base}
        shown={`${shown}s`}
        parts={kindsInOrder.map((kind) => ({ part: `${kind}s`, name: t(`standing.part.${kind}`) }))}
      />
      <Kind key={shown} kind={shown} />
    </Page>
  )
}
