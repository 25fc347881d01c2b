// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { Asked } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './recipients.module.css'

/** What the law asks of the act as it is told: which items by which article, or why nothing. */
export function AskedOf({ asked }: { readonly asked: Asked }): ReactNode {
  const { t, say } = useWords()
  return (
    <Panel title={t('recipients.asked')}>
      <div aria-live="polite">
        {asked.kind === 'unclear' && (
          <p>{t(asked.lacks === 'transfer' ? 'recipients.lacksTransfer' : 'recipients.lacksGround')}</p>
        )}
        {asked.exemptBy && (
          <p>
            <Badge tone="good" icon="check">
              {t('recipients.exempt')}
            </Badge>{' '}
            {say(asked.exemptBy.name)}{' '}
            <span className={classes['article']}>{say(asked.exemptBy.article)}</span>
          </p>
        )}
        {asked.kind === 'record' && (
          <>
            {asked.kinds.map(({ id, name, article }) => (
              <p key={id}>
                <b>{say(name)}</b> <span className={classes['article']}>{say(article)}</span>
              </p>
            ))}
            <ul className={classes['items']}>
              {asked.items.map(({ id, name, article }) => (
                <li key={id}>
                  {say(name)} <span className={classes['article']}>{say(article)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Panel>
  )
}
