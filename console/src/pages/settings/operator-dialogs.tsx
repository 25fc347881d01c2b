// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react'
import type { Operator, Role } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useSessionChanged } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useOperatorChanges } from './calls.ts'
import { RoleChoice } from './role-choice.tsx'
import classes from './settings.module.css'

interface Props {
  readonly operator: Operator
  readonly onClose: () => void
}

/** Changes what an operator may do. */
export function ChangeRolesDialog({ operator, onClose }: Props): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const sessionChanged = useSessionChanged()
  const { change } = useOperatorChanges()
  const [roles, setRoles] = useState<readonly Role[]>(operator.roles)
  return (
    <Confirm
      opened
      title={t('operators.changeOf', { name: operator.name })}
      action={t('operators.changeDo')}
      disabled={roles.length === 0}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() =>
        change.mutate(
          { id: operator.id, roles },
          {
            onSuccess: () => {
              announce(t('operators.changed'))
              onClose()
              void sessionChanged()
            },
          },
        )
      }
    >
      <RoleChoice value={roles} onChange={setRoles} />
    </Confirm>
  )
}

/** Takes an operator out of the organisation. */
export function RemoveDialog({ operator, onClose }: Props): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const { remove } = useOperatorChanges()
  return (
    <Confirm
      opened
      danger
      title={t('operators.removeOf', { name: operator.name })}
      action={t('operators.remove')}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(operator.id, {
          onSuccess: () => {
            announce(t('operators.removed'))
            onClose()
          },
        })
      }
    >
      <p className={classes['say']}>{t('operators.removeSays')}</p>
    </Confirm>
  )
}
