// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { canonicalize } from '@yakusoku/core/canonical'
import type { Cells } from '@yakusoku/core/inventory'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import { changesBetween } from './entries.ts'
import { promisesOf, settleDuties } from './reviews.ts'
import type { InventoryPorts } from './ports.ts'
import * as store from './store.ts'

/** One change of one entry: what it was, if it was, and what it is from now on. */
export interface Change {
  readonly before: store.EntryRow | undefined
  readonly after: store.EntryRow
  readonly what: store.RevisionRow['what']
  readonly via: store.RevisionRow['via']
  readonly reason?: string
}

/**
 * Writes changes of entries with their facts, and opens or closes the duties of review that follow; must run under
 * {@link store.lock}. A fact names the columns that changed and a salted digest of the cells, never their values:
 * what somebody typed must not stand in the ledger for ever.
 */
export async function write(
  ports: InventoryPorts,
  tx: Tx,
  organisation: string,
  actor: Reference,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  const at = ports.clock.now()
  const salted = changes.map((change) => ({ ...change, salt: randomBytes(16) }))
  const promises = promisesOf(ports.inForce(organisation))
  const facts = await ports.ledger.append(
    tx,
    organisation,
    salted.map((change) => factOf(change, actor, at, promises)),
  )
  const rows = salted.map((change, index) => revisionOf(change, actor, facts[index]?.id as string))
  await store.saveEntries(
    tx,
    organisation,
    changes.map(({ after }) => after),
  )
  await store.saveRevisions(tx, organisation, rows)
  await settleDuties(ports, tx, organisation, actor, facts[0]?.id as string)
}

type Salted = Change & { readonly salt: Buffer }

function factOf(
  { before, after, what, via, salt }: Salted,
  actor: Reference,
  at: Temporal.Instant,
  promises: readonly string[],
): NewFact {
  const columns = changesBetween(before?.cells ?? {}, after.cells).map(({ column }) => column)
  return {
    type: `inventory.${what}`,
    at,
    actor,
    subject: { kind: 'inventory-entry', id: after.id },
    clear: {
      entry: after.no,
      revision: after.revision,
      via,
      columns,
      digest: digestOf(salt, after.cells),
    },
    promises,
  }
}

function revisionOf(
  { after, what, via, reason, salt }: Salted,
  actor: Reference,
  fact: string,
): store.RevisionRow {
  return {
    entry_id: after.id,
    revision: after.revision,
    at: after.changed_at,
    actor_kind: actor.kind,
    actor_id: actor.id,
    what,
    via,
    reason: reason ?? null,
    cells: after.cells,
    salt,
    fact,
  }
}

function digestOf(salt: Buffer, cells: Cells): string {
  const canonical = canonicalize(cells)
  if (!canonical.ok) throw new Error(`cells at ${canonical.problem.pointer} have no canonical form`)
  return createHash('sha256').update(salt).update(canonical.text).digest('hex')
}
