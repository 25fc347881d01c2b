// SPDX-License-Identifier: Apache-2.0
import { inOrganisation } from '../database/index.ts'
import { Refusal } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import { endUnanswered } from './end.ts'
import type { RequestPorts } from './ports.ts'
import { canMove } from './requests.ts'
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
    await endUnanswered(ports, tx, organisation, row, 'end-erased', {
      type: 'requests.withdrawn',
      actor: system,
      clear: { because: 'person-erased' },
    })
  })
}
