// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import classes from './badge.module.css'
import { Icon, type IconName } from './icons.tsx'

/** What a state means to the reader: fine, soon, wrong, moving, or nothing of these. */
export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

/** A state as an icon and a word, never a colour alone. */
export function Badge(props: {
  readonly tone: Tone
  readonly icon?: IconName
  readonly children: ReactNode
}): ReactNode {
  return (
    <span className={classes['badge']} data-tone={props.tone}>
      {props.icon && <Icon name={props.icon} size={16} />}
      <span>{props.children}</span>
    </span>
  )
}
