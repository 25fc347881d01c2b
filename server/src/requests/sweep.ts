// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { system } from '../ledger/index.ts'
import { dateOf, subjectOf } from './ask.ts'
import type { RequestPorts } from './ports.ts'
import { move } from './requests.ts'
import * as store from './store.ts'

const askedHours = 24
/** So many are let expire in one transaction. */
const batch = 1_000

/**
 * Puts right what a crash may have left: every request whose next step is a job's gets one (a job too many finds
 * nothing to do), and requests whose code was never entered expire. Runs at start and then now and again.
 */
export async function sweep(ports: RequestPorts, organisation: string): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    for (const { id, state } of await store.underWay(tx, organisation)) {
      const job = state === 'collecting' ? 'requests.collect' : 'requests.package'
      await ports.enqueue(tx, job, { organisation, id })
    }
  })
  const askedBefore = dateOf(ports.clock.now().subtract({ hours: askedHours }))
  for (let found = batch; found === batch;)
    found = await inOrganisation(ports.db, organisation, async (tx) => {
      const ids = await store.neverProven(tx, organisation, askedBefore, batch)
      for (const id of ids) await expire(ports, tx, organisation, id)
      return ids.length
    })
}

async function expire(ports: RequestPorts, tx: Tx, organisation: string, id: string): Promise<void> {
  const row = await store.requestById(tx, organisation, id, true)
  if (row?.state !== 'asked') return
  const at = ports.clock.now()
  await store.updateRequest(tx, organisation, id, {
    state: move(row.state, 'expire'),
    code_hash: null,
    ended_at: dateOf(at),
  })
  await ports.ledger.append(tx, organisation, [
    { type: 'requests.expired', at, actor: system, subject: subjectOf(id) },
  ])
}
