// SPDX-License-Identifier: Apache-2.0
import type { Person } from '@yakusoku/core/gate'
import type { Tx } from '../database/index.ts'
import type { ConsentPorts } from './ports.ts'
import { whole } from './state.ts'
import * as store from './store.ts'

/** A person with the position of their last change; without a state they were forgotten. */
export interface PlacedPerson {
  /** The person's key, 32 hex digits. */
  readonly person: string
  readonly state: Person | undefined
  readonly position: bigint
}

type ReadingPorts = Pick<ConsentPorts, 'vault'>

/**
 * People changed after a position, in order, at most `limit`: for loading a gate from 0 and for following. A person
 * stands once, at their last change. What a transaction reads here is without gaps up to the last position read.
 */
export async function personsAfter(
  ports: ReadingPorts,
  tx: Tx,
  organisation: string,
  position: bigint,
  limit: number,
): Promise<PlacedPerson[]> {
  return opened(ports, tx, organisation, await store.personsAfter(tx, organisation, position, limit))
}

/** The position of the organisation's last change: a gate that has read up to it is not behind. */
export const lastPosition = (tx: Tx, organisation: string): Promise<bigint> =>
  store.lastPosition(tx, organisation)

/** What is known of one person; undefined for somebody nobody knows, without a state for one forgotten. */
export async function personState(
  ports: ReadingPorts,
  tx: Tx,
  organisation: string,
  key: string,
): Promise<PlacedPerson | undefined> {
  const row = await store.personByKey(tx, organisation, key)
  return row && (await opened(ports, tx, organisation, [row]))[0]
}

async function opened(
  { vault }: ReadingPorts,
  tx: Tx,
  organisation: string,
  rows: readonly store.PersonRow[],
): Promise<PlacedPerson[]> {
  const sealed = rows.flatMap(({ key, person_id: person, born }) =>
    person === null || born === null ? [] : [{ key, person, sealed: born }],
  )
  const days = sealed.length === 0 ? [] : await vault.openAll(tx, organisation, sealed)
  const born = new Map(sealed.map(({ key }, at) => [key, days[at] && Buffer.from(days[at]).toString()]))
  return rows.map(({ key, state, position }) => ({
    person: key,
    state: state === null ? undefined : whole(state, born.get(key)),
    position,
  }))
}
