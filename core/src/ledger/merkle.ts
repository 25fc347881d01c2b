// SPDX-License-Identifier: Apache-2.0
import { sameBytes } from './encoding.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'

/** Part of a tree: the leaves from `start` up to, not including, `end`. */
export type LeafRange = { start: number; end: number }

/** The hash of the perfect subtree number `index` of height `level`; level 0 is a leaf hash. */
export type NodeReader = (level: number, index: number) => Uint8Array | undefined

/** Hash of a leaf: SHA-256 over 0x00 and the entry (RFC 6962 section 2.1). */
export function leafHash(entry: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length)
  bytes.set(entry, 1)
  return sha256(bytes)
}

/** Hash of an inner node: SHA-256 over 0x01 and its two children (RFC 6962 section 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  const bytes = new Uint8Array(65)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 33)
  return sha256(bytes)
}

/** The root of the empty tree: SHA-256 of nothing. */
export function emptyRoot(sha256: Sha256 = defaultSha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** Root of the tree over these leaf hashes, by the recursive definition of RFC 6962 section 2.1. */
export function rootOf(leaves: readonly Uint8Array[], sha256: Sha256 = defaultSha256): Uint8Array {
  const [only] = leaves
  if (only === undefined) return emptyRoot(sha256)
  if (leaves.length === 1) return only
  const k = split(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, k), sha256), rootOf(leaves.slice(k), sha256), sha256)
}

/** The subtrees whose hashes prove that leaf `index` is in the tree of `size` leaves, in proof order (RFC 9162 2.1.3). */
export function inclusionRanges(index: number, size: number): LeafRange[] | null {
  if (!isSize(index) || !isSize(size) || index >= size) return null
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const k = start + split(end - start)
    ranges.push(index < k ? { start: k, end } : { start, end: k })
    if (index < k) end = k
    else start = k
  }
  return ranges.toReversed()
}

/** The subtrees whose hashes prove that the tree of `from` leaves is the beginning of that of `to` (RFC 9162 2.1.4). */
export function consistencyRanges(from: number, to: number): LeafRange[] | null {
  if (!isSize(from) || !isSize(to) || from > to) return null
  if (from === 0) return []
  const ranges: LeafRange[] = []
  let start = 0
  let end = to
  while (from !== end) {
    const k = start + split(end - start)
    ranges.push(from <= k ? { start: k, end } : { start, end: k })
    if (from <= k) end = k
    else start = k
  }
  // The old tree itself needs no hash when it is a complete left subtree: the verifier has its root.
  if (start > 0) ranges.push({ start, end })
  return ranges.toReversed()
}

/** The perfect subtrees a range falls into, from the left, each smaller than the one before. */
export function perfectSubtrees({ start, end }: LeafRange): { level: number; index: number }[] {
  const subtrees: { level: number; index: number }[] = []
  let at = start
  while (at < end) {
    let level = 0
    while (2 ** (level + 1) <= end - at) level++
    subtrees.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return subtrees
}

/** Root of a range of leaves from the hashes of perfect subtrees; undefined when one cannot be read. */
export function rangeHash(
  range: LeafRange,
  read: NodeReader,
  sha256: Sha256 = defaultSha256,
): Uint8Array | undefined {
  const hashes = perfectSubtrees(range).map(({ level, index }) => read(level, index))
  let root: Uint8Array | undefined
  for (const hash of hashes.toReversed()) {
    if (hash === undefined) return undefined
    root = root === undefined ? hash : nodeHash(hash, root, sha256)
  }
  return root ?? emptyRoot(sha256)
}

/** The hashes of an inclusion or consistency proof; null when a range is impossible or a node unreadable. */
export function proofHashes(
  ranges: LeafRange[] | null,
  read: NodeReader,
  sha256?: Sha256,
): Uint8Array[] | null {
  const hashes = (ranges ?? []).map((range) => rangeHash(range, read, sha256))
  return ranges === null || hashes.includes(undefined) ? null : (hashes as Uint8Array[])
}

/** A reader of nodes over leaf hashes held in memory: for tests, receipts and small trees. */
export function nodesOf(leaves: readonly Uint8Array[], sha256?: Sha256): NodeReader {
  return (level, index) => {
    const width = 2 ** level
    const part = leaves.slice(index * width, (index + 1) * width)
    return part.length === width ? rootOf(part, sha256) : undefined
  }
}

/** A leaf's place in a tree and the way from it to the root. */
export type Inclusion = {
  leaf: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}

/** Whether the proof leads from the leaf hash to the root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(inclusion: Inclusion, sha256: Sha256 = defaultSha256): boolean {
  const { leaf, index, size, proof, root } = inclusion
  if (!isSize(index) || !isSize(size) || index >= size) return false
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (sn === 0 || sibling.length !== 32) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash, sha256)
      while (fn !== 0 && fn % 2 === 0) [fn, sn] = [fn / 2, half(sn)]
    } else {
      hash = nodeHash(hash, sibling, sha256)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(hash, root)
}

/** Two sizes of one tree with their roots and the proof that the first is the beginning of the second. */
export type Consistency = {
  from: number
  to: number
  fromRoot: Uint8Array
  toRoot: Uint8Array
  proof: readonly Uint8Array[]
}

/** Whether the tree of `from` leaves is the beginning of the tree of `to` leaves (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(consistency: Consistency, sha256: Sha256 = defaultSha256): boolean {
  const { from, to, fromRoot, toRoot, proof } = consistency
  if (!isSize(from) || !isSize(to) || from > to) return false
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, toRoot)
  if (from === 0) return proof.length === 0 && sameBytes(fromRoot, emptyRoot(sha256))
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof
  if (first === undefined || [first, ...rest].some((hash) => hash.length !== 32)) return false
  let [fn, sn, fr, sr] = [from - 1, to - 1, first, first]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr, sha256)
      sr = nodeHash(hash, sr, sha256)
      while (fn !== 0 && fn % 2 === 0) [fn, sn] = [fn / 2, half(sn)]
    } else {
      sr = nodeHash(sr, hash, sha256)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && sameBytes(fr, fromRoot) && sameBytes(sr, toRoot)
}

/** Whether a number can be a tree size or leaf index. */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

// The largest power of two below n (RFC 6962 writes it k).
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

function isPowerOfTwo(n: number): boolean {
  return 2 ** Math.round(Math.log2(n)) === n
}

function half(n: number): number {
  return Math.floor(n / 2)
}
