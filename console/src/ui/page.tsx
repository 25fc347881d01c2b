// SPDX-License-Identifier: Apache-2.0
import { Title } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { useWords } from '../language.ts'
import classes from './page.module.css'

/** One page: sets the window's title, and moves the focus to its heading when it was come to by a link. */
export function Page(props: {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly above?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname, key } = useLocation()
  const arrivedByLink = useRef(key !== 'default')
  useEffect(() => {
    document.title = t('product.titleOf', { page: props.title })
  }, [t, props.title])
  // In the commit that shows the page: later, it would take the focus from whoever was quick.
  useLayoutEffect(() => {
    if (arrivedByLink.current) heading.current?.focus()
    arrivedByLink.current = true
  }, [pathname])
  return (
    <>
      {props.above}
      <div className={classes['head']}>
        <div className={classes['words']}>
          <Title order={1} ref={heading} tabIndex={-1} className={classes['title'] ?? ''}>
            {props.title}
          </Title>
          {props.lead && <p className={classes['lead']}>{props.lead}</p>}
        </div>
        {props.actions && <div className={classes['actions']}>{props.actions}</div>}
      </div>
      {props.children}
    </>
  )
}
