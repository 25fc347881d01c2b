// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { NewFact } from '../ledger/index.ts'
import { checkFiles } from './check.ts'
import type { DraftCheck } from './contract.ts'
import { approvingRole, moveDraft, whyNotDecide } from './drafts.ts'
import { sha256Of } from './files.ts'
import { packOf } from './policies.ts'
import type { Editor, PublicationPorts } from './ports.ts'
import type { Standing } from './publication.ts'
import { recordVersion } from './record.ts'
import { policiesRefusals } from './refusals.ts'
import * as store from './store.ts'
import { heldDraft, standingOf, undecided } from './writing.ts'

/** A draft of an organisation. */
export interface Where {
  readonly organisation: string
  readonly id: string
}

const mostErrors = 100

/** Refuses what the check calls an error; every place is told. */
function refuseErrors({ errors, findings }: DraftCheck): void {
  if (errors === 0) return
  const told = findings
    .filter(({ severity, allowed }) => severity === 'error' && allowed === undefined)
    .slice(0, mostErrors)
    .map(({ file, line, column, message }) => ({
      at: `${file}:${line}:${column}`,
      message: `${message.ja} / ${message.en}`,
    }))
  throw refuse(policiesRefusals, 'policies.not-clean', { count: errors, errors: told })
}

/** Submits a draft for approval. Errors of the check refuse it; warnings must have been seen, which their number says. */
export function submitDraft(
  ports: PublicationPorts,
  { organisation, id }: Where,
  { revision, warningsSeen }: { revision: number; warningsSeen: number },
  editor: Editor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await heldDraft(tx, organisation, id, revision)
    const state = moveDraft(row.state, 'submit')
    const { check } = checkFiles(row.files, ports.laws, await standingOf(ports, tx, organisation))
    refuseErrors(check)
    if (check.warnings !== warningsSeen)
      throw refuse(policiesRefusals, 'policies.warnings', { count: check.warnings })
    const at = ports.clock.now()
    await store.updateDraft(tx, organisation, {
      ...row,
      ...undecided,
      state,
      authors: [...new Set([...row.authors, editor.answerable])],
      submitted_at: new Date(at.epochMilliseconds),
      submitted_by: editor.reference,
    })
    const clear = { version: check.version, warnings: check.warnings }
    await record(ports, tx, organisation, row, { type: 'policies.submitted', editor, clear })
  })
}

/** Takes back what was submitted, or approved and not published, to go on writing. */
export function recallDraft(
  ports: PublicationPorts,
  { organisation, id }: Where,
  { revision }: { revision: number },
  editor: Editor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await heldDraft(tx, organisation, id, revision)
    const state = moveDraft(row.state, 'recall')
    await store.updateDraft(tx, organisation, { ...row, ...undecided, state })
    await record(ports, tx, organisation, row, { type: 'policies.recalled', editor, clear: {} })
  })
}

/** Refuses to go on with what was looked at beside another version than the one it would follow now. */
function refuseOtherBase(seen: string | null | undefined, { base }: Standing): void {
  if ((seen ?? base.version) !== base.version)
    throw refuse(policiesRefusals, 'policies.other-base', { seen, version: base.version })
}

/**
 * Approves what was submitted, or sends it back with a reason. Nobody decides about their own work; `beside` is the
 * version that the draft was compared with.
 */
export function decideDraft(
  ports: PublicationPorts,
  { organisation, id }: Where,
  decision:
    | { revision: number; action: 'approve'; beside?: string | undefined }
    | { revision: number; action: 'send-back'; reason: string },
  editor: Editor,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockPublishing(tx, organisation)
    const row = await heldDraft(tx, organisation, id, decision.revision)
    const state = moveDraft(row.state, decision.action)
    const role = approvingRole(ports.policies.inForce(organisation))
    const no = whyNotDecide(row, role, editor)
    if (no !== undefined) throw no
    const standing = await standingOf(ports, tx, organisation)
    if (decision.action === 'approve') refuseOtherBase(decision.beside, standing)
    const beside = standing.base.version
    const at = ports.clock.now()
    const reason = decision.action === 'send-back' ? decision.reason : null
    await store.updateDraft(tx, organisation, {
      ...row,
      state,
      decided_at: new Date(at.epochMilliseconds),
      decided_by: editor.reference,
      decided_beside: beside,
      reason,
    })
    const type = decision.action === 'approve' ? 'policies.approved' : 'policies.sent-back'
    // The reason is somebody's free text and stays beside the draft; the ledger can prove it was this one.
    const clear = {
      role: role.account,
      beside,
      ...(reason !== null && { reasonSha256: sha256Of(reason).toString('hex') }),
    }
    await record(ports, tx, organisation, row, { type, editor, clear })
  })
}

/**
 * Publishes an approved draft: the version, its files, its fact and its announcement in one transaction. `version` is
 * what the person typed. The check runs again, because days pass; what was approved beside another version than the one
 * it follows now would take back, unseen, what that one changed, and is refused.
 */
export async function publishDraft(
  ports: PublicationPorts,
  { organisation, id }: Where,
  { revision, version }: { revision: number; version: string },
  editor: Editor,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockPublishing(tx, organisation)
    const row = await heldDraft(tx, organisation, id, revision)
    const state = moveDraft(row.state, 'publish')
    const standing = await standingOf(ports, tx, organisation)
    refuseOtherBase(row.decided_beside, standing)
    const { check, pack } = checkFiles(row.files, ports.laws, standing)
    refuseErrors(check)
    if (pack === undefined) throw new Error('a pack without errors was not read')
    if (pack.version !== version)
      throw refuse(policiesRefusals, 'policies.other-version', { given: version, version: pack.version })
    const at = ports.clock.now()
    const fact = await recordVersion(ports.ledger, tx, organisation, {
      pack,
      files: row.files,
      at,
      actor: editor.reference,
      approvedBy: row.decided_by ?? undefined,
      draft: id,
    })
    await store.updateDraft(tx, organisation, { ...row, state, published_version: version })
    const publication = { version: pack, previous: standing.base, at, actor: editor.reference, fact }
    await ports.announce(tx, organisation, publication)
  })
  await noticed(ports)
}

/**
 * Withdraws a published version that is not in force yet; its number stays taken. Later ones go first: each was checked,
 * approved and announced as what it changes beside the one before it.
 */
export async function withdrawVersion(
  ports: PublicationPorts,
  organisation: string,
  { version, reason }: { version: string; reason: string },
  editor: Editor,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockPublishing(tx, organisation)
    const standing = (await store.versions(tx, organisation)).filter((one) => one.withdrawn_at === null)
    const row = standing.find((one) => one.version === version)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const pack = packOf(row)
    if (row.effective <= ports.policies.today(pack) || standing.length < 2)
      throw refuse(policiesRefusals, 'policies.in-force', { version })
    const last = standing.at(-1)?.version
    if (last !== undefined && last !== version)
      throw refuse(policiesRefusals, 'policies.followed', { version, last })
    const at = ports.clock.now()
    await store.withdrawVersion(tx, organisation, version, {
      at: at.toString(),
      by: editor.reference,
      reason,
    })
    const clear = { version, effective: row.effective, reasonSha256: sha256Of(reason).toString('hex') }
    await ports.ledger.append(tx, organisation, [
      {
        type: 'policies.withdrawn',
        at,
        actor: editor.reference,
        subject: { kind: 'policy', id: version },
        clear,
        promises: kept(ports.policies.inForce(organisation)),
      },
    ])
    await ports.retract(tx, organisation, pack)
  })
  await noticed(ports)
}

/** What is committed stands; when it cannot be read back now, the watch reads it a second later. */
const noticed = ({ policies }: PublicationPorts): Promise<void> => policies.load().catch(() => undefined)

const kept = (pack: Pack) => promisesKeptBy(pack, 'system:version-history')

async function record(
  { ledger, clock, policies }: PublicationPorts,
  tx: Tx,
  organisation: string,
  { id, revision, files }: store.DraftRow,
  { type, editor, clear }: { type: string; editor: Editor; clear: NonNullable<NewFact['clear']> },
): Promise<void> {
  const sha256 = sha256Of(store.joined(files)).toString('hex')
  await ledger.append(tx, organisation, [
    {
      type,
      at: clock.now(),
      actor: editor.reference,
      subject: { kind: 'policy-draft', id },
      clear: { draft: id, revision, sha256, ...clear },
      promises: kept(policies.inForce(organisation)),
    },
  ])
}
