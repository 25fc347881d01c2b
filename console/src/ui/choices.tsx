// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from 'react'
import classes from './choices.module.css'

/** One of a few, each with how many it would show: radio buttons in the look of a bar. */
export function Choices(props: {
  readonly label: string
  /** Null: none of them. */
  readonly value: string | null
  readonly onChange: (value: string) => void
  readonly choices: readonly { readonly value: string; readonly label: ReactNode; readonly count: number }[]
}): ReactNode {
  const name = useId()
  return (
    <fieldset className={classes['bar']}>
      <legend>{props.label}</legend>
      {props.choices.map(({ value, label, count }) => (
        <label key={value} className={classes['choice']}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
          <span className={classes['count']}>{count}</span>
        </label>
      ))}
    </fieldset>
  )
}
