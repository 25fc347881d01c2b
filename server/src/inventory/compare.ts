// SPDX-License-Identifier: Apache-2.0
import { columns, nameOf, valueOf, type Cells, type Language } from '@yakusoku/core/inventory'
import { text, type Text } from '../kernel/index.ts'
import { checkCell } from './check-cell.ts'
import type { InventoryImport } from './contract.ts'
import type { Edits } from './entries.ts'
import { cellProblems, type PlaceProblem } from './refusals.ts'
import { placeOf } from './sheet-shape.ts'
import type { SheetCell, SheetRow, SheetRows } from './sheet-rows.ts'
import type { EntryRow } from './store.ts'

/** A report without what the server adds: its digest, and whether it was applied. */
export type Report = Omit<InventoryImport, 'digest' | 'applied'>

/** What an import does, once confirmed. */
export interface Import {
  readonly report: Report
  readonly add: readonly Edits[]
  readonly change: readonly { readonly entry: EntryRow; readonly edits: Edits }[]
  readonly remove: readonly EntryRow[]
}

/** What a sheet is compared with. */
export interface Standing {
  readonly language: Language
  /** When the sheet was exported. */
  readonly at: string
  readonly entries: readonly EntryRow[]
  /** The cells of the revisions that the rows name, by `id@revision`. */
  readonly bases: ReadonlyMap<string, Cells>
}

type Refused = Report['refused'][number]
type Placed = Report['added'][number]['cells'][number]

/** Compares a sheet with the inventory: what its person changed since the export, and what cannot be taken. */
export function compare(sheet: SheetRows, standing: Standing): Import {
  const work = new Comparison(standing)
  for (const row of sheet.rows) work.take(row)
  work.missing(new Set(sheet.rows.map(({ id }) => id.text.trim())))
  const { add, change, remove, unchanged, added, changed, refused } = work
  const removed = remove.map(({ id, no, cells }) => ({
    entry: id,
    no,
    item: itemOf(cells, standing.language),
  }))
  return {
    report: {
      unchanged,
      added,
      changed,
      removed,
      refused: [...sheet.refused, ...refused],
      notices: [...sheet.notices],
    },
    add,
    change,
    remove,
  }
}

function itemOf(cells: Cells, language: Language): string {
  return valueOf(cells, 'item', language)
}

/** A place that cannot be taken, with its sentence and its remedy. */
export function refusedAt(place: string, code: PlaceProblem, what?: Text): Refused {
  const { message, remedy } = cellProblems[code]
  const said =
    what === undefined ? message : text(`${message.ja}（${what.ja}）`, `${message.en} (${what.en})`)
  return { place, code, message: { ...said }, remedy: { ...remedy } }
}

class Comparison {
  readonly add: Edits[] = []
  readonly change: { entry: EntryRow; edits: Edits }[] = []
  readonly remove: EntryRow[] = []
  readonly added: Report['added'] = []
  readonly changed: Report['changed'] = []
  readonly refused: Refused[] = []
  unchanged = 0
  readonly #standing: Standing
  readonly #known: ReadonlyMap<string, EntryRow>
  readonly #seen = new Set<string>()

  constructor(standing: Standing) {
    this.#standing = standing
    this.#known = new Map(standing.entries.map((entry) => [entry.id, entry]))
  }

  take(row: SheetRow): void {
    const id = row.id.text.trim()
    if (id === '') return this.#takeNew(row)
    const entry = this.#known.get(id)
    if (entry === undefined) return this.#mark(row.id, 'unknown-id')
    if (this.#seen.has(id)) return this.#mark(row.id, 'duplicate-id')
    this.#seen.add(id)
    const revision = row.revision.text.normalize('NFKC').trim()
    const base = this.#standing.bases.get(`${id}@${revision}`)
    if (base === undefined) return this.#mark(row.revision, 'bad-revision')
    const { edits, cells } = this.#editsOf(row, base, entry)
    if (Object.keys(edits).length === 0) this.unchanged += 1
    else if (entry.state === 'closed') this.#mark(row.id, 'closed')
    else if (String(entry.revision) !== revision)
      this.#mark(row.id, 'stale', text(changedOn(entry), changedOn(entry)))
    else {
      const item = itemOf(entry.cells, this.#standing.language)
      this.changed.push({ entry: id, no: entry.no, item, row: row.row, cells })
      this.change.push({ entry, edits })
    }
  }

  /** Entries that the export had and the sheet has no more are taken off. */
  missing(present: ReadonlySet<string>): void {
    const { at, entries } = this.#standing
    for (const entry of entries) {
      if (entry.state === 'closed' || present.has(entry.id) || entry.created_at.toISOString() > at) continue
      if (entry.changed_at.toISOString() <= at) this.remove.push(entry)
      else {
        const when = changedOn(entry)
        this.refused.push(refusedAt(`No. ${entry.no}`, 'stale', text(when, when)))
      }
    }
  }

  #takeNew(row: SheetRow): void {
    const { edits, cells } = this.#editsOf(row, {}, undefined)
    if ((edits['item'] ?? '').trim() === '') {
      this.#mark(row.cells.get('item') ?? row.id, 'empty')
      return
    }
    this.added.push({ row: row.row, item: edits['item'] as string, cells })
    this.add.push(edits)
  }

  /** What the row's person wrote, compared with what was exported; what says the same as now is no change. */
  #editsOf(row: SheetRow, base: Cells, entry: EntryRow | undefined): { edits: Edits; cells: Placed[] } {
    const { language } = this.#standing
    const edits: Record<string, string> = {}
    const cells: Placed[] = []
    for (const column of columns) {
      const cell = row.cells.get(column.id)
      if (cell === undefined || cell.broken) continue
      const stood = valueOf(base, column.id, language)
      const typed = cell.text.replaceAll(/\r\n?/g, '\n')
      if (typed === nameOf(column.id, stood, language)) continue
      const checked = checkCell(column, typed)
      if (!checked.ok) this.#mark(cell, checked.problem)
      else if (column.id === 'item' && checked.value.trim() === '' && entry !== undefined)
        this.#mark(cell, 'empty')
      else if (
        checked.value !== stood &&
        checked.value !== valueOf(entry?.cells ?? {}, column.id, language)
      ) {
        edits[column.id] = checked.value
        const shown = (value: string) => nameOf(column.id, value, language)
        cells.push({
          column: column.id,
          place: placeOf(cell.column, row.row),
          from: shown(stood),
          to: shown(checked.value),
        })
      }
    }
    return { edits, cells }
  }

  #mark(cell: SheetCell, problem: PlaceProblem, what?: Text): void {
    this.refused.push(refusedAt(placeOf(cell.column, cell.row), problem, what))
  }
}

function changedOn({ changed_at }: EntryRow): string {
  return `${changed_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
