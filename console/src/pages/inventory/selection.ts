// SPDX-License-Identifier: Apache-2.0
/** Which entries of the inventory are shown, and in which order. */
import { columns, folded, shown, valueOf, type Language } from '@yakusoku/core/inventory'
import type { InventoryEntry } from 'yakusoku/contract'

/** What is asked for; empty means all. */
export interface Selection {
  readonly state: 'open' | 'closed' | 'gone'
  readonly department: string
  readonly words: string
  /** Column, or `no`, by which entries are sorted; a minus before it turns the order round. */
  readonly sort: string
}

/** The entries of a state. */
export function inState(
  entries: readonly InventoryEntry[],
  state: Selection['state'],
): readonly InventoryEntry[] {
  if (state === 'gone') return entries.filter((entry) => entry.gone && entry.state === 'open')
  return entries.filter((entry) => entry.state === state)
}

/** The departments that entries name. */
export function departmentsIn(entries: readonly InventoryEntry[], language: Language): string[] {
  const names = entries.flatMap(({ cells }) => valueOf(cells, 'department', language).split('\n'))
  return [...new Set(names.filter((name) => name !== ''))].sort((a, b) => a.localeCompare(b, language))
}

/** Chooses and sorts; words are found in every column, in any width and case, all of them. */
export function select(
  entries: readonly InventoryEntry[],
  { state, department, words, sort }: Selection,
  language: Language,
): InventoryEntry[] {
  const wanted = words
    .split(/\s+/)
    .map(folded)
    .filter((word) => word !== '')
  const found = inState(entries, state).filter(({ no, cells }) => {
    if (department !== '' && !valueOf(cells, 'department', language).split('\n').includes(department))
      return false
    const all = folded([`no${no}`, ...columns.map(({ id }) => shown(cells, id, language))].join('\n'))
    return wanted.every((word) => all.includes(word))
  })
  return sorted(found, sort, language)
}

function sorted(entries: readonly InventoryEntry[], sort: string, language: Language): InventoryEntry[] {
  const [column, turn] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1]
  const collator = new Intl.Collator(language, { numeric: true })
  const valued = ({ cells, reviewedAt }: InventoryEntry) =>
    column === 'reviewed' ? (reviewedAt ?? '') : orderOf(column, valueOf(cells, column, language))
  return entries.toSorted((a, b) => {
    const by = column === 'no' ? 0 : collator.compare(valued(a), valued(b))
    return turn * (by || a.no - b.no)
  })
}

/** Choices sort in the order in which they are offered. */
function orderOf(column: string, value: string): string {
  const choices = columns.find(({ id }) => id === column)?.choices ?? []
  const at = choices.findIndex(({ id }) => id === value)
  return at < 0 ? value : String(at)
}
