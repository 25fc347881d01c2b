// SPDX-License-Identifier: Apache-2.0
import { NOBODY, type Person } from '@yakusoku/core/gate'
import type { PersonState } from './contract.ts'

/** What is known of a person besides the day of birth, which is sealed. */
export type State = Omit<Person, 'born'>

const { born: _born, ...nothing } = NOBODY

/** Nothing known. */
export const UNKNOWN: State = nothing

/** A state as it is stored: without what is empty, because there are millions of them. */
export function sparse(state: State): Partial<State> {
  const filled = Object.entries(state).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value === true,
  )
  return Object.fromEntries(filled)
}

/** A stored state as it is weighed. */
export const whole = (stored: Partial<State>, born?: string): Person => ({
  ...NOBODY,
  ...stored,
  ...(born !== undefined && { born }),
})

/** A state as it is shown. */
export const viewOf = (state: State, born: string | null): PersonState => ({
  jurisdictions: [...state.jurisdictions],
  born,
  guardian: state.guardian,
  subjects: [...state.subjects],
  consents: [...state.consents],
  objections: [...state.objections],
  happened: [...state.happened],
  restricted: [...state.restricted],
  suspended: [...state.suspended],
  over: [...state.over],
  beyond: state.beyond.map(({ purpose, category }) => ({ purpose, category })),
})
