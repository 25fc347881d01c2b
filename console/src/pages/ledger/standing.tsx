// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { LedgerState } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { HealthBadge } from '../../ui/states.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './ledger.module.css'

// As the command line takes it; the file is what the export link saves.
const commandFor = (organisation: string, key: string) =>
  `npx yakusoku verify ledger-${organisation}.txt --key '${key}'`

/** Size, health, newest signature, and how somebody else checks all of it without this server. */
export function Standing({ ledger }: { readonly ledger: LedgerState }): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  return (
    <Panel title={t('ledger.standing')} aside={<HealthBadge health={ledger.health} />}>
      <p className={classes['say']}>{t(`healthSays.${ledger.health}`)}</p>
      <div className={classes['standing']}>
        <Particulars
          items={[
            [
              t('ledger.size'),
              t('ledger.facts', { count: ledger.size, formatted: ledger.size.toLocaleString(language) }),
            ],
            [
              t('ledger.waiting'),
              t('ledger.facts', { count: ledger.waiting, formatted: String(ledger.waiting) }),
            ],
          ]}
        />
        <Particulars
          items={[
            [
              t('ledger.signed'),
              ledger.checkpointAt ? <Moment at={ledger.checkpointAt} /> : t('ledger.never'),
            ],
            [
              t('ledger.checked'),
              ledger.healthCheckedAt ? <Moment at={ledger.healthCheckedAt} /> : t('ledger.never'),
            ],
          ]}
        />
        <Particulars items={[[t('ledger.root'), <code key="root">{ledger.root}</code>]]} />
      </div>
      <details className={classes['more']}>
        <summary>{t('ledger.checkpoint')}</summary>
        <p>{t('ledger.checkpointSays')}</p>
        {ledger.checkpoint && <Copyable text={ledger.checkpoint} label={t('ledger.checkpoint')} />}
        <p>{t('ledger.key')}</p>
        <Copyable text={ledger.verificationKey} label={t('ledger.key')} />
      </details>
      <details className={classes['more']}>
        <summary>{t('ledger.offline')}</summary>
        <p>{t('ledger.offlineSays')}</p>
        <Copyable text={commandFor(organisation.id, ledger.verificationKey)} label={t('ledger.command')} />
        <p>{t('ledger.offlineResult')}</p>
      </details>
    </Panel>
  )
}
