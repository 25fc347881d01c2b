// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { neededFor, remedyOf } from './remedies.ts'

/** The page where a reason is put right, for who may open it; a form of the register comes filled in with `form`. */
export function RemedyLink(props: { readonly reason: string; readonly form?: URLSearchParams }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const remedy = remedyOf(props.reason)
  if (remedy === null || !can(neededFor[remedy.page])) return null
  const form = remedy.page === 'standing' && props.form ? `?${props.form.toString()}` : ''
  return <Link to={`/${organisation.id}/${remedy.path}${form}`}>{t(`gate.to_${remedy.page}`)}</Link>
}
