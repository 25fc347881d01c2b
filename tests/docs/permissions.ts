// SPDX-License-Identifier: Apache-2.0
import { permissions, permissionsOf, roles } from '../../server/src/contract.ts'

/** The table of roles and permissions as the guide prints it, from the contract. */
export function permissionsTable(heading: string): string {
  const rows = permissions.map((permission) => [
    `\`${permission}\``,
    ...roles.map((role) => (permissionsOf[role].includes(permission) ? '✓' : '')),
  ])
  const lines = [
    [heading, ...roles.map((role) => `\`${role}\``)],
    ['---', ...roles.map(() => ':-:')],
    ...rows,
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
