// SPDX-License-Identifier: Apache-2.0
import { concat } from './encoding.ts'
import type { LeafRange, NodeReader } from './merkle.ts'
import {
  consistencyRanges,
  inclusionRanges,
  isSize,
  nodeHash,
  perfectSubtrees,
  proofHashes,
} from './merkle.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'

/** Hashes in a full tile: tiles are eight levels high (C2SP tlog-tiles). */
export const tileWidth = 256

/** A tile: `level` 0 holds leaf hashes; `width` is 256 for a full tile, 1 to 255 for a partial one. */
export type Tile = { level: number | 'entries'; index: number; width: number }

/** Gives the stored bytes of a Merkle tile (32 bytes a hash), or undefined when there is no such tile. */
export type TileReader = (tile: Tile) => Uint8Array | undefined

/** The resource path of a tile, without the prefix: `tile/0/x001/x234/067.p/8` (C2SP tlog-tiles). */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift('x' + String(rest % 1000).padStart(3, '0'))
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`
}

/** The tile a path names, null unless the path is exactly what {@link tilePath} prints. */
export function parseTilePath(path: string): Tile | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) return null
  const level = match[1] === 'entries' ? 'entries' : Number(match[1])
  const index = Number((match[2] ?? '').replaceAll(/[x/]/g, ''))
  const width = match[3] === undefined ? tileWidth : Number(match[3])
  const tile: Tile = { level, index, width }
  const inRange = isSize(index) && (level === 'entries' || level <= 63) && width >= 1 && width <= tileWidth
  return inRange && tilePath(tile) === path ? tile : null
}

/** The tile number `index` of a level as it is in a tree of `size` leaves; null when it holds nothing then. */
export function tileAt(level: number, index: number, size: number): Tile | null {
  const hashes = Math.floor(size / tileWidth ** level)
  const width = Math.min(tileWidth, hashes - index * tileWidth)
  return width >= 1 ? { level, index, width } : null
}

/** An entry bundle: each entry after its length as a big-endian uint16 (C2SP tlog-tiles). */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Result<Uint8Array> {
  const parts: Uint8Array[] = []
  for (const [i, entry] of entries.entries()) {
    if (entry.length > 65_535) {
      return failure(
        'entry-too-long',
        `${i + 1}番目の項目が65,535バイトを超えています。`,
        `entry ${i + 1} is longer than 65,535 bytes`,
      )
    }
    parts.push(new Uint8Array([entry.length >> 8, entry.length & 255]), entry)
  }
  return success(concat(parts))
}

/** The entries of a bundle, null when the lengths do not add up. */
export function parseEntryBundle(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bundle.length) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0)
    if (at + 2 + length > bundle.length) return null
    entries.push(bundle.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  return entries
}

/** Reads any node of a tree of `size` leaves out of its tiles, hashing within a tile where needed. */
export function nodesFromTiles(size: number, read: TileReader, sha256: Sha256 = defaultSha256): NodeReader {
  return (level, index) => {
    const inTile = level % 8
    const first = index * 2 ** inTile
    const tile = tileAt(Math.floor(level / 8), Math.floor(first / tileWidth), size)
    const bytes = tile === null ? undefined : read(tile)
    if (tile === null || bytes?.length !== tile.width * 32) return undefined
    const offset = (first % tileWidth) * 32
    const hashes = bytes.subarray(offset, offset + 32 * 2 ** inTile)
    return hashes.length === 32 * 2 ** inTile ? foldPairs(hashes, sha256) : undefined
  }
}

/** The tiles that {@link inclusionFromTiles} will ask for: fetch them first where reading is asynchronous. */
export function inclusionTiles(index: number, size: number): Tile[] {
  return tilesOf(inclusionRanges(index, size) ?? [], size)
}

/** The tiles that {@link consistencyFromTiles} will ask for. */
export function consistencyTiles(from: number, to: number): Tile[] {
  return tilesOf(consistencyRanges(from, to) ?? [], to)
}

/** The tiles that {@link frontierFromTiles} will ask for. */
export function frontierTiles(size: number): Tile[] {
  return tilesOf([{ start: 0, end: size }], size)
}

/** The inclusion proof of a leaf, built from tiles. */
export function inclusionFromTiles(
  index: number,
  size: number,
  read: TileReader,
  sha256?: Sha256,
): Result<Uint8Array[]> {
  return proofResult(proofHashes(inclusionRanges(index, size), nodesFromTiles(size, read, sha256), sha256))
}

/** The consistency proof between two sizes, built from the tiles of the larger. */
export function consistencyFromTiles(
  from: number,
  to: number,
  read: TileReader,
  sha256?: Sha256,
): Result<Uint8Array[]> {
  return proofResult(proofHashes(consistencyRanges(from, to), nodesFromTiles(to, read, sha256), sha256))
}

/** The frontier of the tree of `size` leaves (see CompactRange.from), read from its tiles. */
export function frontierFromTiles(size: number, read: TileReader, sha256?: Sha256): Result<Uint8Array[]> {
  const node = nodesFromTiles(size, read, sha256)
  const hashes = perfectSubtrees({ start: 0, end: size }).map(({ level, index }) => node(level, index))
  return proofResult(hashes.includes(undefined) ? null : (hashes as Uint8Array[]))
}

/** A tile with its bytes: 32 a hash. */
export type WrittenTile = { tile: Tile; bytes: Uint8Array }

/**
 * The tiles that are new or changed when leaf hashes are appended to a tree of `from` leaves; `read` gives the
 * partial tiles at the old right edge. Partial tiles are those of the new size only: of a size between nothing was signed.
 */
export function growTiles(
  from: number,
  leaves: readonly Uint8Array[],
  read: TileReader,
  sha256: Sha256 = defaultSha256,
): Result<WrittenTile[]> {
  const written: WrittenTile[] = []
  let added: Uint8Array[] = [...leaves]
  for (let level = 0, count = from; added.length > 0; level++, count = Math.floor(count / tileWidth)) {
    const index = Math.floor(count / tileWidth)
    const edge = count % tileWidth
    const old = edge === 0 ? new Uint8Array(0) : read({ level, index, width: edge })
    if (old?.length !== edge * 32) return unreadable
    const hashes = concat([old, ...added])
    added = []
    for (let at = 0; at < hashes.length; at += tileWidth * 32) {
      const bytes = hashes.slice(at, at + tileWidth * 32)
      const width = bytes.length / 32
      written.push({ tile: { level, index: index + at / (tileWidth * 32), width }, bytes })
      if (width === tileWidth) added.push(foldPairs(bytes, sha256))
    }
  }
  return success(written)
}

const unreadable = failure(
  'tile-missing',
  '必要なタイルがないか、大きさが違います。台帳の格納領域を確かめてください。',
  'a tile that is needed is missing or has the wrong length; check the storage of the ledger',
)

function proofResult(hashes: Uint8Array[] | null): Result<Uint8Array[]> {
  return hashes === null ? unreadable : success(hashes)
}

function tilesOf(ranges: readonly LeafRange[], size: number): Tile[] {
  const tiles = new Map<string, Tile>()
  for (const { level, index } of ranges.flatMap((range) => perfectSubtrees(range))) {
    const tile = tileAt(Math.floor(level / 8), Math.floor((index * 2 ** (level % 8)) / tileWidth), size)
    if (tile !== null) tiles.set(tilePath(tile), tile)
  }
  return [...tiles.values()]
}

function foldPairs(hashes: Uint8Array, sha256: Sha256): Uint8Array {
  let row: Uint8Array[] = []
  for (let at = 0; at < hashes.length; at += 32) row.push(hashes.slice(at, at + 32))
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i + 1 < row.length; i += 2)
      above.push(nodeHash(row[i] as Uint8Array, row[i + 1] as Uint8Array, sha256))
    row = above
  }
  return row[0] as Uint8Array
}
