// SPDX-License-Identifier: Apache-2.0
import { inOrganisation } from '../database/index.ts'
import { system } from '../ledger/index.ts'
import { dateOf, subjectOf } from './ask.ts'
import type { RequestPorts } from './ports.ts'
import { move } from './requests.ts'
import * as store from './store.ts'

const askedHours = 24

/**
 * Puts right what a crash may have left: every request whose next step is a job's gets one (a job too many finds
 * nothing to do), and requests whose code was never entered expire. Runs at start and then now and again.
 */
export async function sweep(ports: RequestPorts, organisation: string): Promise<number> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const at = ports.clock.now()
    const rows = await store.stalled(tx, organisation, dateOf(at.subtract({ hours: askedHours })))
    for (const { id, state } of rows) {
      if (state === 'collecting') await ports.enqueue(tx, 'requests.collect', { organisation, id })
      else if (state === 'packaging') await ports.enqueue(tx, 'requests.package', { organisation, id })
      else {
        const row = await store.requestById(tx, organisation, id, true)
        if (row?.state !== 'asked') continue
        await store.updateRequest(tx, organisation, id, {
          state: move(row.state, 'expire'),
          code_hash: null,
          ended_at: dateOf(at),
        })
        await ports.ledger.append(tx, organisation, [
          { type: 'requests.expired', at, actor: system, subject: subjectOf(id) },
        ])
      }
    }
    return rows.length
  })
}
