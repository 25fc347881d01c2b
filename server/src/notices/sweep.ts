// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { close, packOf, todayOf } from './announce.ts'
import type { NoticePorts } from './ports.ts'
import { settle } from './send.ts'
import * as store from './store.ts'
import { openYearly } from './year.ts'

/**
 * Carries every notice on: whatever a crash left gets its job, what is done is closed, what has been shown long
 * enough is taken down, and the year's message becomes a duty. Runs at start and then now and again.
 */
export async function sweepNotices(ports: NoticePorts, organisation: string): Promise<void> {
  await goingOn(ports, organisation, (tx) => openYearly(ports, tx, organisation))
  const open = await inOrganisation(ports.db, organisation, (tx) => store.openNotices(tx, organisation))
  for (const { id } of open)
    await goingOn(ports, organisation, async (tx) => {
      const row = await store.noticeById(tx, organisation, id, true)
      if (row === undefined || row.state === 'closed') return
      if (row.state === 'gathering') await ports.enqueue(tx, 'notices.gather', { organisation, id })
      if (row.way === 'website') return takeDown(ports, tx, organisation, row)
      if (row.way !== 'mail') return closeTold(ports, tx, organisation, row)
      const [next] = await store.pageRecipients(tx, organisation, id, { states: ['waiting'], limit: 1 })
      if (next !== undefined) await ports.enqueue(tx, 'notices.send', { organisation, id })
      else await settle(ports, tx, organisation, row)
    })
}

/** Does one step in a transaction; one that fails is told in the log and holds up no other. */
async function goingOn(
  { db, log }: NoticePorts,
  organisation: string,
  step: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  try {
    await inOrganisation(db, organisation, step)
  } catch (error) {
    log.error('notices.sweep-step-failed', { organisation, error })
  }
}

async function takeDown(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  row: store.NoticeRow,
): Promise<void> {
  const pack = packOf(ports, organisation, row.version)
  if (row.shown_until !== null && todayOf(ports, pack).toString() > row.shown_until)
    await close(ports, tx, organisation, row, 'shown-long-enough')
}

/** Clients may all have been told while the others were still being found. */
async function closeTold(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  row: store.NoticeRow,
): Promise<void> {
  const [counts] = await store.countTalks(tx, organisation, [row.id])
  if (row.state === 'open' && counts?.open === 0) await close(ports, tx, organisation, row, 'all-told')
}
