// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../database/index.ts'
import { Refusal } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import type { Counterparty, GivenRecord, RecordedField, RecordView } from './contract.ts'

/** What of a record is sealed under the key of its other side. */
export type Details = NonNullable<RecordView['details']>

type Told = Omit<Details, 'counterparty'> & { counterparty: Counterparty | null }

/** What was told, by the parts that are sealed. */
export function detailsOf(given: GivenRecord): Told {
  return {
    counterparty: given.counterparty ?? null,
    history: given.history ?? null,
    publication: given.publication?.reference ?? null,
    consent: given.consent?.reference ?? null,
    foreignInformation: given.foreignInformation?.reference ?? null,
    reason: given.reason ?? null,
  }
}

/** What was told, completed by an earlier record where the law lets the same be left out. */
export function merged(told: Told, earlier: Details | null, omitted: readonly RecordedField[]): Details {
  const from = earlier ?? undefined
  const taken = (field: RecordedField) => (omitted.includes(field) ? from : undefined)
  return {
    counterparty: (taken('counterparty')?.counterparty ?? told.counterparty) as Counterparty,
    history: taken('history')?.history ?? told.history,
    publication: taken('publication')?.publication ?? told.publication,
    consent: taken('consent')?.consent ?? told.consent,
    foreignInformation: taken('foreign-information')?.foreignInformation ?? told.foreignInformation,
    reason: told.reason,
  }
}

/** Seals the details of a record. */
export const sealDetails = (
  { vault }: { readonly vault: Vault },
  tx: Tx,
  organisation: string,
  counterparty: string,
  details: Details,
): Promise<Uint8Array> => vault.seal(tx, organisation, counterparty, Buffer.from(JSON.stringify(details)))

/** Opens the details of a record; null once the other side's key is destroyed. */
export const openDetails = (
  ports: { readonly vault: Vault },
  tx: Tx,
  organisation: string,
  { counterparty, details }: { readonly counterparty: string; readonly details: Uint8Array },
): Promise<Details | null> => open<Details>(ports, tx, organisation, counterparty, details)

/** Opens what was sealed as JSON under a key; null once the key is destroyed. */
export async function open<T>(
  { vault }: { readonly vault: Vault },
  tx: Tx,
  organisation: string,
  person: string,
  sealed: Uint8Array,
): Promise<T | null> {
  try {
    return JSON.parse(Buffer.from(await vault.open(tx, organisation, person, sealed)).toString()) as T
  } catch (error) {
    if (error instanceof Refusal && error.code === 'vault.erased') return null
    throw error
  }
}
