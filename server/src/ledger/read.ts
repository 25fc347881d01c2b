// SPDX-License-Identifier: Apache-2.0
import {
  inclusionFromTiles,
  inclusionTiles,
  leafHash,
  makeReceipt,
  parseFact,
  parseSignedCheckpoint,
  parseVkey,
  tileAt,
  type Fact,
  type Receipt,
} from '@yakusoku/core/ledger'
import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import { ageOf, refuse, commonRefusals } from '../kernel/index.ts'
import type { FactView, LedgerState } from './contract.ts'
import { sha256 } from './append.ts'
import { tileReader } from './sequence.ts'
import { ledgerRefusals } from './refusals.ts'
import * as store from './store.ts'

/** A fact with its place in the tree; undefined while it has none. */
export interface NumberedFact {
  readonly fact: Fact
  readonly leafIndex: number | undefined
}

/** The fact of a row, read from its leaf and from nothing else; undefined when the leaf was altered. */
function readRow(row: store.FactRow): Fact | undefined {
  const entry = Buffer.from(row.entry)
  const fact = parseFact(entry)
  return fact.ok && row.leaf_hash.equals(leafHash(entry, sha256)) ? fact.value : undefined
}

/** The fact of a row with its place. Refuses `ledger.altered`. */
export function factOf(row: store.FactRow): NumberedFact {
  const fact = readRow(row)
  if (fact === undefined) throw refuse(ledgerRefusals, 'ledger.altered', { fact: row.id })
  return { fact, leafIndex: row.leaf_index ?? undefined }
}

/** How the console shows a fact. `actorName` is filled in by whoever knows operators. */
export function toView({ fact, leafIndex }: NumberedFact): FactView {
  const { id, type, version, time, actor, subject, clear, promises } = fact
  return {
    id,
    type,
    version,
    time,
    actor,
    actorName: null,
    subject,
    clear,
    sealed: fact.sealed !== null,
    promises,
    leafIndex: leafIndex ?? null,
  }
}

/** Facts by filter, in order. */
export async function listFacts(
  tx: Tx,
  organisation: string,
  filter: store.FactFilter,
): Promise<NumberedFact[]> {
  return (await store.listFacts(tx, organisation, filter)).map(factOf)
}

/** Newest evidence of each promise; a fact that was altered in the database is no evidence. */
export async function evidence(tx: Tx, organisation: string): Promise<Map<string, Fact>> {
  const found = new Map<string, Fact>()
  for (const row of await store.promiseEvidence(tx, organisation)) {
    const fact = readRow(row)
    if (fact !== undefined) found.set(row.promise_id, fact)
  }
  return found
}

/** When the newest fact happened; undefined before the first. */
export async function newestTime(tx: Tx, organisation: string): Promise<Temporal.Instant | undefined> {
  const time = await store.newestTime(tx, organisation)
  return time === undefined ? undefined : Temporal.Instant.from(time)
}

/** One fact. Refuses `common.not-found`. */
export async function readFact(tx: Tx, organisation: string, id: string): Promise<NumberedFact> {
  const row = await store.factById(tx, organisation, id)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  return factOf(row)
}

/** The receipt that proves a fact offline, against the newest checkpoint; undefined while it has no number. */
export async function receiptOf(tx: Tx, organisation: string, id: string): Promise<Receipt | undefined> {
  const row = await store.factById(tx, organisation, id)
  const head = await store.newestCheckpoint(tx, organisation)
  const tree = await store.tree(tx, organisation)
  if (row === undefined || row.leaf_index === null || head === undefined || tree === undefined)
    return undefined
  const read = await tileReader(tx, organisation, inclusionTiles(row.leaf_index, head.size))
  const proof = inclusionFromTiles(row.leaf_index, head.size, read, sha256)
  const key = parseVkey(tree.verification_key, sha256)
  if (!proof.ok || !key.ok) throw new Error(`the tree of ${organisation} lacks a tile or its key`)
  const entry = Buffer.from(row.entry)
  return makeReceipt({
    entry,
    leafIndex: row.leaf_index,
    proof: proof.value,
    checkpoint: head.note,
    key: key.value,
  })
}

const longestQueue = 1_000
const longestWaitMilliseconds = 60_000

function isBehind({ count, oldest }: Awaited<ReturnType<typeof store.pending>>): boolean {
  return count > longestQueue || (oldest !== null && ageOf(oldest) > longestWaitMilliseconds)
}

/** Where the ledger stands. */
export async function state(tx: Tx, organisation: string): Promise<LedgerState> {
  const [tree, head, waiting] = [
    await store.tree(tx, organisation),
    await store.newestCheckpoint(tx, organisation),
    await store.pending(tx, organisation),
  ]
  if (tree === undefined) throw refuse(commonRefusals, 'common.not-found')
  const checkpoint = head === undefined ? undefined : parseSignedCheckpoint(head.note)
  const root = checkpoint?.ok ? checkpoint.value.root : createHash('sha256').digest()
  return {
    origin: tree.origin,
    verificationKey: tree.verification_key,
    size: tree.size,
    waiting: waiting.count,
    root: Buffer.from(root).toString('base64'),
    checkpoint: head?.note ?? null,
    checkpointAt: head?.signed_at.toISOString() ?? null,
    health: tree.damage !== null ? 'damaged' : isBehind(waiting) ? 'behind' : 'well',
    healthCheckedAt: tree.inspected_at?.toISOString() ?? null,
  }
}

/** The bytes of a Merkle tile of the given width, as C2SP tlog-tiles serves it; undefined when there is none. */
export async function readTile(
  tx: Tx,
  organisation: string,
  tile: { level: number; index: number; width: number },
): Promise<Uint8Array | undefined> {
  const tree = await store.tree(tx, organisation)
  const whole = tree === undefined ? null : tileAt(tile.level, tile.index, tree.size)
  if (whole === null || tile.width > whole.width) return undefined
  return (await tileReader(tx, organisation, [tile]))(tile)
}

/** The entries of a bundle, as many as its width says; undefined when the tree is shorter. */
export async function readEntries(
  tx: Tx,
  organisation: string,
  from: number,
  count: number,
): Promise<Uint8Array[] | undefined> {
  const rows = await store.numberedFacts(tx, organisation, from, count)
  return rows.length < count ? undefined : rows.map((row) => Buffer.from(row.entry))
}
