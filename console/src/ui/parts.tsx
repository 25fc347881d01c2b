// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import classes from './parts.module.css'

/**
 * The row of links between the parts of one page. The first part stands at `base` itself, every other one at its own
 * name below it; `shown` is the part that is open, which a page's own print rules may ask for as `data-part`.
 */
export function Parts(props: {
  readonly label: string
  readonly base: string
  readonly shown: string
  readonly parts: readonly { readonly part: string; readonly name: string }[]
}): ReactNode {
  return (
    <nav aria-label={props.label} className={classes['parts']} data-part={props.shown}>
      {props.parts.map(({ part, name }, at) => (
        <NavLink key={part} end to={at === 0 ? props.base : `${props.base}/${part}`}>
          {name}
        </NavLink>
      ))}
    </nav>
  )
}
