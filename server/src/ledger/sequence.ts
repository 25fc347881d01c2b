// SPDX-License-Identifier: Apache-2.0
import {
  CompactRange,
  frontierFromTiles,
  frontierTiles,
  growTiles,
  signCheckpoint,
  type Tile,
  type TileReader,
} from '@yakusoku/core/ledger'
import { inOrganisation, type Database, type Tx } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256 } from './append.ts'
import { signing } from './signing.ts'
import {
  insertLeaves,
  notePromises,
  saveCheckpoint,
  saveTiles,
  setSize,
  takePending,
  tiles,
  tree,
} from './store.ts'

const batch = 10_000

/**
 * Numbers the committed facts of an organisation, grows its tree and signs the new head, in one transaction.
 * The tree's row lock makes it the only sequencer; a crash leaves the facts pending for the next one.
 * Returns how many facts got a number.
 */
export async function sequence(
  db: Database,
  vault: Vault,
  clock: Clock,
  organisation: string,
): Promise<number> {
  return inOrganisation(db, organisation, async (tx) => {
    const row = await tree(tx, organisation, 'sequence')
    if (row === undefined) return 0
    const taken = await takePending(tx, organisation, batch)
    if (taken.length === 0) return 0
    const facts = taken.flatMap((lot) => lot.factIds)
    await insertLeaves(tx, organisation, row.size, facts)
    await notePromises(tx, organisation, new Map(taken.flatMap((lot) => Object.entries(lot.newest))))
    const leaves = taken.flatMap((lot) => lot.leafHashes)
    const root = await grow(tx, organisation, row.size, leaves)
    const size = row.size + facts.length
    await setSize(tx, organisation, size)
    const { key, sign } = await signing(vault, tx, organisation, row)
    const note = signCheckpoint({ origin: row.origin, size, root }, key, sign)
    await saveCheckpoint(tx, organisation, size, note, clock.now().toString())
    return facts.length
  })
}

async function grow(
  tx: Tx,
  organisation: string,
  from: number,
  leaves: readonly Uint8Array[],
): Promise<Uint8Array> {
  const read = await tileReader(tx, organisation, frontierTiles(from))
  const frontier = frontierFromTiles(from, read, sha256)
  if (!frontier.ok) throw new Error(`the tree of ${organisation} lacks a tile at its edge`)
  const range = CompactRange.from(from, frontier.value, sha256)
  const written = growTiles(from, leaves, read, sha256)
  if (range === null || !written.ok) throw new Error(`the tree of ${organisation} lacks a tile at its edge`)
  await saveTiles(
    tx,
    organisation,
    written.value.map(({ tile, bytes }) => ({ level: Number(tile.level), index: tile.index, hashes: bytes })),
  )
  for (const leaf of leaves) range.append(leaf)
  return range.root()
}

/** Reads the given tiles and hands them out as a tree of any earlier size saw them. */
export async function tileReader(tx: Tx, organisation: string, wanted: readonly Tile[]): Promise<TileReader> {
  const places = wanted.map((tile) => ({ level: Number(tile.level), index: tile.index }))
  const found = places.length === 0 ? [] : await tiles(tx, organisation, places)
  const byPlace = new Map(found.map((row) => [`${row.level}:${row.index}`, row.hashes]))
  return (tile) => byPlace.get(`${tile.level}:${tile.index}`)?.subarray(0, tile.width * 32)
}
