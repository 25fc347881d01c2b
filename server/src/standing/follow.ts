// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { Tx } from '../database/index.ts'
import { system, type NewFact, type Reference } from '../ledger/index.ts'
import { endEntry, put } from './operations.ts'
import type { StandingPorts } from './ports.ts'
import * as store from './store.ts'

type Ending = Pick<StandingPorts, 'ledger' | 'clock' | 'inForce'>

/** Takes in, in the transaction of the facts, that operators left: nothing of theirs stays cleared or assigned. */
export async function followOperators(
  ports: Ending,
  tx: Tx,
  organisation: string,
  facts: readonly Pick<NewFact, 'type' | 'subject'>[],
): Promise<void> {
  const gone = facts.flatMap(({ type, subject }) =>
    type === 'accounts.operator-removed' && subject !== undefined ? [subject.id] : [],
  )
  for (const id of gone)
    await endWhere(ports, tx, organisation, 'operator-left', system, ({ body }) => {
      return 'actor' in body && body.actor === id
    })
}

/** Records, in the transaction that publishes a version, the purposes it brings; until decided, none is related. */
export async function noteNewPurposes(
  ports: StandingPorts,
  tx: Tx,
  organisation: string,
  { version, previous, actor }: { version: Pack; previous: Pack | undefined; actor: Reference },
): Promise<void> {
  const before = new Set(previous?.purposes.map(({ id }) => id))
  const brought = previous === undefined ? [] : version.purposes.filter(({ id }) => !before.has(id))
  if (brought.length === 0) return
  await store.countChange(tx, organisation)
  for (const { id } of brought)
    await put(ports, tx, organisation, {
      id,
      given: { body: { kind: 'new-purpose', purpose: id, version: version.version, related: false } },
      actor,
      type: 'standing.registered',
      pack: version,
    })
}

/** Ends what a withdrawn version brought, in the transaction that withdraws it. */
export const forgetNewPurposes = (
  ports: Ending,
  tx: Tx,
  organisation: string,
  { version }: Pick<Pack, 'version'>,
): Promise<void> =>
  endWhere(ports, tx, organisation, 'version-withdrawn', system, ({ body }) => {
    return body.kind === 'new-purpose' && body.version === version
  })

async function endWhere(
  ports: Ending,
  tx: Tx,
  organisation: string,
  reason: string,
  actor: Reference,
  matches: (row: store.EntryRow) => boolean,
): Promise<void> {
  await store.countChange(tx, organisation)
  const rows = await store.entries(tx, organisation, { ended: false })
  for (const known of rows.filter(matches)) await endEntry(ports, tx, organisation, { known, reason, actor })
}
