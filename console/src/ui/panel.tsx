// SPDX-License-Identifier: Apache-2.0
import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import classes from './panel.module.css'

/** A part of a page with its heading; `flush` lets a table or list reach the edges. */
export function Panel(props: {
  readonly title: string
  readonly aside?: ReactNode
  readonly flush?: boolean
  readonly id?: string
  readonly children: ReactNode
}): ReactNode {
  const label = useId()
  return (
    <section aria-labelledby={label} className={classes['panel']} id={props.id}>
      <div className={classes['head']}>
        <Title order={2} id={label} className={classes['title'] ?? ''}>
          {props.title}
        </Title>
        {props.aside}
      </div>
      <div className={props.flush ? undefined : classes['body']}>{props.children}</div>
    </section>
  )
}

/** Pairs of a term and what it is, for the few facts of a thing. */
export function Particulars({
  items,
}: {
  readonly items: readonly (readonly [string, ReactNode])[]
}): ReactNode {
  return (
    <dl className={classes['particulars']}>
      {items.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What stands where there is nothing: why, and what will come here. */
export function Empty({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ReactNode
}): ReactNode {
  return (
    <div className={classes['empty']}>
      <p className={classes['emptyTitle']}>{title}</p>
      {children && <p>{children}</p>}
    </div>
  )
}
