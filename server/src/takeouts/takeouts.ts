// SPDX-License-Identifier: Apache-2.0
// What a take-out must say before it may happen, and when one is overdue. Pure.
import { EXCEPTIONS } from '@yakusoku/core/gate'
import type { Pack } from '@yakusoku/core/packs'
import { refuse } from '../kernel/index.ts'
import {
  takeOutMedia,
  TakeOutSchema,
  type GivenTakeOut,
  type TakeOutBasis,
  type TakeOutEntry,
} from './contract.ts'
import { takeOutRefusals } from './refusals.ts'

type Ground = Pack['grounds'][number]

/** The basis of a take-out in the words of the log, by the ground on which it was permitted. */
export const basisOf = (ground: Pick<Ground, 'kind'> | undefined): TakeOutBasis =>
  ground?.kind === 'consent'
    ? 'client-consent'
    : ground && EXCEPTIONS.includes(ground.kind)
      ? 'exception'
      : 'need'

/** What is given to be logged: as sent, with the document that shows the ground. */
export interface Given {
  readonly sent: unknown
  readonly document: string | undefined
  readonly basis: TakeOutBasis
  readonly today: string
}

/** Reads what a take-out says. Refuses `takeouts.incomplete` and `takeouts.return-past`. */
export function readTakeOut({ sent, document, basis, today }: Given): GivenTakeOut {
  const read = TakeOutSchema.safeParse(sent ?? {})
  const wrong = read.success
    ? []
    : [...new Set(read.error.issues.map(({ path }) => ['context', 'take_out', ...path].join('.')))]
  if (basis === 'client-consent' && document === undefined) wrong.push('context.document')
  if (!read.success || wrong.length > 0)
    throw refuse(takeOutRefusals, 'takeouts.incomplete', {
      fields: wrong.join(', '),
      media: takeOutMedia.join(', '),
    })
  const { return_by: day } = read.data
  if (day < today) throw refuse(takeOutRefusals, 'takeouts.return-past', { day, today })
  return read.data
}

/** Where a take-out stands on a day. */
export const stateOf = (
  { returned, returnBy }: { readonly returned: boolean; readonly returnBy: string },
  today: string,
): TakeOutEntry['state'] => (returned ? 'returned' : returnBy < today ? 'overdue' : 'out')
