// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { permissionsOf, type Role } from '../accounts/index.ts'
import { refuse, type Refusal } from '../kernel/index.ts'
import type { DraftState } from './contract.ts'
import { policiesRefusals } from './refusals.ts'

/** What can be done to a draft. */
export const draftActions = [
  'save',
  'submit',
  'recall',
  'approve',
  'send-back',
  'publish',
  'discard',
  'restore',
] as const

/** One of {@link draftActions}. */
export type DraftAction = (typeof draftActions)[number]

/** Where each action leads from each state; what is not here cannot be done. */
const moves: Readonly<Record<DraftState, Partial<Readonly<Record<DraftAction, DraftState>>>>> = {
  draft: { save: 'draft', submit: 'submitted', discard: 'discarded' },
  // The reason stays beside the text while it is mended.
  'sent-back': { save: 'sent-back', submit: 'submitted', discard: 'discarded' },
  submitted: { recall: 'draft', approve: 'approved', 'send-back': 'sent-back' },
  approved: { recall: 'draft', 'send-back': 'sent-back', publish: 'published' },
  published: {},
  discarded: { restore: 'draft' },
}

/** The state after an action; refuses `policies.wrong-state` where it cannot be done. */
export function moveDraft(state: DraftState, action: DraftAction): DraftState {
  const next = moves[state][action]
  if (next === undefined) throw refuse(policiesRefusals, 'policies.wrong-state', { state, action })
  return next
}

/** What can be done to a draft in a state. */
export const movesFrom = (state: DraftState): DraftAction[] =>
  draftActions.filter((action) => moves[state][action] !== undefined)

/** Who acts: the operator who answers for it, and their roles in the organisation. */
export interface Approver {
  readonly answerable: string
  readonly roles: readonly string[]
}

/** The role that approves changes, as the pack in force names it: the operators' role, and what it is called. */
export interface ApprovingRole {
  readonly account: string
  readonly name: { readonly ja: string; readonly en: string } | null
}

/** The approving role of a pack; `approver` where it names none, or one whose operators may not approve. */
export function approvingRole(pack: Pick<Pack, 'roles' | 'approvedBy'>): ApprovingRole {
  const role = pack.roles.find(({ id }) => id === pack.approvedBy)
  return role?.account !== undefined && canApprove(role.account)
    ? { account: role.account, name: role.name }
    : { account: 'approver', name: null }
}

/** Whether operators with a role may approve policies at all. */
export const canApprove = (account: Role): boolean => permissionsOf[account].includes('policies:approve')

/** Why somebody may not decide about a draft; undefined where they may. Nobody approves their own work. */
export function whyNotDecide(
  { authors }: { readonly authors: readonly string[] },
  role: ApprovingRole,
  approver: Approver,
): Refusal | undefined {
  if (!approver.roles.includes(role.account))
    return refuse(policiesRefusals, 'policies.not-the-approver', { role: role.account })
  if (authors.includes(approver.answerable)) return refuse(policiesRefusals, 'policies.own-draft')
  return undefined
}
