// SPDX-License-Identifier: Apache-2.0
import type { Cells } from '@yakusoku/core/inventory'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { InventoryFilled } from './contract.ts'
import { edit, recompute, type Edits } from './entries.ts'
import type { InventoryPorts } from './ports.ts'
import { propose, type Proposal } from './propose.ts'
import { cellProblems, inventoryRefusals } from './refusals.ts'
import * as store from './store.ts'
import { write, type Change } from './write.ts'

const dateNow = (ports: InventoryPorts) => new Date(ports.clock.now().epochMilliseconds)

/** A new entry, not yet written. */
export function newEntry(no: number, cells: Cells, at: Date, source: string | null = null): store.EntryRow {
  return {
    id: newId(),
    no,
    source,
    gone: false,
    state: 'open',
    revision: 1,
    cells,
    created_at: at,
    changed_at: at,
    reviewed_at: null,
  }
}

/** The next number of an inventory: numbers are never used twice. */
export function nextNumber(rows: readonly store.EntryRow[]): number {
  return rows.reduce((highest, { no }) => Math.max(highest, no), 0) + 1
}

function checked(cells: Cells, edits: Edits, by: Reference, at: Date): Cells {
  const done = edit(cells, edits, { by, at: at.toISOString() })
  if (done.ok) return done.cells
  const errors = done.problems.map(({ column, problem }) => {
    const { message, remedy } =
      problem === 'column'
        ? {
            message: { ja: 'この列はありません。', en: 'There is no such column.' },
            remedy: { ja: '', en: '' },
          }
        : cellProblems[problem]
    return { at: column, message: `${message.ja}${remedy.ja} / ${message.en} ${remedy.en}`.trim() }
  })
  throw refuse(inventoryRefusals, 'inventory.bad-cell', { errors })
}

/** Adds an entry by hand, such as one for paper that no system knows. */
export async function addEntry(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  edits: Edits,
): Promise<string> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const at = dateNow(ports)
    const cells = checked({}, edits, actor, at)
    const after = newEntry(nextNumber(await store.entries(tx, organisation)), cells, at)
    await write(ports, tx, organisation, actor, [{ before: undefined, after, what: 'added', via: 'hand' }])
    return after.id
  })
}

async function existing(tx: Tx, organisation: string, id: string, revision: number): Promise<store.EntryRow> {
  const row = await store.entry(tx, organisation, id)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (row.revision !== revision) throw refuse(inventoryRefusals, 'inventory.changed-meanwhile')
  return row
}

/** Changes cells of an entry that stands at `revision`; what changes nothing leaves no trace. */
export async function changeEntry(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  id: string,
  { revision, cells: edits }: { readonly revision: number; readonly cells: Edits },
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const before = await existing(tx, organisation, id, revision)
    if (before.state === 'closed')
      throw refuse(inventoryRefusals, 'inventory.wrong-state', { state: before.state })
    const at = dateNow(ports)
    const cells = checked(before.cells, edits, actor, at)
    if (sameCells(cells, before.cells)) return
    const after = { ...before, cells, revision: before.revision + 1, changed_at: at }
    await write(ports, tx, organisation, actor, [{ before, after, what: 'changed', via: 'hand' }])
  })
}

/** Takes an entry off the inventory with the reason, or puts it back. It stays readable with its history. */
export async function moveEntry(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  id: string,
  move: { readonly what: 'removed' | 'reopened'; readonly revision: number; readonly reason: string },
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const before = await existing(tx, organisation, id, move.revision)
    const state = move.what === 'removed' ? 'closed' : 'open'
    if (before.state === state)
      throw refuse(inventoryRefusals, 'inventory.wrong-state', { state: before.state })
    const after = { ...before, state, revision: before.revision + 1, changed_at: dateNow(ports) } as const
    const { what, reason } = move
    await write(ports, tx, organisation, actor, [{ before, after, what, via: 'hand', reason }])
  })
}

/**
 * Fills the inventory from the policy in force and the connected systems: adds what is missing, computes anew what was
 * computed, leaves what somebody wrote, and marks what neither gives any more.
 */
export async function fill(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
): Promise<InventoryFilled> {
  const pack = ports.inForce(organisation)
  const maps = await ports.maps(organisation)
  const proposals = propose(
    pack,
    maps.map(({ dataset }) => dataset),
  )
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const rows = await store.entries(tx, organisation)
    const at = dateNow(ports)
    const changes = filling(rows, proposals, at)
    const plan = await store.plan(tx, organisation)
    await store.savePlan(tx, organisation, { ...plan, filled_version: pack.version, filled_at: at })
    await write(ports, tx, organisation, actor, changes)
    const count = (wanted: (change: Change) => boolean) => changes.filter(wanted).length
    return {
      added: count(({ what }) => what === 'added'),
      changed: count(({ what, after }) => what === 'changed' && !after.gone),
      gone: count(({ after }) => after.gone),
    }
  })
}

function filling(rows: readonly store.EntryRow[], proposals: readonly Proposal[], at: Date): Change[] {
  const known = new Map(rows.flatMap((row) => (row.source === null ? [] : [[row.source, row] as const])))
  const proposed = new Set(proposals.map(({ source }) => source))
  let no = nextNumber(rows)
  const fresh = proposals.flatMap(({ source, cells }): Change[] => {
    const before = known.get(source)
    if (before === undefined) {
      const after = newEntry(no++, recompute({}, cells), at, source)
      return [{ before, after, what: 'added', via: 'policy' }]
    }
    const next = recompute(before.cells, cells)
    if (before.state === 'closed' || (!before.gone && sameCells(next, before.cells))) return []
    return [changed(before, { cells: next, gone: false }, at)]
  })
  const gone = [...known.values()]
    .filter((row) => row.state === 'open' && !row.gone && !proposed.has(row.source as string))
    .map((row) => changed(row, { cells: row.cells, gone: true }, at))
  return [...fresh, ...gone]
}

function changed(before: store.EntryRow, next: Pick<store.EntryRow, 'cells' | 'gone'>, at: Date): Change {
  const after = { ...before, ...next, revision: before.revision + 1, changed_at: at }
  return { before, after, what: 'changed', via: 'policy' }
}

/** Whether two sets of cells are the same, whatever the order of their keys (PostgreSQL keeps its own). */
function sameCells(a: Cells, b: Cells): boolean {
  const flat = (cells: Cells) =>
    JSON.stringify(
      Object.entries(cells)
        .sort(([x], [y]) => (x < y ? -1 : 1))
        .map(([id, { computed, given }]) => [
          id,
          computed && [computed.value.ja, computed.value.en, computed.why.ja, computed.why.en],
          given && [given.value, given.by.kind, given.by.id, given.at],
        ]),
    )
  return flat(a) === flat(b)
}
