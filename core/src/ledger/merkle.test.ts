// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from './encoding.ts'
import {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  leafHash,
  nodeHash,
  nodesOf,
  proofHashes,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
import type { NodeReader } from './merkle.ts'
import { CompactRange } from './range.ts'

// The reference vectors of Certificate Transparency (RFC 6962), as its implementations publish them.
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = entries.map((hex) => leafHash(Buffer.from(hex, 'hex')))
const nodes = nodesOf(leaves)

function hexes(hashes: readonly Uint8Array[] | null): string[] | undefined {
  return hashes?.map(toHex)
}

// Leaves of the large trees of the properties, with every perfect subtree's hash computed once.
const many = Array.from({ length: 600 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))
const known = new Map<string, Uint8Array>()
const manyNodes: NodeReader = (level, index) => {
  if (level === 0) return many[index]
  const key = `${level}/${index}`
  const [left, right] = [2 * index, 2 * index + 1].map(
    (child) => known.get(key) ?? manyNodes(level - 1, child),
  )
  const hash = known.get(key) ?? (left && right && nodeHash(left, right))
  if (hash) known.set(key, hash)
  return hash
}
const manyRoots = Array.from({ length: 601 }, (_, size) => rootOf(many.slice(0, size)))

describe('the RFC 6962 tree', { timeout: 60_000 }, () => {
  test.each(roots.map((root, size) => [size, root] as const))(
    'has the published root of %i leaves',
    (size, root) => {
      expect(toHex(rootOf(leaves.slice(0, size)))).toBe(root)
      const range = new CompactRange()
      for (const hex of entries.slice(0, size)) range.appendEntry(Buffer.from(hex, 'hex'))
      expect(toHex(range.root())).toBe(root)
    },
  )

  test('gives the published inclusion proofs', () => {
    expect(hexes(proofHashes(inclusionRanges(0, 8), nodes))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(hexes(proofHashes(inclusionRanges(5, 8), nodes))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(hexes(proofHashes(inclusionRanges(2, 3), nodes))).toEqual([roots[2]])
  })

  test('gives the published consistency proofs', () => {
    expect(hexes(proofHashes(consistencyRanges(1, 8), nodes))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(hexes(proofHashes(consistencyRanges(6, 8), nodes))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(hexes(proofHashes(consistencyRanges(2, 5), nodes))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })

  test('has no proof for a leaf that is not there or a tree that shrinks', () => {
    expect(inclusionRanges(8, 8)).toBeNull()
    expect(inclusionRanges(-1, 8)).toBeNull()
    expect(inclusionRanges(0.5, 8)).toBeNull()
    expect(consistencyRanges(9, 8)).toBeNull()
    expect(proofHashes(inclusionRanges(0, 9), nodes)).toBeNull()
  })

  test('accepts only the empty proof between the empty tree and any other', () => {
    const [fromRoot, toRoot] = [emptyRoot(), rootOf(leaves)]
    expect(verifyConsistency({ from: 0, to: 8, fromRoot, toRoot, proof: [] })).toBe(true)
    expect(verifyConsistency({ from: 0, to: 8, fromRoot, toRoot, proof: [toRoot] })).toBe(false)
    expect(verifyConsistency({ from: 0, to: 8, fromRoot: toRoot, toRoot, proof: [] })).toBe(false)
    expect(verifyConsistency({ from: 8, to: 8, fromRoot: toRoot, toRoot, proof: [] })).toBe(true)
  })

  test('proves every leaf of every tree up to 130 leaves', () => {
    for (let size = 1; size <= 130; size++) {
      for (let index = 0; index < size; index++) {
        const proof = proofHashes(inclusionRanges(index, size), manyNodes) ?? []
        const [leaf, root] = [many[index] as Uint8Array, manyRoots[size] as Uint8Array]
        if (!verifyInclusion({ leaf, index, size, proof, root })) expect.fail(`leaf ${index} of ${size}`)
      }
    }
  })

  test('proves every tree up to 130 leaves to be the beginning of every larger one', () => {
    for (let to = 0; to <= 130; to++) {
      for (let from = 0; from <= to; from++) {
        const proof = proofHashes(consistencyRanges(from, to), manyNodes) ?? []
        const [fromRoot, toRoot] = [manyRoots[from] as Uint8Array, manyRoots[to] as Uint8Array]
        if (!verifyConsistency({ from, to, fromRoot, toRoot, proof })) expect.fail(`${from} to ${to}`)
      }
    }
  })

  test('refuses a proof of another leaf, another place, another size or with a flipped bit', () => {
    const place = fc
      .integer({ min: 2, max: 600 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(599), fc.nat(), fc.nat(7)))
    fc.assert(
      fc.property(place, ([size, index, other, byte, bit]) => {
        const proof = proofHashes(inclusionRanges(index, size), manyNodes) ?? []
        const genuine = {
          leaf: many[index] as Uint8Array,
          index,
          size,
          proof,
          root: manyRoots[size] as Uint8Array,
        }
        expect(verifyInclusion(genuine)).toBe(true)
        if (other !== index) {
          expect(verifyInclusion({ ...genuine, leaf: many[other] as Uint8Array })).toBe(false)
          expect(verifyInclusion({ ...genuine, index: other })).toBe(false)
        }
        if (other + 1 !== size)
          expect(verifyInclusion({ ...genuine, root: manyRoots[other + 1] as Uint8Array })).toBe(false)
        expect(verifyInclusion({ ...genuine, proof: flipped(proof, byte, bit) })).toBe(false)
        expect(verifyInclusion({ ...genuine, proof: proof.slice(1) })).toBe(false)
        expect(verifyInclusion({ ...genuine, proof: [...proof, many[0] as Uint8Array] })).toBe(false)
      }),
    )
  })

  test('refuses a consistency proof of other roots, with a flipped bit, too short or too long', () => {
    const sizes = fc
      .integer({ min: 2, max: 600 })
      .chain((to) =>
        fc.tuple(fc.integer({ min: 1, max: to - 1 }), fc.constant(to), fc.nat(600), fc.nat(), fc.nat(7)),
      )
    fc.assert(
      fc.property(sizes, ([from, to, other, byte, bit]) => {
        const proof = proofHashes(consistencyRanges(from, to), manyNodes) ?? []
        const genuine = {
          from,
          to,
          fromRoot: manyRoots[from] as Uint8Array,
          toRoot: manyRoots[to] as Uint8Array,
          proof,
        }
        expect(verifyConsistency(genuine)).toBe(true)
        const root = manyRoots[other] as Uint8Array
        if (other !== from) expect(verifyConsistency({ ...genuine, fromRoot: root })).toBe(false)
        if (other !== to) expect(verifyConsistency({ ...genuine, toRoot: root })).toBe(false)
        expect(verifyConsistency({ ...genuine, proof: flipped(proof, byte, bit) })).toBe(false)
        expect(verifyConsistency({ ...genuine, proof: proof.slice(0, -1) })).toBe(false)
        expect(verifyConsistency({ ...genuine, proof: [...proof, root] })).toBe(false)
      }),
    )
  })
})

describe('the compact range', { timeout: 60_000 }, () => {
  test('has the root of the whole tree at every size, and resumes from its frontier', () => {
    let range = new CompactRange()
    for (const [i, leaf] of many.entries()) {
      expect(toHex(range.root())).toBe(toHex(manyRoots[i] as Uint8Array))
      const resumed = CompactRange.from(i, range.frontier())
      expect(resumed?.size).toBe(i)
      range = i % 3 === 0 && resumed !== null ? resumed : range.clone()
      range.append(leaf)
    }
    expect(toHex(range.root())).toBe(toHex(manyRoots[600] as Uint8Array))
  })

  test('uses the allocation-free hash where there is one', () => {
    let calls = 0
    const sha256 = Object.assign((bytes: Uint8Array) => leafHash(bytes), {
      into: (bytes: Uint8Array, target: Uint8Array, offset: number) => {
        calls++
        target.set(nodeHash(bytes.subarray(1, 33), bytes.subarray(33)), offset)
      },
    })
    const range = new CompactRange(sha256)
    for (const leaf of many.slice(0, 64)) range.append(leaf)
    expect(calls).toBe(63)
    expect(toHex(range.root())).toBe(toHex(manyRoots[64] as Uint8Array))
  })

  test('refuses a frontier that is not that of its size', () => {
    expect(CompactRange.from(3, [many[0] as Uint8Array])).toBeNull()
    expect(CompactRange.from(2, [many[0] as Uint8Array, many[1] as Uint8Array])).toBeNull()
    expect(CompactRange.from(1, [new Uint8Array(31)])).toBeNull()
    expect(CompactRange.from(-1, [])).toBeNull()
  })
})

function flipped(proof: readonly Uint8Array[], byte: number, bit: number): Uint8Array[] {
  const at = byte % (proof.length * 32)
  return proof.map((hash, i) => {
    if (i !== Math.floor(at / 32)) return hash
    const copy = hash.slice()
    copy[at % 32] = (copy[at % 32] ?? 0) ^ (1 << bit)
    return copy
  })
}
