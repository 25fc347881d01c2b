// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../database/index.ts'
import type { StandingBody } from './contract.ts'
import * as store from './store.ts'

/** A registered receiver with what a record of provision says of it; undefined where none stands under the id. */
export async function receiverNamed(
  tx: Tx,
  organisation: string,
  id: string,
): Promise<Extract<StandingBody, { kind: 'receiver' }> | undefined> {
  const entry = await store.entryOf(tx, organisation, 'receiver', id)
  return entry?.body.kind === 'receiver' && entry.ended_at === null ? entry.body : undefined
}

/** Every registered client that was not ended, with its name. */
export async function clientsOf(
  tx: Tx,
  organisation: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  const found = await store.entries(tx, organisation, { kind: 'client', ended: false })
  return found.flatMap(({ id, body }) => (body.kind === 'client' ? [{ id, name: body.name }] : []))
}

/** Every registered receiver that was not ended, by its id. */
export async function receiversOf(
  tx: Tx,
  organisation: string,
): Promise<{ readonly id: string; readonly body: Extract<StandingBody, { kind: 'receiver' }> }[]> {
  const found = await store.entries(tx, organisation, { kind: 'receiver', ended: false })
  return found.flatMap(({ id, body }) => (body.kind === 'receiver' ? [{ id, body }] : []))
}
