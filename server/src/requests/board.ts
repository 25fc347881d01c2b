// SPDX-License-Identifier: Apache-2.0
import { unzipSync } from 'fflate'
import { promisesKeptBy } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { isLate } from '../duties/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { listFacts, type Reference } from '../ledger/index.ts'
import type { Letter } from '../messages/index.ts'
import { addressed, compose, readExclusions, readFound, revisionOf } from './answer.ts'
import { dateOf, promisesOf, readAsk, subjectOf, zoneOf } from './ask.ts'
import type { Found, RequestDetail, RequestPage, RequestSummary, requestStates } from './contract.ts'
import { refusalLetterOf } from './documents.ts'
import { isErased } from './erased.ts'
import { refusalOf } from './follow.ts'
import { readIdentities } from './identities.ts'
import type { RequestPorts } from './ports.ts'
import { requestRefusals } from './refusals.ts'
import { abilitiesOf, readTyped } from './requests.ts'
import * as store from './store.ts'
import { sentenceOf } from './texts.ts'

/** Tells names of actors for the timeline; unknown ones keep their kind. */
export type NameActors = (actors: readonly Reference[]) => Promise<(actor: Reference) => string>

/** The operator who acts, with what they are permitted. */
export interface Reviewer {
  readonly reference: Reference
  readonly permissions: ReadonlySet<string>
}

const pageSize = 50
/** Reading the same again within this time is the same reading, and one fact. */
const readingMinutes = 15

/** The board, newest first. */
export function list(
  ports: RequestPorts,
  organisation: string,
  filter: {
    state?: (typeof requestStates)[number] | undefined
    number?: string | undefined
    before?: string | undefined
  },
): Promise<RequestPage> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const number = filter.number === undefined ? undefined : readTyped(filter.number)
    const rows = await store.listRequests(tx, organisation, { ...filter, number, limit: pageSize + 1 })
    const shown = rows.slice(0, pageSize)
    const counts = await store.countStates(tx, organisation)
    return {
      requests: shown.map((row) => summary(ports, row)),
      counts: counts as RequestPage['counts'],
      next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

function summary(ports: RequestPorts, row: store.RequestRow): RequestSummary {
  const open = ['collecting', 'review', 'packaging'].includes(row.state)
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    language: row.language,
    receivedAt: (row.received_at ?? row.asked_at).toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    warnAt: row.warn_at?.toISOString() ?? null,
    answeredAt: row.state === 'answered' ? (row.ended_at?.toISOString() ?? null) : null,
    overdue: open && row.due_at !== null && isLate(row.due_at, ports.clock.now().epochMilliseconds),
    waitingFor: row.sources.filter((source) => source.state === 'unavailable').map((source) => source.key),
  }
}

/** How many requests stand in each state. */
export function counts(ports: RequestPorts, organisation: string): Promise<RequestPage['counts']> {
  return inOrganisation(
    ports.db,
    organisation,
    async (tx) => (await store.countStates(tx, organisation)) as RequestPage['counts'],
  )
}

/** One request whole. Who reads it is a fact. `nameActors` tells operators’ names. */
export async function read(
  ports: RequestPorts,
  organisation: string,
  id: string,
  reviewer: Reviewer,
  nameActors: NameActors,
): Promise<RequestDetail> {
  const identityKinds = await ports.identityKinds(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await existing(tx, organisation, id)
    await noteReading(ports, tx, organisation, row, reviewer, 'request')
    return { ...(await detail(ports, tx, organisation, row, reviewer, nameActors)), identityKinds }
  })
}

async function detail(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  reviewer: Reviewer,
  nameActors: NameActors,
): Promise<Omit<RequestDetail, 'identityKinds'>> {
  const facts = (await listFacts(tx, organisation, { subject: row.id, limit: 500 })).reverse()
  const zone = zoneOf(ports.inForce(organisation))
  const nameOf = await nameActors(facts.map(({ fact }) => fact.actor))
  return {
    ...summary(ports, row),
    requester: await requesterOf(ports, tx, organisation, row),
    sources: row.sources,
    timeline: facts.map(({ fact, leafIndex }) => ({
      fact: fact.id,
      type: fact.type,
      time: fact.time,
      actor: nameOf(fact.actor),
      sentence: sentenceOf(fact, zone),
      leafIndex: leafIndex ?? null,
    })),
    reckoning: row.reckoning,
    promises: promisesOf(ports.inForce(organisation)),
    refusal: await refusalOf(ports, tx, organisation, row),
    download:
      row.package_file === null || row.download_expires_at === null
        ? null
        : {
            expiresAt: row.download_expires_at.toISOString(),
            fetchedAt: row.fetched_at?.toISOString() ?? null,
            bytes: row.package_bytes ?? 0,
          },
    mail: (await ports.mail.standing(tx, organisation, row.id)).map(({ kind, state, at }) => ({
      kind,
      state,
      at,
    })),
    abilities: abilitiesOf(row.state, reviewer.permissions),
  }
}

async function requesterOf(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<RequestDetail['requester']> {
  try {
    const asked = await readAsk(ports, tx, organisation, row)
    return { ...asked, identities: await readIdentities(ports, tx, organisation, row) }
  } catch (error) {
    if (isErased(error)) return null
    throw error
  }
}

/** The request, locked where it is going to change. Refuses `common.not-found`. */
export async function existing(
  tx: Tx,
  organisation: string,
  id: string,
  lock = false,
): Promise<store.RequestRow> {
  const row = await store.requestById(tx, organisation, id, lock)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  return row
}

/** Makes a reading a fact, unless the same reader read the same part within minutes. */
export async function noteReading(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  reviewer: Reviewer,
  part: 'request' | 'found' | 'preview' | 'answer',
): Promise<void> {
  const at = ports.clock.now()
  const since = dateOf(at.subtract({ minutes: readingMinutes }))
  const reader = `${reviewer.reference.kind}:${reviewer.reference.id}`
  const isNew = await store.noteReading(tx, organisation, {
    request: row.id,
    reader,
    part,
    at: dateOf(at),
    since,
  })
  if (!isNew) return
  const promises = promisesKeptBy(ports.inForce(organisation), 'system:access-records')
  await ports.ledger.append(tx, organisation, [
    {
      type: 'requests.read',
      at,
      actor: reviewer.reference,
      subject: subjectOf(row.id),
      clear: { part, purpose: 'answering a data subject’s request', person: row.person_id },
      promises,
    },
  ])
}

const readable = new Set<store.RequestRow['state']>(['review', 'packaging', 'answered'])

/** What was found, with what is marked to be taken out. Who reads it is a fact. Not shown once there is no use for it. */
export function readFoundData(
  ports: RequestPorts,
  organisation: string,
  id: string,
  reviewer: Reviewer,
): Promise<Found> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await existing(tx, organisation, id)
    await readAsk(ports, tx, organisation, row)
    const found = readable.has(row.state) ? await readFound(ports, tx, organisation, row) : undefined
    if (found === undefined && row.state !== 'collecting')
      throw refuse(requestRefusals, 'requests.wrong-state', { state: row.state })
    if (found === undefined) throw refuse(requestRefusals, 'requests.nothing-found-yet')
    await noteReading(ports, tx, organisation, row, reviewer, 'found')
    const exclusions = await readExclusions(ports, tx, organisation, row)
    return { ...found, exclusions, revision: revisionOf(row) }
  })
}

/** The readable document as it would go out now. */
export async function preview(
  ports: RequestPorts,
  organisation: string,
  id: string,
  reviewer: Reviewer,
): Promise<Uint8Array> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await existing(tx, organisation, id)
    if (row.state !== 'review') throw refuse(requestRefusals, 'requests.wrong-state', { state: row.state })
    await noteReading(ports, tx, organisation, row, reviewer, 'preview')
  })
  const composed = await compose(ports, organisation, id)
  if (composed === undefined) throw refuse(requestRefusals, 'requests.nothing-found-yet')
  return composed.disclosure
}

/** The documents of an answer that can be printed and posted; of a refusal there is the letter. */
export const printableDocuments = ['letter', 'disclosure'] as const

/** A document as it was answered, for the post. Who takes it is a fact. Refuses `requests.wrong-state` before the answer. */
export async function answeredDocument(
  ports: RequestPorts,
  organisation: string,
  id: string,
  document: (typeof printableDocuments)[number],
  reviewer: Reviewer,
): Promise<Uint8Array> {
  const told = await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await existing(tx, organisation, id)
    const made =
      row.state === 'refused' && document === 'letter'
        ? await refusalLetter(ports, tx, organisation, row)
        : await packed(ports, tx, organisation, row, `${document}.pdf`)
    if (made === undefined) throw refuse(requestRefusals, 'requests.wrong-state', { state: row.state })
    await noteReading(ports, tx, organisation, row, reviewer, 'answer')
    return made
  })
  return told instanceof Uint8Array ? told : ports.printer.renderPdf('letter', told)
}

async function packed(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  { state, package_file: file }: store.RequestRow,
  name: string,
): Promise<Uint8Array | undefined> {
  if (state !== 'answered' || file === null) return undefined
  const archive = await ports.vault.readFile(tx, organisation, file)
  return archive && unzipSync(archive, { filter: (one) => one.name === name })[name]
}

async function refusalLetter(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<Letter | undefined> {
  const refusal = await refusalOf(ports, tx, organisation, row)
  if (refusal === null) return undefined
  const { name } = await readAsk(ports, tx, organisation, row)
  return refusalLetterOf(
    addressed(ports.inForce(organisation), row, name, row.ended_at ?? row.asked_at),
    refusal,
  )
}
