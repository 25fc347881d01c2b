// SPDX-License-Identifier: Apache-2.0
import { columnOf, columns, valueOf, type Cells, type Computed, type Local } from '@yakusoku/core/inventory'
import { text } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { checkCell } from './check-cell.ts'
import type { PlaceProblem } from './refusals.ts'

/** Who writes, and when. */
export interface Writing {
  readonly by: Reference
  readonly at: string
}

/** Values by column as somebody gives them; null lets what is computed stand again. */
export type Edits = Readonly<Record<string, string | null>>

/** Cells with edits applied, or what is wrong with which column. */
export type Edited =
  | { readonly ok: true; readonly cells: Cells }
  | { readonly ok: false; readonly problems: readonly { column: string; problem: PlaceProblem | 'column' }[] }

/** Applies edits: each value is checked; one that equals what is computed is not somebody's any more. */
export function edit(cells: Cells, edits: Edits, writing: Writing): Edited {
  const problems: { column: string; problem: PlaceProblem | 'column' }[] = []
  const next: Record<string, Cells[string]> = { ...cells }
  for (const [id, typed] of Object.entries(edits)) {
    const column = columnOf(id)
    if (column === undefined) {
      problems.push({ column: id, problem: 'column' })
      continue
    }
    const checked = typed === null ? ({ ok: true, value: null } as const) : checkCell(column, typed)
    if (!checked.ok) problems.push({ column: id, problem: checked.problem })
    else next[id] = cellWith(cells[id], checked.value, writing)
  }
  if (valueOf(next, 'item', 'ja').trim() === '') problems.push({ column: 'item', problem: 'empty' })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, cells: withoutEmpty(next) }
}

function cellWith(cell: Cells[string] | undefined, value: string | null, { by, at }: Writing): Cells[string] {
  const computed = cell?.computed
  const base = computed === undefined ? {} : { computed }
  const { ja, en } = computed?.value ?? text('', '')
  if (value === null || value === ja || value === en) return base
  if (cell?.given?.value === value) return cell
  return { ...base, given: { value, by: { kind: by.kind, id: by.id }, at } }
}

function withoutEmpty(cells: Cells): Cells {
  return Object.fromEntries(
    Object.entries(cells).filter(
      ([, cell]) => cell.computed !== undefined || (cell.given !== undefined && cell.given.value !== ''),
    ),
  )
}

/** Cells with what is computed replaced, and what somebody wrote left as it is. */
export function recompute(cells: Cells, computed: Readonly<Record<string, Computed>>): Cells {
  const ids = new Set([...Object.keys(cells), ...Object.keys(computed)])
  return withoutEmpty(
    Object.fromEntries(
      [...ids].map((id) => {
        const given = cells[id]?.given
        const fresh = computed[id]
        return [id, { ...(fresh && { computed: fresh }), ...(given && { given }) }]
      }),
    ),
  )
}

/** What changed between two states of an entry, column by column. */
export function changesBetween(before: Cells, after: Cells): { column: string; from: Local; to: Local }[] {
  const values = (cells: Cells, id: string) => text(valueOf(cells, id, 'ja'), valueOf(cells, id, 'en'))
  return columns.flatMap(({ id }) => {
    const [from, to] = [values(before, id), values(after, id)]
    return from.ja === to.ja && from.en === to.en ? [] : [{ column: id, from, to }]
  })
}

/** The departments an entry names. */
export function departmentsOf(cells: Cells): string[] {
  const named = valueOf(cells, 'department', 'ja').split('\n')
  return [...new Set(named.map((one) => one.trim()).filter((one) => one !== ''))]
}
