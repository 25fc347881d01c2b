// SPDX-License-Identifier: Apache-2.0
/** The ledger: its state and signature, how to check it elsewhere, and its facts. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { pathOf } from '../../api.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Facts } from './facts.tsx'
import { useLedger } from './queries.ts'
import { Standing } from './standing.tsx'

/** The page of the ledger. */
export function Ledger(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="ledger:read" title={t('ledger.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const ledger = useLedger(organisation.id)
  return (
    <Page
      title={t('ledger.title')}
      lead={t('ledger.lead')}
      actions={
        can('ledger:export') && (
          <Button
            component="a"
            href={pathOf(organisation.id, ['ledger', 'export'])}
            download
            variant="default"
            leftSection={<Icon name="download" />}
          >
            {t('ledger.export')}
          </Button>
        )
      }
    >
      <Loaded query={ledger} lines={2}>
        {(state) => <Standing ledger={state} />}
      </Loaded>
      <Facts />
    </Page>
  )
}
