// SPDX-License-Identifier: Apache-2.0
import { Checkbox, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Role } from 'yakusoku/contract'
import { useWords } from '../../language.ts'

// In the order of the contract; the compiler says when one is missing.
const order: Record<Role, number> = { 'privacy-manager': 0, desk: 1, approver: 2, engineer: 3, auditor: 4 }
const roles = Object.keys(order) as readonly Role[]

/** One or more roles, each with what it may do. */
export function RoleChoice(props: {
  readonly value: readonly Role[]
  readonly onChange: (roles: Role[]) => void
}): ReactNode {
  const { t } = useWords()
  return (
    <Checkbox.Group
      label={t('operators.roles')}
      description={t('operators.rolesWhy')}
      required
      value={[...props.value]}
      onChange={(value) => props.onChange(value as Role[])}
    >
      <Stack gap="xs" mt="xs">
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} description={t(`roleSays.${role}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
