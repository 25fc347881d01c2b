// SPDX-License-Identifier: Apache-2.0
import { findPromise, promisesKeptBy } from '@yakusoku/core/packs'
import { inOrganisation } from '../database/index.ts'
import { isLate } from '../duties/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { Cycle, CycleDetail, CycleEvidence, Cycles, EvidenceKind } from './contract.ts'
import { record, type Place } from './give.ts'
import { endings } from './media.ts'
import type { Actor, ProgrammePorts } from './ports.ts'
import { mayRead, owns } from './programme.ts'
import { programmeRefusals } from './refusals.ts'
import * as store from './store.ts'

const pageLength = 50

/** Which cycles to list. */
export interface CycleFilter {
  readonly state: 'open' | 'ended'
  readonly before?: string | undefined
  readonly reference?: string | undefined
}

/** Cycles that wait, the earliest due first, or those that ended, page by page. */
export async function listCycles(
  ports: ProgrammePorts,
  organisation: string,
  { state, before, reference }: CycleFilter,
): Promise<Cycles> {
  const limit = pageLength + 1
  const [rows, given] = await inOrganisation(ports.db, organisation, async (tx) => {
    const found =
      state === 'open'
        ? (await store.openCycles(tx, organisation)).filter(
            (row) => row.reference === (reference ?? row.reference),
          )
        : await store.endedCycles(tx, organisation, { before, reference, limit })
    const ids = found.map(({ id }) => id)
    return [found, await store.evidenceOf(tx, organisation, ids)] as const
  })
  const shown = state === 'open' ? rows : rows.slice(0, pageLength)
  const more = shown.length < rows.length ? (shown.at(-1)?.id ?? null) : null
  return { cycles: await toViews(ports, shown, given), more }
}

/** One cycle with the sentences it serves. */
export async function readCycle(
  ports: ProgrammePorts,
  organisation: string,
  id: string,
  { roles }: Actor,
): Promise<CycleDetail> {
  const [row, given] = await inOrganisation(ports.db, organisation, async (tx) => {
    const found = await store.cycleById(tx, organisation, id)
    return [found, await store.evidenceOf(tx, organisation, [id])] as const
  })
  const [view] = row === undefined ? [] : await toViews(ports, [row], given)
  if (view === undefined) throw refuse(commonRefusals, 'common.not-found')
  const pack = ports.inForce(organisation)
  return {
    ...view,
    sentences: view.promises.flatMap((promise) => {
      const found = findPromise(pack, promise)
      return found === undefined ? [] : [{ promise, sentence: found.sentence }]
    }),
    may: {
      complete: row?.state === 'open' && owns(roles, view.ownerRole),
      read: mayRead(roles, view.ownerRole),
    },
  }
}

/** What was given as a file or a record, with a name for its download; the reading is a fact. */
export function readEvidence(
  ports: ProgrammePorts,
  { organisation, cycle, evidence }: Place,
  { reference: actor, roles }: Actor,
): Promise<{ kind: EvidenceKind; content: Uint8Array; mediaType: string; name: string }> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.cycleById(tx, organisation, cycle)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    if (!mayRead(roles, row.owner_role))
      throw refuse(programmeRefusals, 'programme.not-readable', { role: row.owner_role })
    const found = (await store.evidenceOf(tx, organisation, [cycle])).find(
      ({ wanted }) => wanted === evidence,
    )
    if (found === undefined || row.person_id === null || found.kind === 'reference')
      throw refuse(commonRefusals, 'common.not-found')
    const content =
      found.file_id === null
        ? (await ports.vault.open(tx, organisation, row.person_id, found.sealed as Buffer)).subarray(16)
        : await ports.vault.readFile(tx, organisation, found.file_id)
    if (content === undefined) throw new Error(`the file of evidence ${cycle} ${evidence} is gone`)
    const { reference, starts } = row
    const clear = { reference, evidence, given: found.fact }
    // That somebody read it shows nothing of the promise it was given for.
    const promises = promisesKeptBy(ports.inForce(organisation), 'system:access-records')
    const about = { id: row.id, promises }
    await record(ports, tx, organisation, about, { type: 'programme.evidence-read', actor, clear })
    const mediaType = found.media_type ?? 'text/plain'
    const name = `${reference.replace(':', '-')}-${starts}-${evidence}.${endings[mediaType] ?? 'bin'}`
    return { kind: found.kind, content, mediaType, name }
  })
}

type Name = (actor: Reference) => string

async function toViews(
  ports: ProgrammePorts,
  rows: readonly store.CycleRow[],
  given: readonly store.EvidenceRow[],
): Promise<Cycle[]> {
  const givers = given.map((one) => ({ kind: one.given_by_kind, id: one.given_by_id }))
  const enders = rows.flatMap(({ ended_by_kind: kind, ended_by_id: id }) =>
    kind === null || id === null ? [] : [{ kind, id }],
  )
  const nameOf = await ports.nameActors([...givers, ...enders])
  const now = ports.clock.now().epochMilliseconds
  return rows.map((row) => toView(row, given, nameOf, now))
}

function toView(row: store.CycleRow, given: readonly store.EvidenceRow[], nameOf: Name, now: number): Cycle {
  const own = given.filter(({ cycle_id: cycle }) => cycle === row.id)
  return {
    id: row.id,
    reference: row.reference,
    name: row.name,
    description: row.description,
    starts: row.starts,
    ends: row.ends,
    every: row.every,
    version: row.version,
    state: stateOf(row, now),
    openedAt: row.opened_at.toISOString(),
    warnAt: row.warn_at?.toISOString() ?? null,
    dueAt: row.due_at.toISOString(),
    reckoning: [...row.reckoning],
    ownerRole: row.owner_role,
    promises: [...row.promises],
    evidence: row.wanted.map((one): CycleEvidence => ({
      ...one,
      given: givenView(
        own.find(({ wanted }) => wanted === one.id),
        nameOf,
      ),
    })),
    ended:
      row.ended_at === null
        ? null
        : {
            at: row.ended_at.toISOString(),
            by: named({ kind: row.ended_by_kind ?? '', id: row.ended_by_id ?? '' }, nameOf),
            fact: row.fact ?? '',
          },
  }
}

const named = (actor: Reference, nameOf: Name) => ({ ...actor, name: nameOf(actor) })

function givenView(row: store.EvidenceRow | undefined, nameOf: Name): CycleEvidence['given'] {
  if (row === undefined) return null
  return {
    at: row.given_at.toISOString(),
    by: named({ kind: row.given_by_kind, id: row.given_by_id }, nameOf),
    fact: row.fact,
    sha256: row.sha256?.toString('hex') ?? null,
    bytes: row.bytes,
    mediaType: row.media_type,
    facts: [...(row.facts ?? [])],
  }
}

function stateOf(row: store.CycleRow, now: number): Cycle['state'] {
  if (row.state === 'withdrawn') return 'withdrawn'
  if (row.ended_at !== null) return isLate(row.due_at, row.ended_at.getTime()) ? 'late' : 'completed'
  if (isLate(row.due_at, now)) return 'overdue'
  return row.warn_at !== null && row.warn_at.getTime() <= now ? 'warning' : 'open'
}
