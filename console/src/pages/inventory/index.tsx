// SPDX-License-Identifier: Apache-2.0
/** The inventory of personal information: its list, and the picture of flows on a tab of its own. */
import { lazy, Suspense, type ReactNode } from 'react'
import { NavLink, useParams } from 'react-router'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded, Loading } from '../../ui/loading.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import classes from './inventory.module.css'
import { List } from './list.tsx'
import { useInventory } from './queries.ts'

const Flows = lazy(async () => ({ default: (await import('./flows.tsx')).Flows }))

/** The page of the inventory. */
export function Inventory(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="inventory:read" title={t('inventory.title')}>
      <Parts />
    </Permitted>
  )
}

function Parts(): ReactNode {
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
      <nav aria-label={t('inventory.parts')} className={classes['parts']} data-part={part}>
        <NavLink end to={`/${organisation.id}/inventory`}>
          {t('inventory.list')}
        </NavLink>
        <NavLink end to={`/${organisation.id}/inventory/flows`}>
          {t('inventory.flows')}
        </NavLink>
      </nav>
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
