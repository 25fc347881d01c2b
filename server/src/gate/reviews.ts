// SPDX-License-Identifier: Apache-2.0
import { closeDuty, dutiesOf } from '../duties/index.ts'
import { inOrganisation } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { NewReview } from './contract.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'

/** The duty that a use by break-glass opens. */
export const reviewDuty = 'gate.review'

/**
 * Records what a look afterwards at an emergency use found, and closes its duty. What was written may name people: it
 * is sealed under a key of the review's own. Refuses `common.not-found` for no such use, `gate.reviewed-already`.
 */
export async function review(
  { db, clock, ledger, vault }: GatePorts,
  organisation: string,
  use: string,
  { outcome, note, document }: NewReview,
  actor: Reference,
): Promise<{ fact: string }> {
  return inOrganisation(db, organisation, async (tx) => {
    const at = clock.now()
    const duty = (await dutiesOf(tx, organisation, use, at)).find(({ kind }) => kind === reviewDuty)
    if (!duty) throw refuse(commonRefusals, 'common.not-found')
    if (duty.closedAt !== null) throw refuse(gateRefusals, 'gate.reviewed-already')
    const subject = { kind: 'use', id: use }
    const [fact] = await ledger.append(tx, organisation, [
      {
        type: 'gate.reviewed',
        at,
        actor,
        subject,
        clear: { outcome, document: document !== undefined },
        sealed: { person: await vault.createPerson(tx, organisation), value: { note, document } },
        promises: duty.promises,
      },
    ])
    if (!fact) throw new Error('the fact of a review was not recorded')
    await closeDuty(ledger, tx, organisation, { kind: reviewDuty, subject, at, actor, evidence: fact.id })
    return { fact: fact.id }
  })
}
