// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import type { AddedIdentity } from './contract.ts'
import type { RequestPorts } from './ports.ts'
import { requestRefusals } from './refusals.ts'
import type { RequestRow } from './store.ts'

/** What an operator added to the proven address to search by, opened. */
export async function readIdentities(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: RequestRow,
): Promise<AddedIdentity[]> {
  if (row.identities === null) return []
  const plain = await ports.vault.open(tx, organisation, row.person_id, row.identities)
  return JSON.parse(Buffer.from(plain).toString()) as AddedIdentity[]
}

/** Refuses `requests.unknown-kind` for a kind that no map of a connected system begins with: nothing would be found. */
export function checkKinds(identities: readonly AddedIdentity[], known: readonly string[]): void {
  const wrong = identities.find(({ kind }) => !known.includes(kind))
  if (wrong === undefined) return
  throw refuse(requestRefusals, 'requests.unknown-kind', { kind: wrong.kind, known: known.join(', ') })
}

/** What a walk over the sources begins with, by kind: the proven address and what was added, each in its spellings. */
export function seedsOf(email: string, added: readonly AddedIdentity[]): Record<string, string[]> {
  const all = [{ kind: 'email', value: email }, ...added]
  const byKind = [...Map.groupBy(all, ({ kind }) => kind)]
  return Object.fromEntries(
    byKind.map(([kind, own]) => [kind, [...new Set(own.flatMap(({ value }) => spellings(value)))]]),
  )
}

/** An address as it was typed and as systems mostly keep it: telephones like to begin it with a capital letter. */
function spellings(value: string): string[] {
  return value.includes('@') ? [value, value.toLowerCase()] : [value]
}
