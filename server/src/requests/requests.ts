// SPDX-License-Identifier: Apache-2.0
import { randomInt } from 'node:crypto'
import { refuse } from '../kernel/index.ts'
import type { RequestAbility, RequestState } from './contract.ts'
import { requestRefusals } from './refusals.ts'

/** What can happen to a request, from which states, and where it leads. */
const moves = {
  receive: { from: ['asked'], to: 'collecting' },
  expire: { from: ['asked'], to: 'expired' },
  'finish-collecting': { from: ['collecting'], to: 'review' },
  'collect-again': { from: ['review'], to: 'collecting' },
  approve: { from: ['review'], to: 'packaging' },
  answer: { from: ['packaging'], to: 'answered' },
  refuse: { from: ['collecting', 'review'], to: 'refused' },
  withdraw: { from: ['collecting', 'review'], to: 'withdrawn' },
  // The requester was erased: nobody is left to be answered, and no key to open what they asked.
  'end-erased': { from: ['asked', 'collecting', 'review', 'packaging'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly RequestState[]; to: RequestState }>

/** Something that can happen to a request. */
export type Move = keyof typeof moves

/** All moves, for tests. */
export const allMoves = Object.keys(moves) as Move[]

/** The state after a move. Refuses `requests.wrong-state` where the move is not possible. */
export function move(state: RequestState, what: Move): RequestState {
  if (!canMove(state, what)) throw refuse(requestRefusals, 'requests.wrong-state', { state })
  return moves[what].to
}

/** Whether a move is possible in a state. */
export function canMove(state: RequestState, what: Move): boolean {
  return (moves[what].from as readonly RequestState[]).includes(state)
}

/** What an operator may do with a request, from its state and the operator's permissions. */
export function abilitiesOf(state: RequestState, permissions: ReadonlySet<string>): RequestAbility[] {
  const may = (permission: string, possible: boolean, ability: RequestAbility) =>
    possible && permissions.has(permission) ? [ability] : []
  const inReview = state === 'review'
  return [
    ...may('requests:review', ['review', 'packaging', 'answered'].includes(state), 'read-found'),
    ...may('requests:review', inReview, 'exclude'),
    ...may('requests:review', inReview, 'preview'),
    ...may('requests:approve', inReview, 'approve'),
    ...may('requests:approve', canMove(state, 'refuse'), 'refuse'),
    ...may('requests:review', inReview, 'collect-again'),
    ...may('requests:review', ['answered', 'refused'].includes(state), 'print'),
  ]
}

// Crockford's base 32: no letter that reads like a digit.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function letters(count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(32)]).join('')
}

const groups = (value: string) => (value.match(/.{4}/g) ?? []).join('-')

/** A number people can read aloud, which tells nothing about how many requests there are: `2026-7K3M-Q9XD`. */
export function newNumber(year: number): string {
  return `${year}-${groups(letters(8))}`
}

/** The secret beside the number: 80 random bits in groups of four. */
export function newFollowSecret(): string {
  return groups(letters(16))
}

/** A number or secret as typed by a person: case, spaces and look-alikes do not matter. */
export function readTyped(value: string): string {
  const plain = value
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
  return plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll('U', 'V')
}

/** A six-digit code for a mail. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}
