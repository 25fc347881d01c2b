// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import type { Log } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import { compareVersions } from './bump.ts'
import { sha256Of } from './files.ts'
import type { PackFolder } from './packs.ts'
import { saysTheSame } from './policies.ts'
import type { PublicationPorts } from './ports.ts'
import { keepFiles } from './record.ts'
import * as store from './store.ts'
import { insertDraft } from './writing.ts'

/** What became of a pack that was found in the folder at start. */
export type FolderOutcome = 'founded' | 'published-already' | 'older' | 'draft' | 'draft-already'

/**
 * Takes up the pack of a folder. The first version founds its organisation and is in force; whatever differs later
 * becomes a draft that waits for a person: nothing is published by accident.
 */
export async function takeUp(
  ports: Pick<PublicationPorts, 'db' | 'policies' | 'clock'>,
  found: PackFolder,
  installation: string,
  log: Log,
): Promise<FolderOutcome> {
  const { pack } = found
  if (pack === undefined) throw new Error(`the pack in ${found.folder} has errors`)
  const organisation = pack.id
  const known = await inOrganisation(ports.db, organisation, (tx) => store.versions(tx, organisation))
  if (known.length === 0) {
    await ports.policies.publish(pack, installation, found.files)
    return 'founded'
  }
  const outcome = await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockPublishing(tx, organisation)
    return compareWithPublished(ports, tx, found)
  })
  if (outcome === 'draft')
    log.warn('policies.draft-from-folder', { organisation, version: pack.version, folder: found.folder })
  return outcome
}

async function compareWithPublished(
  ports: Pick<PublicationPorts, 'clock'>,
  tx: Tx,
  { pack, files }: PackFolder,
): Promise<FolderOutcome> {
  if (pack === undefined || files === undefined) return 'older'
  const { id: organisation, version } = pack
  const rows = await store.versions(tx, organisation)
  const same = rows.find((row) => row.version === version)
  if (same !== undefined && saysTheSame(same, pack)) {
    // Published by a version of this software that kept no files.
    const kept = await store.filesOf(tx, organisation, version)
    if (kept.length === 0) await keepFiles(tx, organisation, version, files)
    return 'published-already'
  }
  const latest = rows
    .map((row) => row.version)
    .sort(compareVersions)
    .at(-1) as string
  if (compareVersions(version, latest) < 0) return 'older'
  if (await store.hadDraftOf(tx, organisation, sha256Of(store.joined(files)))) return 'draft-already'
  const base = rows.filter((row) => row.withdrawn_at === null).at(-1)?.version ?? latest
  await insertDraft(ports, tx, organisation, files, {
    origin: 'folder',
    basedOn: base,
    by: system,
    authors: [],
  })
  return 'draft'
}
