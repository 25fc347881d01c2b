// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import classes from './table.module.css'

/** A table with its caption, in a region that scrolls sideways by keyboard too where the screen is narrow. */
export function Table(props: {
  readonly caption: string
  readonly heads: readonly ReactNode[]
  readonly children: ReactNode
  readonly dense?: boolean
}): ReactNode {
  return (
    <div className={classes['scroll']} tabIndex={0} role="group" aria-label={props.caption}>
      <table className={classes['table']} data-dense={props.dense}>
        <caption className={classes['caption']}>{props.caption}</caption>
        <thead>
          <tr>
            {props.heads.map((head, at) => (
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  )
}
