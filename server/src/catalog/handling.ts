// SPDX-License-Identifier: Apache-2.0
import { allFields, categoryMatches, type Field } from '@yakusoku/core/datamap'
import { categoryOf, type Pack } from '@yakusoku/core/packs'

/** What leaves a system of a field: all of it, its last figures, or nothing. */
export type Showing = 'whole' | 'masked' | 'nothing'

/** What opens doors is never shown, whatever a pack says of it. */
const credentials = 'user.authorization'

/** How a field may be shown, by the handling that the pack's categories ask for; the strictest of its members counts. */
export function showingOf(field: Field, pack: Pack): Showing {
  const fides = allFields([field]).flatMap(({ categories }) => categories)
  const handling = new Set<string>(fides.flatMap((one) => categoryOf(pack, one)?.handling ?? []))
  if (handling.has('secret') || fides.some((one) => categoryMatches(one, credentials))) return 'nothing'
  return handling.has('masked') ? 'masked' : 'whole'
}

const shown = 4

/** A value with all but its last four letters and figures hidden; of a short one nothing is left. */
export function masked(value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one)]))
  const text = String(value as string | number | boolean)
  const tail = text.length > 2 * shown ? text.slice(-shown) : ''
  return '•'.repeat(Math.max(shown, text.length - tail.length)) + tail
}
