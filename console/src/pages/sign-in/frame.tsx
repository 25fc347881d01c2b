// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../ui/language-switch.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Page } from '../../ui/page.tsx'
import classes from './sign-in.module.css'

/** What stands around every page that needs no session. */
export function Frame(props: {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className={classes['frame']}>
      <header className={classes['head']}>
        <Mark />
        <LanguageSwitch />
      </header>
      <main className={classes['card']}>
        <Page title={props.title} lead={props.lead}>
          {props.children}
        </Page>
      </main>
    </div>
  )
}
