// SPDX-License-Identifier: Apache-2.0
import { ExportWriter, tileWidth, type Result } from '@yakusoku/core/ledger'
import { commonRefusals, refuse, type Clock } from '../kernel/index.ts'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256 } from './append.ts'
import { signing } from './signing.ts'
import * as store from './store.ts'

const batch = 2_000

/**
 * The whole ledger of an organisation up to its newest checkpoint, line by line (`yakusoku-ledger/1`), in bounded
 * memory. The leaf hashes are those stored, so that a fact altered in the database is found at its own line, and one
 * that was deleted where it is missing.
 */
export async function* exportLedger(
  db: Database,
  vault: Vault,
  clock: Clock,
  organisation: string,
): AsyncGenerator<Uint8Array> {
  const writer = new ExportWriter(sha256)
  const start = await inOrganisation(db, organisation, async (tx) => {
    const [row, head] = [await store.tree(tx, organisation), await store.newestCheckpoint(tx, organisation)]
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const size = head?.size ?? 0
    const checkpoints = await store.checkpointCount(tx, organisation, size)
    return { ...(await signing(vault, tx, organisation, row)), size, checkpoints }
  })
  const { origin } = start.row
  const header = {
    organisation,
    origin,
    key: start.key,
    size: start.size,
    checkpoints: start.checkpoints,
    created: clock.now().toString(),
  }
  yield need(writer.header(header, start.sign))
  for (let from = 0; from < start.size; from += batch) {
    const upTo = Math.min(from + batch, start.size)
    const page = await inOrganisation(db, organisation, async (tx) => ({
      facts: await store.numberedFacts(tx, organisation, from, upTo - from),
      checkpoints: await store.checkpointsBetween(tx, organisation, from, upTo),
    }))
    const factAt = new Map(page.facts.map((row) => [row.leaf_index, row]))
    const noteAt = new Map(page.checkpoints.map((row) => [row.size, row.note]))
    for (let index = from; index < upTo; index += 1) {
      const row = factAt.get(index)
      if (row !== undefined) yield writer.fact(Buffer.from(row.entry), row.leaf_hash)
      else writer.skip(await leafInTree(db, organisation, index))
      const note = noteAt.get(index + 1)
      if (note !== undefined) yield writer.checkpoint(note)
    }
  }
  yield writer.end()
}

/** What the tree has of a fact that is gone; nobody's hash where that is gone too. */
async function leafInTree(db: Database, organisation: string, index: number): Promise<Uint8Array> {
  const place = { level: 0, index: Math.floor(index / tileWidth) }
  const [tile] = await inOrganisation(db, organisation, (tx) => store.tiles(tx, organisation, [place]))
  const at = (index % tileWidth) * 32
  return tile?.hashes.subarray(at, at + 32) ?? new Uint8Array(32)
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.value
}
