// SPDX-License-Identifier: Apache-2.0
/** The inventory of personal information: its list, and the picture of flows on a tab of its own. */
import { lazy, Suspense, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded, Loading } from '../../ui/loading.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Parts } from '../../ui/parts.tsx'
import { List } from './list.tsx'
import { useInventory } from './queries.ts'

const Flows = lazy(async () => ({ default: (await import('./flows.tsx')).Flows }))
const parts = ['list', 'flows'] as const

/** The page of the inventory. */
export function Inventory(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="inventory:read" title={t('inventory.title')}>
      <Opened />
    </Permitted>
  )
}

function Opened(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { part = 'list' } = useParams()
  const inventory = useInventory(organisation.id)
  if (part !== 'list' && part !== 'flows') return <NotFound />
  return (
    <Page
      title={t('inventory.title')}
      lead={part === 'flows' ? t('inventory.flowsLead') : t('inventory.lead')}
    >
      <Parts
        label={t('inventory.parts')}
        base={`/${organisation.id}/inventory`}
        shown={part}
        parts={parts.map((one) => ({ part: one, name: t(`inventory.${one}`) }))}
      />
      {/* Wide tables and pictures: while this page is open, it prints on paper laid sideways. */}
      <style>{'@page { size: landscape; margin: 10mm }'}</style>
      <Loaded query={inventory} lines={6}>
        {(read) =>
          part === 'list' ? (
            <List inventory={read} />
          ) : (
            <Suspense fallback={<Loading lines={6} />}>
              <Flows inventory={read} />
            </Suspense>
          )
        }
      </Loaded>
    </Page>
  )
}
