// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Operator } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { useOperators } from './calls.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { ChangeRolesDialog, RemoveDialog } from './operator-dialogs.tsx'
import classes from './settings.module.css'

interface Doing {
  readonly what: 'invite' | 'change' | 'remove'
  readonly operator?: Operator
}

/** Who works for the organisation, in which roles; inviting, changing, removing. */
export function Operators(): ReactNode {
  const { t } = useWords()
  const { can } = useWorking()
  const operators = useOperators()
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  const manage = can('operators:manage')
  return (
    <Panel
      title={t('operators.list')}
      flush
      aside={manage && <Button onClick={() => setDoing({ what: 'invite' })}>{t('operators.invite')}</Button>}
    >
      <Loaded query={operators}>
        {(read) => <List operators={read.operators} onDo={manage ? setDoing : null} />}
      </Loaded>
      <InviteDialog opened={doing?.what === 'invite'} onClose={close} />
      {doing?.what === 'change' && doing.operator && (
        <ChangeRolesDialog operator={doing.operator} onClose={close} />
      )}
      {doing?.what === 'remove' && doing.operator && (
        <RemoveDialog operator={doing.operator} onClose={close} />
      )}
    </Panel>
  )
}

function List(props: {
  readonly operators: readonly Operator[]
  readonly onDo: ((doing: Doing) => void) | null
}): ReactNode {
  const { t } = useWords()
  const { onDo } = props
  const heads = ['operator', 'roles', 'state'] as const
  return (
    <Table
      caption={t('operators.list')}
      heads={[...heads.map((head) => t(`operators.${head}`)), ...(onDo ? [t('operators.actions')] : [])]}
    >
      {props.operators.map((operator) => (
        <tr key={operator.id}>
          <th scope="row">
            {operator.name}
            <span className={classes['under']}>{operator.email}</span>
          </th>
          <td>{operator.roles.map((role) => t(`role.${role}`)).join(t('list.comma'))}</td>
          <td>
            <Standing operator={operator} />
          </td>
          {onDo && (
            <td>
              <div className={classes['buttons']}>
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={t('operators.changeOf', { name: operator.name })}
                  onClick={() => onDo({ what: 'change', operator })}
                >
                  {t('operators.change')}
                </Button>
                <Button
                  size="compact-md"
                  variant="default"
                  aria-label={t('operators.removeOf', { name: operator.name })}
                  onClick={() => onDo({ what: 'remove', operator })}
                >
                  {t('operators.remove')}
                </Button>
              </div>
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}

function Standing({ operator }: { readonly operator: Operator }): ReactNode {
  const { t } = useWords()
  if (operator.status === 'invited') {
    return (
      <Badge tone="info" icon="clock">
        {t('operators.invited')}
      </Badge>
    )
  }
  return operator.secondFactor ? (
    <Badge tone="good" icon="check">
      {t('operators.active')}
    </Badge>
  ) : (
    <Badge tone="warn" icon="warning">
      {t('operators.noFactor')}
    </Badge>
  )
}
