// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameBytes } from './encoding.ts'
import { consistencyRanges, inclusionRanges, leafHash, nodesOf, proofHashes } from './merkle.ts'
import { CompactRange } from './range.ts'
import {
  consistencyFromTiles,
  consistencyTiles,
  encodeEntryBundle,
  frontierFromTiles,
  frontierTiles,
  growTiles,
  inclusionFromTiles,
  inclusionTiles,
  parseEntryBundle,
  parseTilePath,
  tileAt,
  tilePath,
} from './tiles.ts'
import type { Tile, TileReader } from './tiles.ts'

const leaves = Array.from({ length: 1500 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
const nodes = nodesOf(leaves)

// Grows a store of tiles in the given steps, as a sequencer would.
function grow(steps: readonly number[]): { size: number; store: Map<string, Uint8Array>; read: TileReader } {
  const store = new Map<string, Uint8Array>()
  const read: TileReader = (tile) => store.get(tilePath(tile))
  let size = 0
  for (const step of steps) {
    const grown = growTiles(size, leaves.slice(size, size + step), read)
    if (!grown.ok) throw new Error(grown.problem.code)
    for (const { tile, bytes } of grown.value) store.set(tilePath(tile), bytes)
    size += step
  }
  return { size, store, read }
}

const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }).map((all) => {
  let rest = leaves.length
  return all.map((step) => {
    const taken = Math.min(step, rest)
    rest -= taken
    return taken
  })
})

describe('tile paths', () => {
  test.each([
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 2, index: 5, width: 112 }, 'tile/2/005.p/112'],
    [{ level: 'entries', index: 273, width: 1 }, 'tile/entries/273.p/1'],
    [{ level: 63, index: 1000, width: 255 }, 'tile/63/x001/000.p/255'],
  ] satisfies [Tile, string][])('print and read %o as %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path)
    expect(parseTilePath(path)).toEqual(tile)
  })

  test.each([
    'tile/0/x000/001',
    'tile/0/1',
    'tile/0/0001',
    'tile/00/001',
    'tile/64/001',
    'tile/-1/001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/08',
    'tile/0/x001',
    'tile/0/001/002',
    '/tile/0/001',
    'tile/0/001\n',
    'tile/entry/001',
  ])('are refused when they are %j', (path) => {
    expect(parseTilePath(path)).toBeNull()
  })
})

describe('tiles', { timeout: 60_000 }, () => {
  test('of a tree of 70,000 are those of the specification', () => {
    expect(tileAt(0, 272, 70_000)).toEqual({ level: 0, index: 272, width: 256 })
    expect(tileAt(0, 273, 70_000)).toEqual({ level: 0, index: 273, width: 112 })
    expect(tileAt(1, 0, 70_000)).toEqual({ level: 1, index: 0, width: 256 })
    expect(tileAt(1, 1, 70_000)).toEqual({ level: 1, index: 1, width: 17 })
    expect(tileAt(2, 0, 70_000)).toEqual({ level: 2, index: 0, width: 1 })
    expect(tileAt(3, 0, 70_000)).toBeNull()
    expect(tileAt(0, 1, 256)).toBeNull()
    expect(tileAt(1, 0, 256)).toEqual({ level: 1, index: 0, width: 1 })
  })

  test('grown in any steps are the same as grown at once, every tile of the size being there', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { size, store } = grow(all)
        const { store: once } = grow([size])
        for (const [path, bytes] of once)
          expect(sameBytes(store.get(path) ?? new Uint8Array(), bytes), path).toBe(true)
        for (let level = 0; level < 3; level++) {
          for (let index = 0; ; index++) {
            const tile = tileAt(level, index, size)
            if (tile === null) break
            expect(store.has(tilePath(tile))).toBe(true)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  test('give the same proofs and frontier as the tree, out of the tiles that were announced', () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (all, first, second) => {
        const { size, store } = grow(all)
        fc.pre(size > 0)
        const [index, from] = [first % size, second % (size + 1)]
        const announced = new Set<string>()
        const read: TileReader = (tile) =>
          announced.has(tilePath(tile)) ? store.get(tilePath(tile)) : undefined
        const announce = (tiles: readonly Tile[]) => {
          announced.clear()
          for (const tile of tiles) announced.add(tilePath(tile))
        }
        announce(inclusionTiles(index, size))
        expect(inclusionFromTiles(index, size, read)).toEqual({
          ok: true,
          value: proofHashes(inclusionRanges(index, size), nodes),
        })
        announce(consistencyTiles(from, size))
        expect(consistencyFromTiles(from, size, read)).toEqual({
          ok: true,
          value: proofHashes(consistencyRanges(from, size), nodes),
        })
        const range = new CompactRange()
        for (const leaf of leaves.slice(0, size)) range.append(leaf)
        announce(frontierTiles(size))
        expect(frontierFromTiles(size, read)).toEqual({ ok: true, value: range.frontier() })
      }),
      { numRuns: 40 },
    )
  })

  test('that are missing or cut short are a problem, not a wrong proof', () => {
    const { size, store } = grow([700])
    const none: TileReader = () => undefined
    const short: TileReader = (tile) => store.get(tilePath(tile))?.subarray(32)
    for (const read of [none, short]) {
      expect(inclusionFromTiles(3, size, read)).toMatchObject({
        ok: false,
        problem: { code: 'tile-missing' },
      })
      expect(consistencyFromTiles(300, size, read).ok).toBe(false)
      expect(frontierFromTiles(size, read).ok).toBe(false)
      expect(growTiles(size, leaves.slice(700, 710), read).ok).toBe(false)
    }
    expect(inclusionFromTiles(700, 700, none).ok).toBe(false)
  })
})

describe('entry bundles', () => {
  test('hold the entries behind their lengths and give them back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (entries) => {
        const bundle = encodeEntryBundle(entries)
        expect(bundle.ok && parseEntryBundle(bundle.value)).toEqual(entries)
        if (bundle.ok && bundle.value.length > 0) {
          const whole = parseEntryBundle(bundle.value.subarray(0, -1))
          expect(whole === null || whole.length < entries.length).toBe(true)
        }
      }),
    )
    const bundle = encodeEntryBundle([new Uint8Array(300).fill(1)])
    expect(bundle.ok && [...bundle.value.subarray(0, 3)]).toEqual([1, 44, 1])
    expect(encodeEntryBundle([new Uint8Array(65_536)])).toMatchObject({
      ok: false,
      problem: { code: 'entry-too-long' },
    })
    expect(encodeEntryBundle([new Uint8Array(65_535)]).ok).toBe(true)
  })
})
