// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** Roles an operator may have in an organisation; one operator may have several. */
export const roles = ['privacy-manager', 'desk', 'engineer', 'auditor', 'approver'] as const

/** One of {@link roles}. */
export type Role = (typeof roles)[number]

/** Everything that can be permitted to an operator or a token. */
export const permissions = [
  'today:read',
  'requests:read',
  'requests:review',
  'requests:approve',
  'promises:read',
  'ledger:read',
  'ledger:export',
  'duties:read',
  'sources:read',
  'sources:manage',
  'operators:read',
  'operators:manage',
  'tokens:manage',
] as const

/** One of {@link permissions}. */
export type Permission = (typeof permissions)[number]

/** Which role may do what. Nobody both collects and checks: the auditor reads and changes nothing. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  'privacy-manager': permissions,
  desk: ['today:read', 'requests:read', 'requests:review', 'promises:read', 'duties:read'],
  approver: [
    'today:read',
    'requests:read',
    'requests:review',
    'requests:approve',
    'promises:read',
    'duties:read',
  ],
  engineer: [
    'today:read',
    'promises:read',
    'duties:read',
    'ledger:read',
    'sources:read',
    'sources:manage',
    'tokens:manage',
  ],
  auditor: [
    'today:read',
    'requests:read',
    'promises:read',
    'ledger:read',
    'ledger:export',
    'duties:read',
    'sources:read',
    'operators:read',
  ],
}

/** Who is signed in, where they may work, and whether their second factor is in order. */
export const SessionSchema = z
  .object({
    operator: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    secondFactor: z
      .enum(['missing', 'unproven', 'proven'])
      .describe(
        'missing: none set up yet; unproven: set up, not shown in this session; both may only finish signing in',
      ),
    organisations: z.array(
      z.object({
        id: z.string(),
        name: z.object({ ja: z.string(), en: z.string() }),
        roles: z.array(z.enum(roles)),
        permissions: z.array(z.enum(permissions)),
      }),
    ),
  })
  .meta({ id: 'Session' })

/** Shape of {@link SessionSchema}. */
export type Session = z.infer<typeof SessionSchema>
