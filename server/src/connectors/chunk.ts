// SPDX-License-Identifier: Apache-2.0
import type { Found, Match } from './connector.ts'

/** Splits matches so that no statement needs more parameters than the engine takes. */
export const chunkMatches = (any: readonly Match[], parameters: number): Match[][] => {
  const chunks: Match[][] = [[]]
  let room = parameters
  for (const match of any) {
    const width = match.targets.length
    let start = 0
    while (start < match.keys.length) {
      if (room < width) {
        chunks.push([])
        room = parameters
      }
      const keys = match.keys.slice(start, start + Math.floor(room / width))
      chunks.at(-1)?.push({ targets: match.targets, keys })
      room -= keys.length * width
      start += keys.length
    }
  }
  return chunks.filter((chunk) => chunk.length)
}

/**
 * Writes tuples of which a part lies inside a structured column as conditions on each part, since a row of columns
 * cannot be compared then; undefined when it can.
 */
export const tuplesApart = (match: Match, single: (part: Match) => string): string | undefined => {
  if (!isApart(match)) return undefined
  const tuples = match.keys.map((key) => {
    const parts = match.targets.map((target, i) => single({ targets: [target], keys: [[key[i] ?? '']] }))
    return `(${parts.join(' and ')})`
  })
  return either(tuples)
}

/** Whether a match is of tuples of which a part lies inside a structured column. */
export const isApart = ({ targets }: Match): boolean =>
  targets.length > 1 &&
  targets.some(({ column, path, lists }) => path.length || lists[0] || column.list || column.kind === 'json')

/** Nested by halves: engines limit how deep a condition is, and one after the other is as deep as long. */
const either = (conditions: readonly string[]): string => {
  if (conditions.length < 3) return `(${conditions.join(' or ')})`
  const half = conditions.length >> 1
  return `(${either(conditions.slice(0, half))} or ${either(conditions.slice(half))})`
}

/**
 * Gathers rows found by several statements so that a row found twice counts once. Where a view has no locator,
 * equal rows count as often as the one statement that found most of them.
 */
export class RowGatherer {
  readonly #rows: Found[] = []
  readonly #seen = new Set<string>()
  readonly #counts = new Map<string, number>()

  /** Adds the rows of one statement and returns those not seen before. */
  add(found: readonly Found[]): Found[] {
    const fresh: Found[] = []
    const now = new Map<string, number>()
    for (const row of found) {
      if (row.locator !== undefined) {
        if (this.#seen.has(row.locator)) continue
        this.#seen.add(row.locator)
        fresh.push(row)
        continue
      }
      const content = JSON.stringify(row.values)
      const count = (now.get(content) ?? 0) + 1
      now.set(content, count)
      if (count <= (this.#counts.get(content) ?? 0)) continue
      this.#counts.set(content, count)
      fresh.push(row)
    }
    // One by one: as many arguments as a statement may bring rows overflow the call stack.
    for (const row of fresh) this.#rows.push(row)
    return fresh
  }

  /** All rows so far, in the order in which they were found. */
  get rows(): readonly Found[] {
    return this.#rows
  }
}
