// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { Explanation } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icons.tsx'
import classes from './gate.module.css'
import { nameOf, type Names } from './names.ts'
import { RemedyLink } from './remedy-link.tsx'

/** Every check in its order with what it found; what a ground lifted is marked. */
export function Checks(props: {
  readonly steps: Explanation['steps']
  readonly names: Names
  readonly form: URLSearchParams
}): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <h3 className={classes['subtitle']}>{t('gate.checks')}</h3>
      <ol className={classes['checks']}>
        {props.steps.map(({ check, name, found }) => (
          <li key={check} data-found={found.some(({ lifted }) => !lifted)}>
            <span className={classes['check']}>
              <Icon name={found.some(({ lifted }) => !lifted) ? 'stop' : 'check'} size={18} />
              <span>{say(name)}</span>
              {found.length === 0 && <span className={classes['small']}>{t('gate.nothing')}</span>}
            </span>
            {found.length > 0 && <Found found={found} names={props.names} form={props.form} />}
          </li>
        ))}
      </ol>
    </>
  )
}

function Found(props: {
  readonly found: Explanation['steps'][number]['found']
  readonly names: Names
  readonly form: URLSearchParams
}): ReactNode {
  const { t, say } = useWords()
  return (
    <ul className={classes['found']}>
      {props.found.map(({ reason, says, by, lifted }) => (
        <li key={`${reason} ${by.join(' ')}`}>
          <Badge tone={lifted ? 'info' : 'bad'}>{t(lifted ? 'gate.lifted' : 'gate.inTheWay')}</Badge>{' '}
          {say(says)}
          {!lifted && <RemedyLink reason={reason} form={props.form} />}
          {by.length > 0 && (
            <span className={classes['under']}>
              {by.map((one) => nameOf(one, props.names)).join(t('list.comma'))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
