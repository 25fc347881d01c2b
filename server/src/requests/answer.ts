// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty } from '../duties/index.ts'
import { newSecret } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import type { MailValues } from '../messages/index.ts'
import { dateOf, dayIn, followUrl, promisesOf, readAsk, secretHash, subjectOf, zoneOf } from './ask.ts'
import { contentsOf, disclosureOf, leftOut, letterOf, type Addressed } from './documents.ts'
import type { Exclusion } from './contract.ts'
import { unlessErased } from './erased.ts'
import { applyExclusions, type FoundFile } from './found.ts'
import { buildPackage, type AnswerPackage } from './package.ts'
import type { RequestPorts } from './ports.ts'
import { move } from './requests.ts'
import * as store from './store.ts'

/** A fact has at most 65,535 bytes; what it has no room for is proven by the hash of the archive. */
const filesInFact = 100
/** How long a download link lives: to the end of this day in the organisation’s zone. */
const linkDays = 14

/** Reads what was found out of the vault. */
export async function readFound(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<FoundFile | undefined> {
  if (row.found_file === null) return undefined
  const content = await ports.vault.readFile(tx, organisation, row.found_file)
  return content === undefined ? undefined : (JSON.parse(Buffer.from(content).toString()) as FoundFile)
}

/** Reads what the operators took out. */
export async function readExclusions(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<Exclusion[]> {
  if (row.exclusions === null) return []
  const plain = await ports.vault.open(tx, organisation, row.person_id, row.exclusions)
  const kept = JSON.parse(Buffer.from(plain).toString()) as (Omit<Exclusion, 'ground'> & Partial<Exclusion>)[]
  // What was kept before there was a choice of grounds rests on the one there was.
  return kept.map((one) => ({ ground: 'harm', ...one }))
}

/** Marks a state of what was found and taken out; decisions on an older one are told apart by it. */
export function revisionOf(row: store.RequestRow): string {
  const hash = createHash('sha256').update(`${row.round}:${row.found_file}:`)
  return hash
    .update(row.exclusions ?? '')
    .digest('base64url')
    .slice(0, 16)
}

/** An answer as it would go out. */
interface Composed extends AnswerPackage {
  readonly disclosure: Uint8Array
  readonly partial: boolean
}

/** Everything that is in an answer now: data without what was taken out, rendered documents. */
export async function compose(
  ports: RequestPorts,
  organisation: string,
  id: string,
): Promise<Composed | undefined> {
  const input = await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.requestById(tx, organisation, id)
    if (row === undefined) return undefined
    // First, because it tells whether there still is a key; an erased person's files are simply gone.
    const asked = await readAsk(ports, tx, organisation, row)
    const found = await readFound(ports, tx, organisation, row)
    if (found === undefined) return undefined
    const exclusions = await readExclusions(ports, tx, organisation, row)
    return { row, found, exclusions, asked }
  })
  if (input === undefined) return undefined
  const now = ports.clock.now()
  const { collections, removed } = applyExclusions(input.found, input.exclusions)
  const pack = ports.inForce(organisation)
  const document = {
    ...addressed(pack, input.row, input.asked.name, dateOf(now)),
    collectedOn: dayIn(pack, input.row.found_at ?? dateOf(now)),
    collections,
    removed,
    cut: input.row.sources.filter(({ reason }) => reason !== null).map(({ key }) => key),
  }
  const disclosure = await ports.printer.renderPdf('disclosure', disclosureOf(document))
  const letter = await ports.printer.renderPdf('letter', letterOf(document))
  const built = buildPackage({ ...document, answeredAt: now.toString(), disclosure, letter })
  return { ...built, disclosure, partial: leftOut(document).length > 0 }
}

/** Who a request's documents are addressed to. */
export function addressed(pack: Pack, row: store.RequestRow, name: string, at: Date): Addressed {
  const { language, number } = row
  const receivedOn = dayIn(pack, row.received_at ?? row.asked_at)
  return { pack, language, number, name, receivedOn, answeredOn: dayIn(pack, at) }
}

/**
 * The job that answers: builds the package, then stores it, queues the mail with its link and closes the duty, in one
 * transaction. Killed before that, the next run builds it again; after it, the state says there is nothing to do.
 */
export function answer(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  return unlessErased(ports, organisation, id, () => answerOnce(ports, organisation, id))
}

async function answerOnce(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  const row = await inOrganisation(ports.db, organisation, (tx) => store.requestById(tx, organisation, id))
  if (row?.state !== 'packaging') return
  const composed = await compose(ports, organisation, id)
  if (composed === undefined) throw new Error(`request ${id} has nothing to answer with`)
  await inOrganisation(ports.db, organisation, async (tx) => {
    const locked = await store.requestById(tx, organisation, id, true)
    if (locked?.state === 'packaging') await send(ports, tx, organisation, locked, composed)
  })
}

async function send(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  { archive, files, partial }: Composed,
): Promise<void> {
  const at = ports.clock.now()
  const file = await ports.vault.putFile(tx, organisation, row.person_id, archive, at.toString())
  const link = await newLink(ports, tx, organisation, row)
  await store.updateRequest(tx, organisation, row.id, {
    state: move(row.state, 'answer'),
    package_file: file.id,
    package_bytes: file.bytes,
    ended_at: dateOf(at),
  })
  const pack = ports.inForce(organisation)
  const subject = subjectOf(row.id)
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      type: 'requests.answered',
      at,
      actor: system,
      subject,
      clear: {
        ...given(files),
        number: row.number,
        archive: file.sha256,
        linkUntil: link.until.toString(),
      },
      promises: [...promisesOf(pack), ...promisesKeptBy(pack, 'system:other-people-removed')],
    },
  ])
  await closeDuty(ports.ledger, tx, organisation, {
    kind: 'requests.answer',
    subject,
    at,
    actor: system,
    evidence: fact?.id as string,
  })
  const names = files.map((one) => one.name)
  await mailAnswer(ports, tx, organisation, row, {
    number: row.number,
    url: link.url,
    expiresOn: dayIn(pack, dateOf(link.until)),
    contents: contentsOf(row.language, names),
    partial,
    followUrl: followUrl(ports, organisation, row.number),
  })
}

/** The files as a fact names them. */
const given = (files: AnswerPackage['files']) => ({
  files: files.slice(0, filesInFact).map((one) => ({ ...one })),
  fileCount: files.length,
})

async function mailAnswer(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  values: MailValues['answer-ready'],
): Promise<void> {
  const { email } = await readAsk(ports, tx, organisation, row)
  await ports.mail.queue(tx, organisation, {
    kind: 'answer-ready',
    personId: row.person_id,
    to: email,
    language: row.language,
    values,
    subjectRef: subjectOf(row.id),
  })
}

/** Makes a new download link; the one before stops working. Only its hash is kept. */
export async function newLink(ports: RequestPorts, tx: Tx, organisation: string, row: store.RequestRow) {
  const token = newSecret(32)
  const zone = zoneOf(ports.inForce(organisation))
  const lastDay = ports.clock.now().toZonedDateTimeISO(zone).toPlainDate().add({ days: linkDays })
  const until = lastDay.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ milliseconds: 1 })
  await store.updateRequest(tx, organisation, row.id, {
    download_hash: secretHash(token),
    download_expires_at: dateOf(until),
  })
  return { url: `${ports.publicUrl}/privacy/${organisation}/download/${token}`, token, until }
}
