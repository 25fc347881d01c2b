// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { useNode } from './calls.ts'

/** How the gate of this server stands; one that is behind for too long answers with its refusal. */
export function Node(): ReactNode {
  const { t, language } = useWords()
  const node = useNode()
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  return (
    <Panel title={t('gate.node')}>
      <Loaded query={node} lines={1}>
        {({ persons, behindMilliseconds, version }) => (
          <Particulars
            items={[
              [
                t('gate.state'),
                <Badge key="state" tone="good" icon="check">
                  {t('gate.ready')}
                </Badge>,
              ],
              [t('gate.persons'), t('gate.personsCount', { number: number(persons) })],
              [t('gate.behind'), t('gate.milliseconds', { number: number(behindMilliseconds) })],
              [t('gate.version'), version],
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
