// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import { readFound, revisionOf } from './answer.ts'
import { followUrl, promisesOf, readAsk, subjectOf } from './ask.ts'
import { existing, noteReading, type Reviewer } from './board.ts'
import type { AddedIdentity, Exclusion, Found, refusalGrounds } from './contract.ts'
import { endUnanswered } from './end.ts'
import { checkExclusions } from './found.ts'
import { checkKinds } from './identities.ts'
import type { RequestPorts } from './ports.ts'
import { requestRefusals } from './refusals.ts'
import { move } from './requests.ts'
import * as store from './store.ts'

/** Sealed and in base 64 it is a third longer, and a fact has at most 65,535 bytes. */
const sealedBytes = 30_000

/** Two who decide at once must not undo each other unseen, nor decide on data that was collected anew since. */
function refuseIfChanged(row: store.RequestRow, seen: string | undefined): void {
  if (seen !== undefined && seen !== revisionOf(row))
    throw refuse(requestRefusals, 'requests.changed-meanwhile')
}

/** Says which rows and fields are kept back, on which ground; replaces what was said before. */
export function exclude(
  ports: RequestPorts,
  organisation: string,
  id: string,
  { exclusions, revision }: { exclusions: readonly Exclusion[]; revision?: string | undefined },
  reviewer: Reviewer,
): Promise<Found> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await existing(tx, organisation, id, true)
    if (row.state !== 'review') throw refuse(requestRefusals, 'requests.wrong-state', { state: row.state })
    refuseIfChanged(row, revision)
    const found = await readFound(ports, tx, organisation, row)
    if (found === undefined) throw refuse(requestRefusals, 'requests.nothing-found-yet')
    checkExclusions(found, exclusions)
    // What was found is handed back, so this is a reading too.
    await noteReading(ports, tx, organisation, row, reviewer, 'found')
    const sealed = await ports.vault.seal(
      tx,
      organisation,
      row.person_id,
      Buffer.from(JSON.stringify(exclusions)),
    )
    const kept = Buffer.from(sealed)
    await store.updateRequest(tx, organisation, id, { exclusions: kept })
    const pack = ports.inForce(organisation)
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.redacted',
        at: ports.clock.now(),
        actor: reviewer.reference,
        subject: subjectOf(id),
        clear: {
          count: exclusions.length,
          places: counted(exclusions, (one) => one.collection),
          grounds: counted(exclusions, (one) => one.ground),
        },
        sealed: { person: row.person_id, value: thatFit(exclusions) },
        promises: promisesKeptBy(pack, 'system:other-people-removed'),
      },
    ])
    const now = revisionOf({ ...row, exclusions: kept })
    return { ...found, exclusions: [...exclusions], revision: now }
  })
}

/** The first ones, as many as a fact has room for: the request itself keeps all. */
function thatFit(exclusions: readonly Exclusion[]): readonly Exclusion[] {
  let room = sealedBytes
  const beyond = exclusions.findIndex((one) => (room -= Buffer.byteLength(JSON.stringify(one)) + 1) < 0)
  return beyond === -1 ? exclusions : exclusions.slice(0, beyond)
}

function counted<One>(all: readonly One[], by: (one: One) => string): Record<string, number> {
  const groups = Map.groupBy(all, by)
  return Object.fromEntries([...groups].map(([name, { length }]) => [name, length]))
}

async function change(
  ports: RequestPorts,
  organisation: string,
  id: string,
  work: (tx: Tx, row: store.RequestRow) => Promise<void>,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) =>
    work(tx, await existing(tx, organisation, id, true)),
  )
}

function fact(
  ports: RequestPorts,
  organisation: string,
  row: store.RequestRow,
  type: string,
  actor: Reference,
): NewFact {
  const promises = promisesOf(ports.inForce(organisation))
  return {
    type,
    at: ports.clock.now(),
    actor,
    subject: subjectOf(row.id),
    clear: { number: row.number },
    promises,
  }
}

/** Approves the answer; it is packed and sent by a job. */
export function approve(
  ports: RequestPorts,
  organisation: string,
  id: string,
  reviewer: Reviewer,
  revision?: string,
): Promise<void> {
  return change(ports, organisation, id, async (tx, row) => {
    const state = move(row.state, 'approve')
    refuseIfChanged(row, revision)
    await store.updateRequest(tx, organisation, id, {
      state,
      approved_by: reviewer.reference.id,
    })
    await ports.ledger.append(tx, organisation, [
      fact(ports, organisation, row, 'requests.approved', reviewer.reference),
    ])
    await ports.enqueue(tx, 'requests.package', { organisation, id })
  })
}

/**
 * Collects again, after a source was mended or the map changed, or by more than the proven address; what was marked is
 * forgotten. `identities` replace those added before; without them those stay. Refuses `requests.unknown-kind`.
 */
export async function collectAgain(
  ports: RequestPorts,
  organisation: string,
  id: string,
  identities: readonly AddedIdentity[] | undefined,
  reviewer: Reviewer,
): Promise<void> {
  if (identities !== undefined) checkKinds(identities, await ports.identityKinds(organisation))
  await change(ports, organisation, id, async (tx, row) => {
    const searched =
      identities === undefined ? undefined : await addedTo(ports, tx, organisation, row, identities)
    await store.updateRequest(tx, organisation, id, {
      state: move(row.state, 'collect-again'),
      round: row.round + 1,
      exclusions: null,
      sources: [],
      ...searched?.change,
    })
    const again = fact(ports, organisation, row, 'requests.collecting-again', reviewer.reference)
    await ports.ledger.append(tx, organisation, [
      { ...again, clear: { ...again.clear, ...searched?.clear }, ...searched?.sealed },
    ])
    await ports.enqueue(tx, 'requests.collect', { organisation, id })
  })
}

/** What is searched by from now on, as the request keeps it and as its fact tells it: kinds in clear, values sealed. */
async function addedTo(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  { person_id: person }: store.RequestRow,
  identities: readonly AddedIdentity[],
) {
  if (identities.length === 0) return { change: { identities: null }, clear: { identities: {} } }
  const plain = Buffer.from(JSON.stringify(identities))
  const kept = Buffer.from(await ports.vault.seal(tx, organisation, person, plain))
  return {
    change: { identities: kept },
    clear: { identities: counted(identities, ({ kind }) => kind) },
    sealed: { sealed: { person, value: identities } },
  }
}

/** Refuses the request on a ground of the law; the requester is told ground and explanation. */
export function refuseRequest(
  ports: RequestPorts,
  organisation: string,
  id: string,
  refusal: { ground: (typeof refusalGrounds)[number]; explanation: string },
  reviewer: Reviewer,
): Promise<void> {
  return change(ports, organisation, id, async (tx, row) => {
    const { ground, explanation } = refusal
    const sealed = await ports.vault.seal(tx, organisation, row.person_id, Buffer.from(explanation))
    await endUnanswered(ports, tx, organisation, row, 'refuse', {
      type: 'requests.refused',
      actor: reviewer.reference,
      clear: { ground },
      sealed: { person: row.person_id, value: { explanation } },
      more: { refusal_ground: ground, refusal_explanation: Buffer.from(sealed) },
    })
    const { email } = await readAsk(ports, tx, organisation, row)
    await ports.mail.queue(tx, organisation, {
      kind: 'request-refused',
      personId: row.person_id,
      to: email,
      language: row.language,
      values: { number: row.number, ...refusal, followUrl: followUrl(ports, organisation, row.number) },
      subjectRef: subjectOf(id),
    })
  })
}
