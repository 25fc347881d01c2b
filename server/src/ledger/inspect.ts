// SPDX-License-Identifier: Apache-2.0
import {
  CompactRange,
  growTiles,
  leafHash,
  parseSignedCheckpoint,
  parseVkey,
  sameBytes,
  tileWidth,
  verifyNote,
  type WrittenTile,
} from '@yakusoku/core/ledger'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import { sha256 } from './append.ts'
import * as store from './store.ts'

const batch = 20 * tileWidth
const enough = 100

/** A place where storage and tree differ. */
export interface Damage {
  readonly leafIndex: number
  /** `tile-altered`: a hash above the leaves, of which `leafIndex` is the first below. */
  readonly code: 'fact-missing' | 'fact-altered' | 'hash-altered' | 'tile-altered' | 'root-differs'
}

/**
 * Reads the whole ledger again and compares facts, leaf hashes, tiles and the signed root with each other; keeps
 * the result beside the tree. It trusts this server's storage: an auditor verifies the export instead.
 */
export async function inspect(db: Database, clock: Clock, organisation: string): Promise<Damage[]> {
  const { row, head } = await inOrganisation(db, organisation, async (tx) => ({
    row: await store.tree(tx, organisation),
    head: await store.newestCheckpoint(tx, organisation),
  }))
  const size = head?.size ?? 0
  const damage: Damage[] = []
  const range = new CompactRange(sha256)
  const edges = new Map<number, WrittenTile>()
  for (let from = 0; from < size && damage.length < enough; from += batch) {
    const leaves = await inspectPart(db, organisation, from, Math.min(from + batch, size), damage)
    for (const leaf of leaves) range.append(leaf)
    // Above a leaf that is not what it was everything differs.
    if (damage.length === 0) await inspectAbove(db, organisation, { from, leaves, edges }, damage)
  }
  const headHolds = head === undefined || isSigned(head.note, row?.verification_key, range.root())
  // The head was read after the tree: it may be ahead of it, never behind.
  if (damage.length === 0 && (!headHolds || size < (row?.size ?? 0)))
    damage.push({ leafIndex: size, code: 'root-differs' })
  await inOrganisation(db, organisation, (tx) =>
    store.saveInspection(tx, organisation, size, damage, clock.now().toString()),
  )
  return damage
}

function isSigned(note: string, verificationKey = '', root: Uint8Array): boolean {
  const [signed, key] = [parseSignedCheckpoint(note), parseVkey(verificationKey, sha256)]
  return signed.ok && key.ok && verifyNote(signed.value.note, key.value) && sameBytes(signed.value.root, root)
}

async function inspectPart(
  db: Database,
  organisation: string,
  from: number,
  to: number,
  damage: Damage[],
): Promise<Uint8Array[]> {
  const places = Array.from({ length: Math.ceil((to - from) / tileWidth) }, (_, n) => ({
    level: 0,
    index: from / tileWidth + n,
  }))
  const { facts, tiles } = await inOrganisation(db, organisation, async (tx) => ({
    facts: await store.numberedFacts(tx, organisation, from, to - from),
    tiles: await store.tiles(tx, organisation, places),
  }))
  const byIndex = new Map(facts.map((row) => [row.leaf_index, row]))
  const tileOf = new Map(tiles.map((row) => [row.index, row.hashes]))
  const leaves: Uint8Array[] = []
  for (let index = from; index < to; index += 1) {
    const row = byIndex.get(index)
    const offset = (index % tileWidth) * 32
    const stored = tileOf.get(Math.floor(index / tileWidth))?.subarray(offset, offset + 32)
    const actual = row === undefined ? undefined : leafHash(Buffer.from(row.entry), sha256)
    if (row === undefined || actual === undefined) damage.push({ leafIndex: index, code: 'fact-missing' })
    else if (!row.leaf_hash.equals(actual)) damage.push({ leafIndex: index, code: 'fact-altered' })
    else if (stored === undefined || !sameBytes(stored, actual))
      damage.push({ leafIndex: index, code: 'hash-altered' })
    leaves.push(actual ?? stored ?? new Uint8Array(32))
    if (damage.length >= enough) break
  }
  return leaves
}

/** Compares the tiles above some leaves; `edges` keeps the last tile of each level, on which the next leaves go on. */
async function inspectAbove(
  db: Database,
  organisation: string,
  { from, leaves, edges }: { from: number; leaves: Uint8Array[]; edges: Map<number, WrittenTile> },
  damage: Damage[],
): Promise<void> {
  const read = (level: number) => edges.get(level)?.bytes
  const grown = growTiles(from, leaves, ({ level }) => read(Number(level)), sha256)
  if (!grown.ok) throw new Error(grown.problem.message.en)
  const above = grown.value.filter(({ tile }) => tile.level !== 0)
  const places = above.map(({ tile }) => ({ level: Number(tile.level), index: tile.index }))
  const stored = await inOrganisation(db, organisation, (tx) => store.tiles(tx, organisation, places))
  const storedAt = new Map(stored.map(({ level, index, hashes }) => [`${level}:${index}`, hashes]))
  for (const [n, { level, index }] of places.entries()) {
    const { bytes } = above[n] as WrittenTile
    edges.set(level, above[n] as WrittenTile)
    const there = storedAt.get(`${level}:${index}`)?.subarray(0, bytes.length)
    if (there === undefined || !sameBytes(there, bytes))
      damage.push({ leafIndex: index * tileWidth ** (level + 1), code: 'tile-altered' })
  }
}
