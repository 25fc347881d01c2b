// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { permissionsFor, refuseBeyond, type KnownCaller } from './access.ts'
import type { AccountsContext } from './context.ts'
import type { Invitation, Invited, Operator, Role } from './contract.ts'
import { commandLine, operatorAdded, operatorRemoved, rolesChanged, type Party } from './facts.ts'
import { makeLink } from './links.ts'
import { accountsRefusals } from './refusals.ts'
import {
  at,
  endSessions,
  ensureOperator,
  findOperator,
  findToken,
  listMembers,
  lockMembership,
  lockOperator,
  lockPrivacyManagers,
  ownMemberships,
  putMembership,
  removeMembership,
  type MembershipRow,
  type OperatorRow,
} from './store.ts'

/** A person to add without invitation: whoever runs the server vouches for them. */
export type AddedOperator = Invitation & { readonly organisation: string }

/**
 * Adds an operator at the command line or first start; gives their id. Doing it again changes roles to these. Whoever
 * has set a password already works here only after accepting by a link: an address alone does not tell whether the
 * account under it is that person's, since any organisation's invitation may have made it.
 */
export async function addOperator(context: AccountsContext, person: AddedOperator): Promise<string> {
  const { organisation, roles } = person
  const now = at(context.clock.now())
  const id = await inOrganisation(context.db, organisation, async (tx) => {
    const { id: operator } = await ensureOperator(tx, person)
    await lockOperator(tx, operator)
    const hasPassword = (await findOperator(tx, { id: operator }))?.has_password
    const known = await lockMembership(tx, operator)
    const acceptedAt = known?.accepted_at ?? (hasPassword ? null : now)
    await putMembership(tx, placeOf(person, organisation, operator, now, acceptedAt))
    const fact = operatorAdded(commandLine, operator, roles, acceptedAt !== null)
    await context.journal.write(tx, organisation, fact)
    return operator
  })
  context.sessions.forget()
  return id
}

/** Lists the operators of an organisation. */
export async function listOperators(context: AccountsContext, organisation: string): Promise<Operator[]> {
  const members = await inOrganisation(context.db, organisation, listMembers)
  return members.map(present)
}

/** Invites a person; inviting again before they accepted writes the roles anew and makes a new link. */
export async function inviteOperator(
  context: AccountsContext,
  caller: KnownCaller,
  organisation: string,
  invitation: Invitation,
): Promise<Invited> {
  refuseBeyond(caller, organisation, permissionsFor(invitation.roles))
  return inOrganisation(context.db, organisation, async (tx) => {
    const operator = await ensureOperator(tx, invitation)
    const known = await lockMembership(tx, operator.id)
    if (known?.accepted_at) throw refuse(accountsRefusals, 'accounts.already-member')
    const invitedAt = known?.invited_at ?? at(context.clock.now())
    const place = placeOf(invitation, organisation, operator.id, invitedAt, null)
    await putMembership(tx, place)
    const fact = operatorAdded(partyOf(caller), operator.id, invitation.roles, false)
    await context.journal.write(tx, organisation, fact)
    const link = await makeLink(context, tx, operator.id, 'join', organisation)
    return { operator: present({ ...operator, ...place }), link }
  })
}

/** Changes an operator's roles. */
export async function changeRoles(
  context: AccountsContext,
  caller: KnownCaller,
  organisation: string,
  id: string,
  roles: Role[],
): Promise<Operator> {
  refuseBeyond(caller, organisation, permissionsFor(roles))
  const changed = await inOrganisation(context.db, organisation, async (tx) => {
    const place = await lockOther(tx, caller, id)
    if (!roles.includes('privacy-manager')) await keepOneManager(tx, id)
    await putMembership(tx, { ...place, roles })
    const fact = rolesChanged(partyOf(caller), id, place.roles, roles)
    await context.journal.write(tx, organisation, fact)
    return (await listMembers(tx)).find((member) => member.operator_id === id) as MembershipRow & OperatorRow
  })
  context.sessions.forget()
  return present(changed)
}

/** Removes an operator from an organisation, with their tokens there; their facts and name stay. */
export async function removeOperator(
  context: AccountsContext,
  caller: KnownCaller,
  organisation: string,
  id: string,
): Promise<void> {
  await inOrganisation(context.db, organisation, async (tx) => {
    const place = await lockOther(tx, caller, id)
    await keepOneManager(tx, id)
    await removeMembership(tx, organisation, id, at(context.clock.now()))
    await context.journal.write(tx, organisation, operatorRemoved(partyOf(caller), id, place.roles))
  })
  if ((await ownMemberships(context.db, id)).length === 0) await endSessions(context.db, id)
  context.sessions.forget()
}

/** The caller as the ledger names an actor. */
export function partyOf({ kind, id }: KnownCaller): Party {
  return { kind, id }
}

/** The operator who answers for a caller: themselves, or whose token it is. */
export async function answerableFor(tx: Tx, caller: KnownCaller): Promise<string> {
  if (caller.kind === 'operator') return caller.id
  const token = await findToken(tx, caller.id)
  if (token === undefined) throw refuse(accountsRefusals, 'accounts.sign-in-needed')
  return token.owner_id
}

async function lockOther(tx: Tx, caller: KnownCaller, id: string): Promise<MembershipRow> {
  if ((await answerableFor(tx, caller)) === id) throw refuse(accountsRefusals, 'accounts.own-roles')
  // Managers first, always in the same order: two people changing each other must not wait for each other for ever.
  await lockPrivacyManagers(tx)
  const place = await lockMembership(tx, id)
  if (place === undefined) throw refuse(commonRefusals, 'common.not-found')
  return place
}

async function keepOneManager(tx: Tx, id: string): Promise<void> {
  const managers = await lockPrivacyManagers(tx)
  if (managers.length === 1 && managers[0] === id) {
    throw refuse(accountsRefusals, 'accounts.last-privacy-manager')
  }
}

function placeOf(
  person: Invitation,
  organisation: string,
  operator: string,
  invitedAt: Date,
  acceptedAt: Date | null,
): MembershipRow {
  return {
    organisation_id: organisation,
    operator_id: operator,
    roles: person.roles,
    invited_name: person.name,
    invited_at: invitedAt,
    accepted_at: acceptedAt,
  }
}

function present(member: MembershipRow & OperatorRow): Operator {
  const active = member.accepted_at !== null
  return {
    id: member.operator_id,
    name: active ? member.name : member.invited_name,
    email: member.email,
    roles: member.roles,
    status: active ? 'active' : 'invited',
    secondFactor: active && (member.has_totp || member.has_passkey),
    invitedAt: member.invited_at.toISOString(),
  }
}
