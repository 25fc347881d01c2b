// SPDX-License-Identifier: Apache-2.0
import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Draft } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Panel } from '../../ui/panel.tsx'
import { Compare } from './code/compare.tsx'
import { fileNames } from './queries.ts'
import classes from './policy.module.css'
import type { Typed } from './saving.ts'

/** Somebody saved first: what they saved beside what is typed here, and the choice between them. */
export function Conflict(props: {
  readonly theirs: Draft
  readonly typed: Typed
  readonly onMine: () => void
  readonly onTheirs: () => void
}): ReactNode {
  const { t } = useWords()
  const { theirs, typed } = props
  return (
    <div role="alert">
      <Panel title={t('policy.conflict')}>
        <p className={classes['say']}>{t('policy.conflictWhat')}</p>
        {fileNames.map((name) => {
          const mine = typed[name]
          return mine === undefined ? null : (
            <section key={name}>
              <h3>{t(`policyFile.${name}`)}</h3>
              <Compare file={name} before={theirs.files[name]} after={mine} />
            </section>
          )
        })}
        <Group mt="md">
          <Button variant="default" onClick={props.onTheirs}>
            {t('policy.keepTheirs')}
          </Button>
          <Button onClick={props.onMine}>{t('policy.keepMine')}</Button>
        </Group>
      </Panel>
    </div>
  )
}
