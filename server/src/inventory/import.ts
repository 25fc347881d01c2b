// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { canonicalize } from '@yakusoku/core/canonical'
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { compare, type Import, type Report } from './compare.ts'
import type { InventoryImport } from './contract.ts'
import { edit } from './entries.ts'
import { newEntry, nextNumber } from './operations.ts'
import type { InventoryPorts } from './ports.ts'
import { inventoryRefusals } from './refusals.ts'
import { promisesOf } from './reviews.ts'
import { openSheet } from './sheet-open.ts'
import { originOf, rowsOf, type SheetOrigin, type SheetRows } from './sheet-rows.ts'
import * as store from './store.ts'
import { write, type Change } from './write.ts'

/**
 * Compares a workbook with the inventory and says what it would change. With `confirm`, the digest of what was shown,
 * exactly that is applied, whole or not at all.
 */
export async function importSheet(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  file: Uint8Array,
  confirm?: string,
): Promise<InventoryImport> {
  const book = await openSheet(file)
  const origin = originOf(book, organisation)
  const rows = rowsOf(book)
  return inOrganisation(ports.db, organisation, async (tx) => {
    if (confirm !== undefined) await store.lock(tx, organisation)
    const done = await compared(tx, organisation, origin, rows)
    const digest = digestOf(done.report)
    if (confirm === undefined) return { ...done.report, digest, applied: false }
    if (confirm !== digest) throw refuse(inventoryRefusals, 'inventory.import-changed')
    refuseRefused(done.report)
    await apply(ports, tx, organisation, actor, done, createHash('sha256').update(file).digest('hex'))
    return { ...done.report, digest, applied: true }
  })
}

async function compared(
  tx: Tx,
  organisation: string,
  { language, at }: SheetOrigin,
  rows: SheetRows,
): Promise<Import> {
  const entries = await store.entries(tx, organisation)
  const known = new Set(entries.map(({ id }) => id))
  const wanted = rows.rows.flatMap(({ id, revision }) => {
    const number = Number(revision.text.normalize('NFKC').trim())
    const real = known.has(id.text.trim()) && Number.isInteger(number) && number > 0 && number < 2 ** 31
    return real ? [{ id: id.text.trim(), revision: number }] : []
  })
  return compare(rows, { language, at, entries, bases: await store.cellsAt(tx, organisation, wanted) })
}

function digestOf(report: Report): string {
  const canonical = canonicalize(report)
  if (!canonical.ok) throw new Error(`the report at ${canonical.problem.pointer} has no canonical form`)
  return createHash('sha256').update(canonical.text).digest('hex')
}

function refuseRefused({ refused }: Report): void {
  if (refused.length === 0) return
  const errors = refused.map(({ place, message, remedy }) => ({
    at: place,
    message: `${message.ja}${remedy.ja} / ${message.en} ${remedy.en}`,
  }))
  throw refuse(inventoryRefusals, 'inventory.import-refused', { errors })
}

async function apply(
  ports: InventoryPorts,
  tx: Tx,
  organisation: string,
  actor: Reference,
  done: Import,
  file: string,
): Promise<void> {
  const at = ports.clock.now()
  const changes = changesOf(
    done,
    await store.entries(tx, organisation),
    actor,
    new Date(at.epochMilliseconds),
  )
  await write(ports, tx, organisation, actor, changes)
  await ports.ledger.append(tx, organisation, [
    {
      type: 'inventory.imported',
      at,
      actor,
      subject: { kind: 'inventory', id: 'whole' },
      clear: {
        file,
        added: done.add.length,
        changed: done.change.length,
        removed: done.remove.length,
        unchanged: done.report.unchanged,
      },
      promises: promisesOf(ports.inForce(organisation)),
    },
  ])
}

function changesOf(done: Import, rows: readonly store.EntryRow[], by: Reference, at: Date): Change[] {
  const writing = { by, at: at.toISOString() }
  const apply = (cells: store.EntryRow['cells'], edits: Import['add'][number]) => {
    const edited = edit(cells, edits, writing)
    // What the comparison accepted is accepted here by the same rules.
    if (!edited.ok) throw refuse(inventoryRefusals, 'inventory.import-changed')
    return edited.cells
  }
  let no = nextNumber(rows)
  const next = (entry: store.EntryRow) => ({ ...entry, revision: entry.revision + 1, changed_at: at })
  return [
    ...done.add.map((edits): Change => ({
      before: undefined,
      after: newEntry(no++, apply({}, edits), at),
      what: 'added',
      via: 'import',
    })),
    ...done.change.map(({ entry, edits }): Change => ({
      before: entry,
      after: { ...next(entry), cells: apply(entry.cells, edits) },
      what: 'changed',
      via: 'import',
    })),
    ...done.remove.map((entry): Change => ({
      before: entry,
      after: { ...next(entry), state: 'closed' },
      what: 'removed',
      via: 'import',
    })),
  ]
}
