// SPDX-License-Identifier: Apache-2.0
import type { NeededItem, RecordDuty } from './duty.ts'

/** What a record says of an act; each is an item that some basis needs. */
export const RECORD_FIELDS = [
  'date',
  'counterparty',
  'history',
  'persons',
  'data',
  'publication',
  'consent',
  'foreign-information',
] as const satisfies readonly NeededItem['field'][]

/** One of {@link RECORD_FIELDS}. */
export type RecordField = (typeof RECORD_FIELDS)[number]

/**
 * The items a record lacks: what the law asks for, less what is given and less what an earlier record that is still
 * kept says already (identical items may be omitted: Rules 20(2), 24(2)).
 */
export function missingItems(
  duty: Extract<RecordDuty, { kind: 'record' }>,
  given: ReadonlySet<RecordField>,
  earlier: ReadonlySet<RecordField> = new Set(),
): readonly NeededItem[] {
  return duty.items.filter(({ field }) => !given.has(field) && !earlier.has(field))
}
