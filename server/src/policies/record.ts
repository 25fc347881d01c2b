// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { canonicalPack, promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import { fileNames, sha256Of, type PolicyFiles } from './files.ts'
import { saveFiles, saveVersion } from './store.ts'

/** A version about to be published. */
export interface NewPublication {
  readonly pack: Pack
  readonly files: PolicyFiles | undefined
  readonly at: Temporal.Instant
  readonly actor: Reference
  readonly approvedBy?: Reference | undefined
  readonly draft?: string
}

/** Writes a version into the register with its files and its fact, in one transaction; returns the fact's id. */
export async function recordVersion(
  ledger: Ledger,
  tx: Tx,
  organisation: string,
  { pack, files, at, actor, approvedBy, draft }: NewPublication,
): Promise<string> {
  const text = JSON.stringify(canonicalPack(pack))
  const sha256 = createHash('sha256').update(text).digest()
  const { version, effective } = pack
  const row = { version, sha256, pack: text, effective, published_by: actor }
  await saveVersion(
    tx,
    organisation,
    { ...row, approved_by: approvedBy ?? null, draft_id: draft ?? null },
    at.toString(),
  )
  const hashes = files && (await keepFiles(tx, organisation, version, files))
  const clear = {
    version,
    sha256: sha256.toString('hex'),
    effective,
    changes: pack.changes,
    ...(hashes && { files: hashes }),
    ...(draft !== undefined && { draft }),
    ...(approvedBy && { approvedBy: { ...approvedBy } }),
  }
  const [fact] = await ledger.append(tx, organisation, [
    {
      type: 'policies.published',
      at,
      actor,
      subject: { kind: 'policy', id: version },
      clear,
      promises: promisesKeptBy(pack, 'system:version-history'),
    },
  ])
  return fact?.id as string
}

/** Keeps the files of a version; returns the hash of each. */
export async function keepFiles(
  tx: Tx,
  organisation: string,
  version: string,
  files: PolicyFiles,
): Promise<Record<string, string>> {
  const rows = fileNames.map((path) => ({ path, sha256: sha256Of(files[path]), content: files[path] }))
  await saveFiles(tx, organisation, version, rows)
  return Object.fromEntries(rows.map(({ path, sha256 }) => [path, sha256.toString('hex')]))
}
