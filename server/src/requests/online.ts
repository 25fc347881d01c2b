// SPDX-License-Identifier: Apache-2.0
import { findRight, rightsOf, type Pack, type RightWithProcedure } from '@yakusoku/core/packs'

/**
 * The right of disclosure as it is carried out here: asked for over the web, proven by a code to a mail address, free,
 * answered by the organisation itself. Undefined where the pack promises another way (by post, with papers and a fee;
 * or passed on to a client): taking such a request by the form would disclose on less proof than is promised.
 */
export function onlineRight(pack: Pack): RightWithProcedure | undefined {
  return rightsOf(pack, 'disclosure').find(({ how }) => {
    const { answeredBy, channels, proofs, fee } = how
    const isMailCode = (id: string) =>
      pack.proofs.some((proof) => proof.id === id && proof.method === 'mail-code')
    const isProven = proofs.length === 0 || proofs.some(isMailCode)
    return answeredBy === 'organisation' && channels.includes('web') && (fee?.amount ?? 0) === 0 && isProven
  })
}

/** The right that a request serves; one under way goes on when a newer policy takes requests another way. */
export const servedRight = (pack: Pack): RightWithProcedure | undefined =>
  onlineRight(pack) ?? findRight(pack, 'disclosure')
