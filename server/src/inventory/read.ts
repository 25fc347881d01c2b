// SPDX-License-Identifier: Apache-2.0
import { inOrganisation } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Inventory, InventoryEntry, InventoryHistory } from './contract.ts'
import { changesBetween } from './entries.ts'
import type { InventoryPorts } from './ports.ts'
import { scopesOf } from './reviews.ts'
import * as store from './store.ts'

/** The inventory whole, with the state of its reviews. */
export async function readInventory(ports: InventoryPorts, organisation: string): Promise<Inventory> {
  const { version } = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const rows = await store.entries(tx, organisation)
    const plan = await store.plan(tx, organisation)
    const past = await store.reviews(tx, organisation)
    return {
      entries: rows.map(viewOf),
      reviewBy: plan.review_by,
      reviews: scopesOf(rows, plan.review_by).map(({ key, label, entries }) => {
        const last = past.find(({ scope }) => scope === key || scope === 'whole')
        return { scope: key, label, entries: entries.length, lastAt: last?.at.toISOString() ?? null }
      }),
      filled:
        plan.filled_version === null || plan.filled_at === null
          ? null
          : { version: plan.filled_version, at: plan.filled_at.toISOString() },
      version,
    }
  })
}

/** An entry as the API shows it. */
export function viewOf(row: store.EntryRow): InventoryEntry {
  const { id, no, source, gone, state, revision, cells } = row
  return {
    id,
    no,
    source,
    gone,
    state,
    revision,
    cells: { ...cells } as InventoryEntry['cells'],
    changedAt: row.changed_at.toISOString(),
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
  }
}

/** An entry with its revisions. Refuses `common.not-found`. */
export async function readEntry(
  ports: InventoryPorts,
  organisation: string,
  id: string,
): Promise<InventoryHistory> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.entry(tx, organisation, id)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const revisions = await store.revisionsOf(tx, organisation, id)
    const actors = revisions.map(({ actor_kind: kind, actor_id }) => ({ kind, id: actor_id }))
    const name = await ports.nameActors(actors)
    return {
      entry: viewOf(row),
      revisions: revisions.map((one, index) => ({
        revision: one.revision,
        at: one.at.toISOString(),
        actor: name({ kind: one.actor_kind, id: one.actor_id }),
        what: one.what,
        via: one.via,
        reason: one.reason,
        fact: one.fact,
        changes: changesBetween(revisions[index + 1]?.cells ?? {}, one.cells),
      })),
    }
  })
}
