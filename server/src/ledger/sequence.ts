// SPDX-License-Identifier: Apache-2.0
import {
  CompactRange,
  frontierFromTiles,
  frontierTiles,
  growTiles,
  sameBytes,
  signCheckpoint,
  type Tile,
  type TileReader,
} from '@yakusoku/core/ledger'
import { inOrganisation, type Database, type Tx } from '../database/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256 } from './append.ts'
import { signing, type SigningTree } from './signing.ts'
import {
  insertLeaves,
  newestCheckpoint,
  noteDamage,
  notePromises,
  saveCheckpoint,
  saveTiles,
  setSize,
  takePending,
  tiles,
  tree,
} from './store.ts'

const batch = 10_000

/** Why nothing more is numbered: the stored tree is not the one that was signed last. */
class TreeAltered extends Error {
  override readonly name = 'TreeAltered'
  readonly code = 'ledger.tree-altered'
  readonly size: number

  constructor(organisation: string, size: number) {
    super(`the stored tree of ${organisation} is not the one it signed last`)
    this.size = size
  }
}

/**
 * Numbers the committed facts of an organisation, grows its tree and signs the new head, in one transaction.
 * The tree's row lock makes it the only sequencer; a crash leaves the facts pending for the next one.
 * A tree that is not the one signed last is never signed on, because nobody could take the new head back: its facts
 * stay pending, and the ledger is shown as damaged. Returns how many facts got a number.
 */
export async function sequence(
  db: Database,
  vault: Vault,
  clock: Clock,
  organisation: string,
): Promise<number> {
  try {
    return await inOrganisation(db, organisation, (tx) => numberPending(tx, vault, clock, organisation))
  } catch (error) {
    if (error instanceof TreeAltered)
      await inOrganisation(db, organisation, (tx) =>
        noteDamage(tx, organisation, { leafIndex: error.size, code: 'root-differs' }),
      )
    throw error
  }
}

async function numberPending(tx: Tx, vault: Vault, clock: Clock, organisation: string): Promise<number> {
  const row = await tree(tx, organisation, 'sequence')
  if (row === undefined) return 0
  const taken = await takePending(tx, organisation, batch)
  if (taken.length === 0) return 0
  const signer = await signing(vault, tx, organisation, row)
  const { edge, read } = await signedEdge(tx, organisation, signer)
  const facts = taken.flatMap((lot) => lot.factIds)
  await insertLeaves(tx, organisation, row.size, facts)
  await notePromises(tx, organisation, new Map(taken.flatMap((lot) => Object.entries(lot.newest))))
  const leaves = taken.flatMap((lot) => lot.leafHashes)
  await grow(tx, organisation, read, row.size, leaves)
  for (const leaf of leaves) edge.append(leaf)
  const size = row.size + facts.length
  await setSize(tx, organisation, size)
  const head = { origin: row.origin, size, root: edge.root() }
  const note = signCheckpoint(head, signer.key, signer.sign)
  await saveCheckpoint(tx, organisation, size, note, clock.now().toString())
  return facts.length
}

/** The right edge of the stored tree, once it leads to the head that was signed last. */
async function signedEdge(tx: Tx, organisation: string, { row: { size }, signed }: SigningTree) {
  const read = await tileReader(tx, organisation, frontierTiles(size))
  const frontier = frontierFromTiles(size, read, sha256)
  const edge = frontier.ok ? CompactRange.from(size, frontier.value, sha256) : null
  const note = (await newestCheckpoint(tx, organisation))?.note
  const last = note === undefined ? undefined : signed(note)
  const root = edge?.root()
  const fits = note === undefined ? size === 0 : last?.size === size && root && sameBytes(last.root, root)
  if (edge === null || !fits) throw new TreeAltered(organisation, size)
  return { edge, read }
}

async function grow(
  tx: Tx,
  organisation: string,
  read: TileReader,
  from: number,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const written = growTiles(from, leaves, read, sha256)
  if (!written.ok) throw new TreeAltered(organisation, from)
  await saveTiles(
    tx,
    organisation,
    written.value.map(({ tile, bytes }) => ({ level: Number(tile.level), index: tile.index, hashes: bytes })),
  )
}

/** Reads the given tiles and hands them out as a tree of any earlier size saw them. */
export async function tileReader(tx: Tx, organisation: string, wanted: readonly Tile[]): Promise<TileReader> {
  const places = wanted.map((tile) => ({ level: Number(tile.level), index: tile.index }))
  const found = places.length === 0 ? [] : await tiles(tx, organisation, places)
  const byPlace = new Map(found.map((row) => [`${row.level}:${row.index}`, row.hashes]))
  return (tile) => byPlace.get(`${tile.level}:${tile.index}`)?.subarray(0, tile.width * 32)
}
