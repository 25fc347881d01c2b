// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../http/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { permissionsOf, roles, type Permission, type Role } from './contract.ts'
import { accountsRefusals } from './refusals.ts'

/** A caller who is somebody. */
export type KnownCaller = Exclude<Caller, { kind: 'anonymous' }>

/** Everything a set of roles permits, in the order of the contract. */
export function permissionsFor(held: readonly Role[]): Permission[] {
  return permissionsOf['privacy-manager'].filter((permission) =>
    held.some((role) => permissionsOf[role].includes(permission)),
  )
}

/** The roles that have a permission. */
export function rolesWith(permission: Permission): Role[] {
  return roles.filter((role) => permissionsOf[role].includes(permission))
}

/**
 * Lets a caller pass who may do `permission` in `organisation`, and gives it back; throws the refusal otherwise.
 * An organisation the caller does not belong to is as absent as one that does not exist.
 */
export function authorise(caller: Caller, organisation: string, permission: Permission): KnownCaller {
  if (caller.kind === 'anonymous') throw refuse(accountsRefusals, 'accounts.sign-in-needed')
  if (caller.secondFactorDue !== undefined) {
    throw refuse(accountsRefusals, 'accounts.second-factor-needed', { secondFactor: caller.secondFactorDue })
  }
  const held = caller.permissions.get(organisation)
  if (held === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (!held.has(permission)) {
    throw refuse(accountsRefusals, 'accounts.forbidden', { permission, roles: rolesWith(permission) })
  }
  return caller
}

/**
 * A route's `preValidation` hook: {@link authorise} for the organisation in the path (`:organisation`), before the
 * body is looked at, so that who may not enter learns nothing about what would be valid.
 */
export function requires(permission: Permission) {
  return async (request: FastifyRequest): Promise<void> => {
    const { organisation } = request.params as { organisation?: unknown }
    authorise(request.caller, String(organisation), permission)
  }
}

/** Throws unless the caller has every one of `wanted`: nobody gives what they do not have. */
export function refuseBeyond(caller: KnownCaller, organisation: string, wanted: readonly Permission[]): void {
  const held = caller.permissions.get(organisation)
  const beyond = wanted.filter((permission) => held?.has(permission) !== true)
  if (beyond.length > 0) throw refuse(accountsRefusals, 'accounts.beyond-yourself', { permissions: beyond })
}
