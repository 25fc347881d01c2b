// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '../language.ts'
import { useWorking } from '../session.tsx'
import classes from './promise-links.module.css'

/** The promises that something serves, each leading to its sentence. */
export function PromiseLinks({ promises }: { readonly promises: readonly string[] }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  if (promises.length === 0) return null
  return (
    <span className={classes['links']}>
      {promises.map((promise) => (
        <Link
          key={promise}
          to={`/${organisation.id}/promises#${promise}`}
          aria-label={t('promises.link', { id: promise })}
          className={classes['link'] ?? ''}
        >
          {promise}
        </Link>
      ))}
    </span>
  )
}
