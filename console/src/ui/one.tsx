// SPDX-License-Identifier: Apache-2.0
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWorking } from '../session.tsx'
import { Loaded } from './loading.tsx'
import classes from './one.module.css'
import { Page } from './page.tsx'

/** The page of one thing out of a list: the way back to the list, its title, and what was read of it. */
export function One<T>(props: {
  readonly query: UseQueryResult<T>
  /** The page of the list, below the organisation, and what the way back to it is called. */
  readonly list: string
  readonly back: string
  readonly title: string
  readonly actions?: ReactNode
  readonly children: (data: T) => ReactNode
}): ReactNode {
  const { organisation } = useWorking()
  return (
    <Page
      title={props.title}
      above={
        <p className={classes['back']}>
          <Link to={`/${organisation.id}/${props.list}`}>{props.back}</Link>
        </p>
      }
      actions={props.actions}
    >
      <Loaded query={props.query}>{props.children}</Loaded>
    </Page>
  )
}
