// SPDX-License-Identifier: Apache-2.0
import { ExportWriter, type Result } from '@yakusoku/core/ledger'
import { commonRefusals, refuse, type Clock } from '../kernel/index.ts'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256 } from './append.ts'
import { signing } from './signing.ts'
import * as store from './store.ts'

const batch = 2_000

/**
 * The whole ledger of an organisation up to its newest checkpoint, line by line (`yakusoku-ledger/1`), in bounded
 * memory. The leaf hashes are those stored, so that a fact altered in the database is found at its own line.
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
    let next = 0
    for (const row of page.facts) {
      yield writer.fact(Buffer.from(row.entry), row.leaf_hash)
      const checkpoint = page.checkpoints[next]
      if (checkpoint?.size === (row.leaf_index as number) + 1) {
        yield writer.checkpoint(checkpoint.note)
        next += 1
      }
    }
  }
  yield writer.end()
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message.en)
  return result.value
}
