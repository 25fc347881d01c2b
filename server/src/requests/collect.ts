// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { inOrganisation } from '../database/index.ts'
import { TryAgain } from '../jobs/index.ts'
import { system } from '../ledger/index.ts'
import { dateOf, promisesOf, readAsk, subjectOf } from './ask.ts'
import { suspect, type FoundFile } from './found.ts'
import { unlessErased } from './erased.ts'
import { readIdentities, seedsOf } from './identities.ts'
import type { Collected, RequestPorts } from './ports.ts'
import { move } from './requests.ts'
import * as store from './store.ts'

/**
 * The job that collects: walks the sources, then stores what was found and opens the review, in one transaction.
 * Killed before that, nothing is written and the next run walks again; after it, the state says there is nothing to do.
 */
export function collect(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  return unlessErased(ports, organisation, id, () => collectOnce(ports, organisation, id))
}

async function collectOnce(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  const start = await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.requestById(tx, organisation, id)
    return row?.state === 'collecting'
      ? {
          row,
          asked: await readAsk(ports, tx, organisation, row),
          added: await readIdentities(ports, tx, organisation, row),
        }
      : undefined
  })
  if (start === undefined) return
  const seeds = seedsOf(start.asked.email, start.added)
  const collected = await ports.collect(organisation, seeds)
  if (collected.sources.some((source) => source.state === 'unavailable')) {
    await noteUnavailable(ports, organisation, id, collected)
    throw new TryAgain('a source is unavailable')
  }
  await storeFound(ports, organisation, start.row, collected, new Set(Object.values(seeds).flat()))
}

async function noteUnavailable(
  ports: RequestPorts,
  organisation: string,
  id: string,
  collected: Collected,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.requestById(tx, organisation, id, true)
    if (row?.state !== 'collecting') return
    const at = ports.clock.now()
    const before = new Map(row.sources.map((source) => [source.key, source]))
    const now = collected.sources.map((source) => {
      const known = before.get(source.key)
      const since = source.state === 'unavailable' ? (known?.since ?? at.toString()) : null
      return { key: source.key, state: source.state, rows: source.rows, since, reason: source.reason }
    })
    await store.updateRequest(tx, organisation, id, { sources: now })
    const news = now.filter(
      (one) => one.state === 'unavailable' && before.get(one.key)?.state !== 'unavailable',
    )
    await ports.ledger.append(
      tx,
      organisation,
      news.map((source) => ({
        type: 'requests.source-unavailable',
        at,
        actor: system,
        subject: subjectOf(id),
        clear: { source: source.key, reason: source.reason },
      })),
    )
  })
}

async function storeFound(
  ports: RequestPorts,
  organisation: string,
  { id, round }: store.RequestRow,
  collected: Collected,
  own: ReadonlySet<string>,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.requestById(tx, organisation, id, true)
    if (row?.state !== 'collecting' || row.round !== round) return
    const at = ports.clock.now()
    const found: FoundFile = {
      collectedAt: at.toString(),
      collections: suspect(collected.collections, own),
    }
    const content = Buffer.from(JSON.stringify(found))
    if (row.found_file !== null) await ports.vault.deleteFile(tx, organisation, row.found_file)
    const file = await ports.vault.putFile(tx, organisation, row.person_id, content, at.toString())
    await store.updateRequest(tx, organisation, id, {
      state: move(row.state, 'finish-collecting'),
      found_file: file.id,
      found_at: dateOf(at),
      exclusions: null,
      sources: collected.sources.map((one) => ({
        key: one.key,
        state: one.state,
        rows: one.rows,
        since: null,
        reason: one.reason,
      })),
    })
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.collected',
        at,
        actor: system,
        subject: subjectOf(id),
        clear: {
          sources: collected.sources.map(({ key, rows, reason }) => ({ key, rows: rows ?? 0, reason })),
          rows: collected.collections.reduce((sum, one) => sum + one.rows.length, 0),
          queries: collected.queries,
          sha256: createHash('sha256').update(content).digest('hex'),
        },
        promises: promisesOf(ports.inForce(organisation)),
      },
    ])
  })
}
