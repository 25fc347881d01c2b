// SPDX-License-Identifier: Apache-2.0
import type { Kind, PackData } from '@yakusoku/core/packs'
import type { ElementChange, PromiseChange } from './change.ts'
import { alike } from './elements.ts'

/** The kinds of change that a new version tells people about. */
export type ChangeKind = PackData['changes'][number]['kind']

const ORDER: readonly ChangeKind[] = ['service', 'law', 'security', 'contact', 'clarification']

const CONTACT: readonly Kind[] = ['desk', 'entity', 'role']
const SECURITY: readonly Kind[] = [
  'safeguard',
  'disposal',
  'evidence',
  'duty',
  'report',
  'incident',
  'record',
]

/** The kinds of change to name in the summary of the new version, the weightiest first. */
export function changeKinds(
  older: PackData,
  newer: PackData,
  elements: readonly ElementChange[],
  promises: readonly PromiseChange[],
): ChangeKind[] {
  const kinds = new Set(elements.map(kindOf))
  if (!alike(older.extends, newer.extends) || !alike(older.jurisdictions, newer.jurisdictions))
    kinds.add('law')
  if (!alike(older.organisation, newer.organisation) || !alike(older.calendar, newer.calendar))
    kinds.add('contact')
  for (const { what, because, details } of promises) {
    if (what === 'reworded' && because.length === 0) kinds.add('clarification')
    if (what === 'added' || what === 'removed' || details.some(({ field }) => field === 'mode'))
      kinds.add('service')
  }
  return ORDER.filter((kind) => kinds.has(kind))
}

function kindOf({ kind, effect, what, details }: ElementChange): ChangeKind {
  if (CONTACT.includes(kind)) return 'contact'
  if (what === 'changed' && effect === 'reworded') {
    return details.some(({ field }) => field === 'source') ? 'law' : 'clarification'
  }
  return SECURITY.includes(kind) ? 'security' : 'service'
}
