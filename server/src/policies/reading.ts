// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { comparePacks } from './changes.ts'
import type { Draft, DraftSummary, PolicyDiff, VersionFiles, VersionSummary } from './contract.ts'
import { approvingRole, whyNotDecide } from './drafts.ts'
import { fileNames, type PolicyFiles } from './files.ts'
import { packOf } from './policies.ts'
import type { Editor, NameActors, PublicationPorts } from './ports.ts'
import { policiesRefusals } from './refusals.ts'
import * as store from './store.ts'

const mostDrafts = 100

/** What a reader needs: the ports, and how people are called. */
export interface Reading extends PublicationPorts {
  readonly nameActors: NameActors
}

/** Every version that was published, the newest day first. */
export async function listVersions(reading: Reading, organisation: string): Promise<VersionSummary[]> {
  const rows = await inOrganisation(reading.db, organisation, (tx) => store.versions(tx, organisation))
  const name = await namer(
    reading,
    rows.flatMap((row) => [row.published_by, row.approved_by, row.withdrawn_by]),
  )
  const { version: now } = reading.policies.inForce(organisation)
  return rows.map((row) => versionView(row, { now, name, today: todayOf(reading, organisation) })).reverse()
}

const todayOf = ({ policies }: Reading, organisation: string) =>
  policies.today(policies.inForce(organisation))

type Name = (actor: Reference) => { kind: string; id: string; name: string }

async function namer({ nameActors }: Reading, actors: readonly (Reference | null)[]): Promise<Name> {
  const nameOf = await nameActors(actors.filter((actor) => actor !== null))
  return (actor) => ({ kind: actor.kind, id: actor.id, name: nameOf(actor) })
}

function versionView(
  row: store.VersionRow,
  { now, name, today }: { now: string; name: Name; today: string },
): VersionSummary {
  const pack = packOf(row)
  return {
    version: row.version,
    state: stateOf(row, now, today),
    effective: row.effective,
    publishedAt: row.published_at.toISOString(),
    publishedBy: name(row.published_by),
    approvedBy: row.approved_by && name(row.approved_by),
    sha256: row.sha256.toString('hex'),
    changes: pack.changes,
    promises: pack.promises.length,
    withdrawn:
      row.withdrawn_at && row.withdrawn_by
        ? {
            at: row.withdrawn_at.toISOString(),
            by: name(row.withdrawn_by),
            reason: row.withdrawn_reason ?? '',
          }
        : null,
  }
}

function stateOf(row: store.VersionRow, now: string, today: string): VersionSummary['state'] {
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (row.version === now) return 'in-force'
  return row.effective > today ? 'coming' : 'past'
}

/** One published version. */
export async function readVersion(
  reading: Reading,
  organisation: string,
  version: string,
): Promise<VersionSummary> {
  const found = (await listVersions(reading, organisation)).find((one) => one.version === version)
  if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
  return found
}

/** The files of a published version with their hashes. */
export async function readVersionFiles(
  { db }: Reading,
  organisation: string,
  version: string,
): Promise<VersionFiles> {
  const { known, rows } = await inOrganisation(db, organisation, async (tx) => ({
    known: (await store.versions(tx, organisation)).some((row) => row.version === version),
    rows: await store.filesOf(tx, organisation, version),
  }))
  if (!known) throw refuse(commonRefusals, 'common.not-found')
  if (rows.length === 0) throw refuse(policiesRefusals, 'policies.no-files')
  const of = (pick: (row: store.FileRow) => string) =>
    Object.fromEntries(rows.map((row) => [row.path, pick(row)])) as PolicyFiles
  return { files: of(({ content }) => content), sha256: of(({ sha256 }) => sha256.toString('hex')) }
}

/** Two published versions compared. */
export async function diffVersions(
  { db }: Reading,
  organisation: string,
  { from, to }: { from: string; to: string },
): Promise<PolicyDiff> {
  const rows = await inOrganisation(db, organisation, (tx) => store.versions(tx, organisation))
  const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version))
  if (before === undefined || after === undefined) throw refuse(commonRefusals, 'common.not-found')
  return comparePacks(packOf(before), packOf(after))
}

/** The drafts, the last changed first, at most 100. */
export async function listDrafts(reading: Reading, organisation: string): Promise<DraftSummary[]> {
  const rows = await inOrganisation(reading.db, organisation, (tx) =>
    store.listDrafts(tx, organisation, mostDrafts),
  )
  const name = await namer(reading, rows.flatMap(actorsOf))
  return rows.map((row) => draftView(row, name))
}

const actorsOf = (row: store.DraftRow) => [row.created_by, row.changed_by, row.submitted_by, row.decided_by]

function draftView(row: store.DraftRow, name: Name): DraftSummary {
  const done = (at: Date | null, by: Reference | null) => at && by && { at: at.toISOString(), by: name(by) }
  return {
    id: row.id,
    state: row.state,
    revision: row.revision,
    origin: row.origin,
    version: topLevel(row.files, 'version', /^\d+\.\d+\.\d+$/),
    effective: topLevel(row.files, 'effective', /^\d{4}-\d{2}-\d{2}$/),
    basedOn: row.based_on,
    createdAt: row.created_at.toISOString(),
    createdBy: name(row.created_by),
    changedAt: row.changed_at.toISOString(),
    changedBy: name(row.changed_by),
    submitted: done(row.submitted_at, row.submitted_by),
    decided: done(row.decided_at, row.decided_by),
    reason: row.reason,
    publishedVersion: row.published_version,
  }
}

/** A plain value at the top of pack.yaml; a list of drafts does not parse every one of them. */
function topLevel(files: PolicyFiles, key: string, form: RegExp): string | null {
  const found = new RegExp(`^${key}:[ \\t]*["']?([\\w.-]{1,40})`, 'm').exec(files['pack.yaml'])?.[1]
  return found !== undefined && form.test(found) ? found : null
}

/** A draft whole, with its saves and what the reader may do with it. */
export async function readDraft(
  reading: Reading,
  organisation: string,
  id: string,
  reader: Editor,
): Promise<Draft> {
  const { row, saves } = await inOrganisation(reading.db, organisation, (tx) => whole(tx, organisation, id))
  const name = await namer(reading, [...actorsOf(row), ...saves.map(({ by }) => by)])
  const approver = approvingRole(reading.policies.inForce(organisation))
  const files = Object.fromEntries(fileNames.map((path) => [path, row.files[path]])) as PolicyFiles
  return {
    ...draftView(row, name),
    files: { ...files },
    saves: saves.map((save) => ({
      revision: save.revision,
      at: save.at.toISOString(),
      by: name(save.by),
      sha256: save.sha256.toString('hex'),
      changed: [...save.changed],
    })),
    approver: { account: approver.account, name: approver.name },
    may: {
      write: reader.permissions.has('policies:write'),
      decide: reader.permissions.has('policies:approve') && whyNotDecide(row, approver, reader) === undefined,
    },
  }
}

async function whole(tx: Tx, organisation: string, id: string) {
  const row = await store.findDraft(tx, organisation, id)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  return { row, saves: await store.listSaves(tx, organisation, id) }
}
