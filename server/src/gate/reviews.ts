// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '@yakusoku/core/ledger'
import { promisesKeptBy } from '@yakusoku/core/packs'
import { closeDuty, dutiesOf } from '../duties/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { listFacts, type Reference } from '../ledger/index.ts'
import type { GateReviewNote, NewReview } from './contract.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'

/** The duty that a use by break-glass opens. */
export const reviewDuty = 'gate.review'

/** The facts of an emergency use: that it was permitted, and its review. */
export interface UseFacts {
  readonly permitted: Fact | undefined
  readonly reviewed: Fact | undefined
}

/** Reads what the ledger says of an emergency use. */
export async function factsOf(tx: Tx, organisation: string, use: string): Promise<UseFacts> {
  const facts = (await listFacts(tx, organisation, { subject: use, limit: 100 })).map(({ fact }) => fact)
  const of = (type: string) => facts.find((fact) => fact.type === type)
  return { permitted: of('gate.permitted'), reviewed: of('gate.reviewed') }
}

/** Whether somebody made a use or asked for it. */
export const isOwn = ({ permitted }: UseFacts, reader: Reference): boolean =>
  permitted !== undefined && [permitted.actor.id, permitted.clear['actor']].includes(reader.id)

/**
 * Records what a look afterwards at an emergency use found, and closes its duty. What was written may name people: it
 * is sealed under a key of the review's own. Refuses `common.not-found` for no such use, `gate.reviewed-already`, and
 * `gate.own-use`: nobody checks what they did.
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
    if (isOwn(await factsOf(tx, organisation, use), actor)) throw refuse(gateRefusals, 'gate.own-use')
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

/** What the reviewer of an emergency use wrote; that somebody read it is a fact. Refuses `common.not-found`. */
export async function readNote(
  ports: GatePorts,
  organisation: string,
  use: string,
  reader: Reference,
): Promise<GateReviewNote> {
  const { db, clock, ledger, vault } = ports
  return inOrganisation(db, organisation, async (tx) => {
    const { reviewed } = await factsOf(tx, organisation, use)
    if (!reviewed?.person || !reviewed.sealed) throw refuse(commonRefusals, 'common.not-found')
    const sealed = { person: reviewed.person, sealed: Buffer.from(reviewed.sealed, 'base64url') }
    const [plain] = await vault.openAll(tx, organisation, [sealed])
    await ledger.append(tx, organisation, [
      {
        type: 'gate.review-read',
        at: clock.now(),
        actor: reader,
        subject: { kind: 'use', id: use },
        promises: promisesKeptBy(ports.inForce(organisation), 'system:access-records'),
      },
    ])
    const wrote = plain === undefined ? {} : (JSON.parse(Buffer.from(plain).toString()) as Partial<NewReview>)
    return { note: wrote.note ?? null, document: wrote.document ?? null }
  })
}
