// SPDX-License-Identifier: Apache-2.0
import { inOrganisation } from '../database/index.ts'
import { closeDuty } from '../duties/index.ts'
import { Refusal } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import { dateOf, promisesOf, subjectOf } from './ask.ts'
import type { RequestPorts } from './ports.ts'
import { canMove, move } from './requests.ts'
import * as store from './store.ts'

/** Whether something failed because the person it is about was erased. */
export const isErased = (error: unknown) => error instanceof Refusal && error.code === 'vault.erased'

/**
 * Does a step of a request's work; where its requester turns out to be erased, the request ends instead: there is
 * nobody to answer, and trying again for ever would not bring them back.
 */
export async function unlessErased(
  ports: RequestPorts,
  organisation: string,
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isErased(error)) throw error
    await endErased(ports, organisation, id)
  }
}

async function endErased(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.requestById(tx, organisation, id, true)
    if (row === undefined || !canMove(row.state, 'end-erased')) return
    const at = ports.clock.now()
    const subject = subjectOf(id)
    await store.updateRequest(tx, organisation, id, {
      state: move(row.state, 'end-erased'),
      ended_at: dateOf(at),
    })
    const clear = { number: row.number, because: 'person-erased' }
    const promises = promisesOf(ports.inForce(organisation))
    const [fact] = await ports.ledger.append(tx, organisation, [
      { type: 'requests.withdrawn', at, actor: system, subject, clear, promises },
    ])
    const evidence = fact?.id as string
    await closeDuty(ports.ledger, tx, organisation, {
      kind: 'requests.answer',
      subject,
      at,
      actor: system,
      evidence,
    })
  })
}
