// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import type { Permission } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import type { Working } from '../../session.tsx'
import { Icon } from '../icons.tsx'
import classes from './shell.module.css'

const pages = [
  'today',
  'requests',
  'programme',
  'promises',
  'policy',
  'notices',
  'catalog',
  'inventory',
  'persons',
  'recipients',
  'standing',
  'gate',
  'ledger',
  'settings',
] as const

/** What a page needs; settings hold the operator's own sign-in, which everybody has. */
const neededFor = {
  today: 'today:read',
  requests: 'requests:read',
  programme: 'duties:read',
  promises: 'promises:read',
  policy: 'policies:read',
  notices: 'notices:read',
  catalog: 'sources:read',
  inventory: 'inventory:read',
  persons: 'consent:read',
  recipients: 'recipients:read',
  standing: 'standing:read',
  // Who may not ask may read what was asked.
  gate: ['gate:ask', 'gate:read'],
  ledger: 'ledger:read',
} as const satisfies Record<Exclude<(typeof pages)[number], 'settings'>, Permission | readonly Permission[]>

/** The pages this operator may open: at the side of a desk screen, at the foot of a phone. */
export function Navigation({ working }: { readonly working: Working }): ReactNode {
  const { t } = useWords()
  const open = pages.filter((page) => page === 'settings' || [neededFor[page]].flat().some(working.can))
  return (
    <nav aria-label={t('shell.pages')} className={classes['navigation']}>
      <ul>
        {open.map((page) => (
          <li key={page}>
            <NavLink to={`/${working.organisation.id}/${page}`} className={classes['link'] ?? ''}>
              <Icon name={page} size={22} />
              <span>{t(`${page}.name`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
