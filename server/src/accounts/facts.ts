// SPDX-License-Identifier: Apache-2.0
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import type { Permission, Role } from './contract.ts'

/** Who did something, or whom it is about; never a name, always an id. */
export interface Party {
  readonly kind: string
  readonly id: string
}

/** A fact of accounts as the ledger takes it; nothing in it is personal data. */
export interface AccountsFact {
  readonly type: `accounts.${string}`
  readonly version: 1
  readonly at: Temporal.Instant
  readonly actor: Party
  readonly subject: Party
  readonly clear: Record<string, string | string[]>
  readonly promises: readonly string[]
}

/** Appends a fact to an organisation's ledger in the transaction `tx`; wired from above. */
export type RecordFact = (tx: Tx, organisation: string, fact: AccountsFact) => Promise<unknown>

/** The promise ids of an organisation that a kind of fact serves; they are the pack's, so they come from above. */
export type PromisesOf = (organisation: string, type: string) => readonly string[]

/** What happened to an account, before it is addressed to an organisation. */
export type AccountsEvent = Pick<AccountsFact, 'type' | 'actor' | 'subject' | 'clear'>

/** Who acts when a person at the server's command line does. */
export const commandLine: Party = { kind: 'system', id: 'command-line' }

const operator = (id: string): Party => ({ kind: 'operator', id })
const token = (id: string): Party => ({ kind: 'token', id })

/** An operator did something about themselves: signed in, signed out, set up a factor. */
export function byThemselves(
  type: AccountsFact['type'],
  id: string,
  clear: AccountsFact['clear'] = {},
): AccountsEvent {
  return { type, actor: operator(id), subject: operator(id), clear }
}

/** Somebody tried to sign in as an operator and failed; who tried is not known. */
export function signInFailed(id: string, step: 'password' | 'code'): AccountsEvent {
  return {
    type: 'accounts.sign-in-failed',
    actor: { kind: 'anonymous', id: 'anonymous' },
    subject: operator(id),
    clear: { step },
  }
}

/** An operator was invited, or added by whoever runs the server. */
export function operatorAdded(
  actor: Party,
  id: string,
  roles: readonly Role[],
  active: boolean,
): AccountsEvent {
  return {
    type: active ? 'accounts.operator-added' : 'accounts.operator-invited',
    actor,
    subject: operator(id),
    clear: { roles: [...roles] },
  }
}

/** An operator's roles were changed. */
export function rolesChanged(
  actor: Party,
  id: string,
  before: readonly Role[],
  after: readonly Role[],
): AccountsEvent {
  return {
    type: 'accounts.roles-changed',
    actor,
    subject: operator(id),
    clear: { before: [...before], after: [...after] },
  }
}

/** An operator was removed from the organisation. */
export function operatorRemoved(actor: Party, id: string, before: readonly Role[]): AccountsEvent {
  return { type: 'accounts.operator-removed', actor, subject: operator(id), clear: { before: [...before] } }
}

/** A one-time link was made at the command line. */
export function linkMade(id: string, purpose: 'join' | 'recovery'): AccountsEvent {
  return { type: 'accounts.link-made', actor: commandLine, subject: operator(id), clear: { purpose } }
}

/** An API token was made. */
export function tokenMade(
  actor: Party,
  id: string,
  clear: { owner: string; scopes: Permission[]; expiresAt: string },
): AccountsEvent {
  return { type: 'accounts.token-made', actor, subject: token(id), clear }
}

/** An API token was revoked. */
export function tokenRevoked(actor: Party, id: string): AccountsEvent {
  return { type: 'accounts.token-revoked', actor, subject: token(id), clear: {} }
}
