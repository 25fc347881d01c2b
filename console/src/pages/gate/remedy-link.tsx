// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { neededFor, remedyOf } from './remedies.ts'

/** The page where a reason is put right, for who may open it. */
export function RemedyLink({ reason }: { readonly reason: string }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const remedy = remedyOf(reason)
  const needed = neededFor[remedy]
  if (remedy === 'ask' || needed === undefined || !can(needed)) return null
  return <Link to={`/${organisation.id}/${remedy}`}>{t(`gate.to_${remedy}`)}</Link>
}
