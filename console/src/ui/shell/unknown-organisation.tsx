// SPDX-License-Identifier: Apache-2.0
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Session } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Page } from '../page.tsx'
import { Empty, Panel } from '../panel.tsx'

/** An address of an organisation the operator does not work for: no word on whether it exists. */
export function UnknownOrganisation({ session }: { readonly session: Session }): ReactNode {
  const { t, say } = useWords()
  return (
    <Page title={t('shell.unknownOrganisation')}>
      <Panel title={t('shell.yourOrganisations')}>
        {session.organisations.length === 0 && <Empty title={t('shell.noOrganisation')} />}
        <ul>
          {session.organisations.map((organisation) => (
            <li key={organisation.id}>
              <Anchor component={Link} to={`/${organisation.id}/today`}>
                {say(organisation.name)}
              </Anchor>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  )
}
