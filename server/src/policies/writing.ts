// SPDX-License-Identifier: Apache-2.0
import type { Temporal } from 'temporal-polyfill'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { checkFiles, type CheckedFiles } from './check.ts'
import { moveDraft, type DraftAction } from './drafts.ts'
import { fileNames, readSent, sha256Of, type PolicyFiles, type SentFiles } from './files.ts'
import { packOf, readFiles } from './policies.ts'
import type { Editor, PublicationPorts } from './ports.ts'
import type { Standing } from './publication.ts'
import { policiesRefusals } from './refusals.ts'
import * as store from './store.ts'

const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)

/** Begins a draft with the files sent; those left out are of the version in force, or of the one named. */
export function createDraft(
  ports: PublicationPorts,
  organisation: string,
  { files = {}, from }: { files?: SentFiles | undefined; from?: string | undefined },
  editor: Editor,
): Promise<string> {
  const sent = readSent(files)
  const basedOn = from ?? ports.policies.inForce(organisation).version
  return inOrganisation(ports.db, organisation, async (tx) => {
    const known = (await store.versions(tx, organisation)).some(({ version }) => version === basedOn)
    if (!known) throw refuse(commonRefusals, 'common.not-found')
    const base = await readFiles(tx, organisation, basedOn)
    if (base === undefined && fileNames.some((name) => sent[name] === undefined))
      throw refuse(policiesRefusals, 'policies.no-files')
    const origin = { origin: 'console', basedOn, by: editor.reference, authors: [editor.answerable] } as const
    return insertDraft(ports, tx, organisation, { ...base, ...sent } as PolicyFiles, origin)
  })
}

/** Keeps a new draft with its first save; returns its id. */
export async function insertDraft(
  { clock }: Pick<PublicationPorts, 'clock'>,
  tx: Tx,
  organisation: string,
  files: PolicyFiles,
  {
    origin,
    basedOn,
    by,
    authors,
  }: { origin: 'console' | 'folder'; basedOn: string; by: Reference; authors: readonly string[] },
): Promise<string> {
  const id = newId()
  const at = dateOf(clock.now())
  await store.insertDraft(tx, organisation, {
    id,
    state: 'draft',
    revision: 1,
    origin,
    based_on: basedOn,
    files,
    authors,
    created_at: at,
    created_by: by,
    changed_at: at,
    changed_by: by,
    ...undecided,
    published_version: null,
  })
  await store.insertSave(tx, organisation, id, {
    revision: 1,
    at,
    by,
    sha256: sha256Of(store.joined(files)),
    changed: fileNames,
  })
  return id
}

/** What a draft is before anybody submitted it. */
export const undecided = {
  submitted_at: null,
  submitted_by: null,
  decided_at: null,
  decided_by: null,
  decided_beside: null,
  reason: null,
} as const

/** Reads a draft and holds it until the transaction ends; refuses one that was saved since it was seen. */
export async function heldDraft(
  tx: Tx,
  organisation: string,
  id: string,
  revision: number | undefined,
): Promise<store.DraftRow> {
  const row = await store.findDraft(tx, organisation, id, true)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (revision !== undefined && row.revision !== revision)
    throw refuse(policiesRefusals, 'policies.changed-meanwhile', { revision: row.revision })
  return row
}

/** Saves files of a draft over the revision that was seen. Refuses `policies.changed-meanwhile` instead of overwriting. */
export function saveDraft(
  ports: PublicationPorts,
  organisation: string,
  id: string,
  { revision, files }: { revision: number; files: SentFiles },
  editor: Editor,
): Promise<void> {
  const sent = readSent(files)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await heldDraft(tx, organisation, id, revision)
    const state = moveDraft(row.state, 'save')
    const changed = fileNames.filter((name) => sent[name] !== undefined && sent[name] !== row.files[name])
    if (changed.length === 0) return
    const at = dateOf(ports.clock.now())
    const next = { ...row.files, ...sent }
    await store.updateDraft(tx, organisation, {
      ...row,
      state,
      revision: revision + 1,
      files: next,
      authors: [...new Set([...row.authors, editor.answerable])],
      changed_at: at,
      changed_by: editor.reference,
    })
    const sha256 = sha256Of(store.joined(next))
    const save = { revision: revision + 1, at, by: editor.reference, sha256, changed }
    await store.insertSave(tx, organisation, id, save)
  })
}

/** Discards a draft, or takes a discarded one up again. Nothing of it is lost. */
export function putAside(
  ports: PublicationPorts,
  organisation: string,
  id: string,
  { revision, action }: { revision: number | undefined; action: Extract<DraftAction, 'discard' | 'restore'> },
  editor: Editor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await heldDraft(tx, organisation, id, revision)
    await store.updateDraft(tx, organisation, {
      ...row,
      ...(action === 'restore' ? undecided : {}),
      state: moveDraft(row.state, action),
      changed_at: dateOf(ports.clock.now()),
      changed_by: editor.reference,
    })
  })
}

/** What a draft of an organisation is held against now. */
export async function standingOf(
  { policies, earliest }: Pick<PublicationPorts, 'policies' | 'earliest'>,
  tx: Tx,
  organisation: string,
): Promise<Standing> {
  const rows = await store.versions(tx, organisation)
  const last = rows.filter((row) => row.withdrawn_at === null).at(-1)
  const base = last ? packOf(last) : policies.inForce(organisation)
  return {
    organisation,
    today: policies.today(base),
    base,
    taken: rows.map(({ version }) => version),
    earliest: (version) => earliest(version, base),
  }
}

/** Checks a draft as it is saved, or with the files sent in place of those saved. */
export async function checkDraft(
  ports: PublicationPorts,
  organisation: string,
  id: string,
  files: SentFiles = {},
): Promise<CheckedFiles['check']> {
  const sent = readSent(files)
  const [row, standing] = await inOrganisation(ports.db, organisation, async (tx) => {
    const found = await store.findDraft(tx, organisation, id)
    if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
    return [found, await standingOf(ports, tx, organisation)] as const
  })
  return checkFiles({ ...row.files, ...sent }, ports.laws, standing).check
}
