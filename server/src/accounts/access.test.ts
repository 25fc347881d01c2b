// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import type { Caller } from '../http/index.ts'
import { Refusal } from '../kernel/index.ts'
import { authorise, permissionsFor, refuseBeyond, rolesWith, type KnownCaller } from './access.ts'
import { permissions, permissionsOf, roles } from './contract.ts'

const desk: KnownCaller = {
  kind: 'operator',
  id: 'o1',
  name: 'Desk',
  answerable: 'o1',
  roles: new Map([['alpha', ['desk']]]),
  permissions: new Map([['alpha', new Set(permissionsOf.desk)]]),
}

function refusalOf(work: () => unknown): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('access', () => {
  it('lets pass who has the permission in that organisation', () => {
    expect(authorise(desk, 'alpha', 'requests:review')).toBe(desk)
  })

  it('asks an anonymous caller to sign in', () => {
    const refusal = refusalOf(() => authorise({ kind: 'anonymous' }, 'alpha', 'today:read'))
    expect([refusal.status, refusal.code]).toEqual([401, 'accounts.sign-in-needed'])
  })

  it('stops a caller whose second factor is due, whatever they would be permitted', () => {
    const due: Caller = { ...desk, secondFactorDue: 'unproven' }
    const refusal = refusalOf(() => authorise(due, 'alpha', 'today:read'))
    expect([refusal.status, refusal.code]).toEqual([403, 'accounts.second-factor-needed'])
    expect(refusal.details).toEqual({ secondFactor: 'unproven' })
  })

  it('names the permission and the roles that have it', () => {
    const refusal = refusalOf(() => authorise(desk, 'alpha', 'ledger:export'))
    expect([refusal.status, refusal.code]).toEqual([403, 'accounts.forbidden'])
    expect(refusal.details).toEqual({ permission: 'ledger:export', roles: ['privacy-manager', 'auditor'] })
  })

  it('answers for a foreign organisation exactly as for one that does not exist', () => {
    for (const organisation of ['beta', 'no-such', 'undefined', '']) {
      const refusal = refusalOf(() => authorise(desk, organisation, 'today:read'))
      expect([refusal.status, refusal.code, refusal.details]).toEqual([404, 'common.not-found', {}])
    }
  })

  it('adds up the permissions of several roles', () => {
    expect(permissionsFor(['desk', 'engineer'])).toEqual(
      permissions.filter(
        (permission) =>
          permissionsOf.desk.includes(permission) || permissionsOf.engineer.includes(permission),
      ),
    )
    expect(permissionsFor([])).toEqual([])
  })

  it('has every permission with at least one role, and reading only for the auditor', () => {
    for (const permission of permissions) expect(rolesWith(permission)).toContain('privacy-manager')
    // Besides reading, an auditor closes the duties that auditors own.
    for (const permission of permissionsFor(['auditor']))
      expect(permission).toMatch(/:(read|export)$|^duties:complete$/)
    expect(roles).toHaveLength(5)
  })

  it('refuses to give what the giver does not have', () => {
    const refusal = refusalOf(() => refuseBeyond(desk, 'alpha', ['today:read', 'ledger:read']))
    expect(refusal.details).toEqual({ permissions: ['ledger:read'] })
    expect(() => refuseBeyond(desk, 'alpha', ['today:read'])).not.toThrow()
    expect(refusalOf(() => refuseBeyond(desk, 'beta', ['today:read'])).status).toBe(403)
  })
})
