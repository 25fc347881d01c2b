// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, isLate } from '../duties/index.ts'
import { commonRefusals, refuse, Refusal } from '../kernel/index.ts'
import { readFact, type NewFact } from '../ledger/index.ts'
import type { EvidenceKind } from './contract.ts'
import { mediaTypeOf } from './media.ts'
import type { Actor, ProgrammePorts } from './ports.ts'
import { owns } from './programme.ts'
import { programmeRefusals } from './refusals.ts'
import * as store from './store.ts'
import { dutyKind } from './sweep.ts'

/** A place for evidence: of which cycle, and which of the pieces it asks for. */
export interface Place {
  readonly organisation: string
  readonly cycle: string
  readonly evidence: string
}

/** What somebody gives: bytes of a file, a written record, or facts to refer to. */
export type Given =
  | { readonly kind: 'file'; readonly file: Buffer }
  | { readonly kind: 'record'; readonly text: string }
  | { readonly kind: 'reference'; readonly facts: readonly string[] }

type Kept = Pick<
  store.EvidenceRow,
  'kind' | 'sha256' | 'bytes' | 'media_type' | 'file_id' | 'sealed' | 'facts'
>

const nothing = { sha256: null, bytes: null, media_type: null, file_id: null, sealed: null, facts: null }

/** A cycle held for whoever may carry it out, while it waits. */
async function held(tx: Tx, organisation: string, id: string, { roles }: Actor): Promise<store.CycleRow> {
  const row = await store.cycleById(tx, organisation, id, true)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (!owns(roles, row.owner_role))
    throw refuse(programmeRefusals, 'programme.not-yours', { role: row.owner_role })
  if (row.state !== 'open') throw refuse(programmeRefusals, 'programme.ended')
  return row
}

/** Takes a piece of evidence, sealed; given again, it stands in the place of what was given before. */
export function giveEvidence(
  ports: ProgrammePorts,
  { organisation, cycle, evidence }: Place,
  given: Given,
  actor: Actor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await held(tx, organisation, cycle, actor)
    checkWanted(row, evidence, given.kind)
    const [before] = (await store.evidenceOf(tx, organisation, [cycle])).filter(
      ({ wanted }) => wanted === evidence,
    )
    const kept = await keep(ports, tx, organisation, row, given)
    const at = ports.clock.now()
    const clear = { reference: row.reference, evidence, kind: kept.kind, ...proofOf(kept) }
    const fact = await record(ports, tx, organisation, row, {
      type: 'programme.evidence-given',
      actor: actor.reference,
      clear,
    })
    await store.saveEvidence(tx, organisation, {
      ...kept,
      cycle_id: cycle,
      wanted: evidence,
      given_at: new Date(at.epochMilliseconds),
      given_by_kind: actor.reference.kind,
      given_by_id: actor.reference.id,
      fact,
    })
    if (before?.file_id) await ports.vault.deleteFile(tx, organisation, before.file_id)
  })
}

function checkWanted({ wanted }: store.CycleRow, evidence: string, kind: EvidenceKind): void {
  const asked = wanted.find(({ id }) => id === evidence)
  if (asked === undefined) throw refuse(programmeRefusals, 'programme.no-such-evidence', { evidence })
  if (asked.kind !== kind) throw refuse(programmeRefusals, 'programme.other-evidence', { kind: asked.kind })
}

/** What a fact says of a piece of evidence: its hash, or the facts it refers to. */
function proofOf({ sha256, bytes, facts }: Pick<Kept, 'sha256' | 'bytes' | 'facts'>) {
  if (sha256 === null) return { facts: [...(facts ?? [])] }
  return { sha256: sha256.toString('hex'), ...(bytes !== null && { bytes }) }
}

async function keep(
  ports: ProgrammePorts,
  tx: Tx,
  organisation: string,
  row: store.CycleRow,
  given: Given,
): Promise<Kept> {
  if (given.kind === 'reference') {
    await checkFacts(tx, organisation, given.facts)
    return { ...nothing, kind: 'reference', facts: given.facts }
  }
  if (given.kind === 'file') checkFile(given.file)
  const person = row.person_id ?? (await ports.vault.createPerson(tx, organisation))
  if (row.person_id === null) await store.savePerson(tx, organisation, row.id, person)
  return given.kind === 'file'
    ? keepFile(ports, tx, organisation, person, given.file)
    : keepRecord(ports, tx, organisation, person, given.text)
}

function checkFile(file: Buffer): void {
  if (file.length === 0) throw refuse(programmeRefusals, 'programme.empty-file')
  if (mediaTypeOf(file) === undefined) throw refuse(programmeRefusals, 'programme.bad-file')
}

async function keepFile(
  { vault, clock }: ProgrammePorts,
  tx: Tx,
  organisation: string,
  person: string,
  file: Buffer,
): Promise<Kept> {
  const { id, bytes, sha256 } = await vault.putFile(tx, organisation, person, file, clock.now().toString())
  const hash = Buffer.from(sha256, 'hex')
  const media = mediaTypeOf(file) ?? null
  return { ...nothing, kind: 'file', file_id: id, bytes, sha256: hash, media_type: media }
}

/** A short text could be guessed from its hash: the salt beside it is sealed with it. */
async function keepRecord(
  { vault }: ProgrammePorts,
  tx: Tx,
  organisation: string,
  person: string,
  text: string,
): Promise<Kept> {
  const salt = randomBytes(16)
  const sha256 = createHash('sha256').update(salt).update(text).digest()
  const plain = Buffer.concat([salt, Buffer.from(text)])
  const sealed = Buffer.from(await vault.seal(tx, organisation, person, plain))
  return { ...nothing, kind: 'record', sha256, sealed }
}

async function checkFacts(tx: Tx, organisation: string, facts: readonly string[]): Promise<void> {
  const unknown: string[] = []
  for (const id of facts)
    await readFact(tx, organisation, id).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'common.not-found') throw error
      unknown.push(id)
    })
  if (unknown.length > 0)
    throw refuse(programmeRefusals, 'programme.no-such-fact', { facts: unknown.join(', ') })
}

/** Appends a fact about a cycle, of the promises that it serves; its id. */
export async function record(
  ports: ProgrammePorts,
  tx: Tx,
  organisation: string,
  { id, promises }: Pick<store.CycleRow, 'id' | 'promises'>,
  fact: Pick<NewFact, 'type' | 'actor' | 'clear'>,
): Promise<string> {
  const whole = { ...fact, at: ports.clock.now(), subject: { kind: 'cycle', id }, promises }
  const [done] = await ports.ledger.append(tx, organisation, [whole])
  return done?.id as string
}

/** Completes a cycle whose evidence is all there; its duty closes with the fact. */
export function completeCycle(
  ports: ProgrammePorts,
  organisation: string,
  id: string,
  actor: Actor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await held(tx, organisation, id, actor)
    const given = await store.evidenceOf(tx, organisation, [id])
    const missing = row.wanted.filter((one) => !given.some(({ wanted }) => wanted === one.id))
    if (missing.length > 0)
      throw refuse(programmeRefusals, 'programme.evidence-missing', {
        missing: missing.map(({ name }) => `${name.ja} / ${name.en}`).join(', '),
      })
    const at = ports.clock.now()
    const { reference, starts } = row
    const evidence = given.map((one) => ({ evidence: one.wanted, fact: one.fact, ...proofOf(one) }))
    const clear = { reference, starts, inTime: !isLate(row.due_at, at.epochMilliseconds), evidence }
    const by = actor.reference
    const fact = await record(ports, tx, organisation, row, { type: 'programme.completed', actor: by, clear })
    await store.endCycle(tx, organisation, id, {
      state: 'completed',
      ended_at: new Date(at.epochMilliseconds),
      ended_by_kind: by.kind,
      ended_by_id: by.id,
      fact,
    })
    const subject = { kind: 'cycle', id }
    await closeDuty(ports.ledger, tx, organisation, {
      kind: dutyKind,
      subject,
      at,
      actor: by,
      evidence: fact,
    })
  })
}
