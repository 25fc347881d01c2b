// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Permission, Role } from 'yakusoku/contract'
import { useWords } from '../language.ts'
import { useWorking } from '../session.tsx'
import { Page } from './page.tsx'
import { Panel } from './panel.tsx'

// The table of roles is part of the contract, which brings its validator along: fetched only when it is needed.
async function rolesWith(permission: Permission): Promise<readonly Role[]> {
  const { permissionsOf, roles } = await import('yakusoku/contract')
  return roles.filter((role) => permissionsOf[role].includes(permission))
}

/** Shows the page to who has the permission, and tells everybody else who has it. */
export function Permitted(props: {
  readonly to: Permission
  readonly title: string
  readonly children: ReactNode
}): ReactNode {
  return useWorking().can(props.to) ? props.children : <NotPermitted to={props.to} title={props.title} />
}

function NotPermitted({ to, title }: { readonly to: Permission; readonly title: string }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const roles = useQuery({ queryKey: ['roles', to], queryFn: () => rolesWith(to), staleTime: Infinity })
  return (
    <Page title={title}>
      <Panel title={t('notPermitted.title')}>
        <p>{t('notPermitted.yours', { roles: namesOf(organisation.roles) || t('notPermitted.none') })}</p>
        {roles.data && <p>{t('notPermitted.needed', { roles: namesOf(roles.data) })}</p>}
        <p>{t('notPermitted.remedy')}</p>
      </Panel>
    </Page>
  )

  function namesOf(list: readonly Role[]): string {
    return list.map((role) => t(`role.${role}`)).join(t('list.comma'))
  }
}
