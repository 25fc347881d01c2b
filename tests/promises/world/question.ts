// SPDX-License-Identifier: Apache-2.0
import type { PersonState } from '../../../server/src/contract.ts'

/** What is said of a person; what is left out nobody knows. */
export type Facts = Partial<PersonState>

/** What a question says besides. */
export interface Circumstances {
  readonly ground?: string
  readonly document?: string
  readonly conditions?: readonly string[]
  readonly client?: string
  readonly country?: string
  readonly channel?: string
  readonly deidentified?: boolean
  /** What is taken out, for the log. */
  readonly take_out?: object
}

/** A question: who may do what, to which data, for which purpose, towards whom. */
export interface Ask extends Circumstances {
  readonly act: string
  readonly category: string
  readonly purpose: string
  readonly role: string | readonly string[]
  /** The id of the actor, who is known for nothing unless named. */
  readonly by?: string
  readonly recipient?: string
  /** What is known of the person it is about; about nobody when left out. */
  readonly of?: Facts
  /** What a permit asks to be done. */
  readonly owes?: readonly object[]
}

type More = Omit<Partial<Ask>, 'category' | 'purpose' | 'role'>

/** A question to use data. */
export const use = (category: string, purpose: string, role: Ask['role'], more: More = {}): Ask => ({
  act: 'use',
  category,
  purpose,
  role,
  ...more,
})

/** A question to let data go: provide, entrust or share. */
export const to = (
  act: string,
  recipient: string,
  [category, purpose, role]: readonly [category: string, purpose: string, role: string],
  more: More = {},
): Ask => ({ act, recipient, category, purpose, role, ...more })

/** The document that a ground asks for. */
export const document = 'evidence:order-2026-11'

/** A question as AuthZEN carries it. */
export const evaluation = (
  { act, category, role, by = 'suzuki', of: _of, owes: _owes, ...context }: Ask,
  id: string,
) => ({
  subject: { type: 'actor', id: by, properties: { roles: [role].flat() } },
  action: { name: act },
  resource: { type: category, id },
  context,
})
