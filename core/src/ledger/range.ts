// SPDX-License-Identifier: Apache-2.0
import { emptyRoot, isSize, leafHash } from './merkle.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256, hashInto } from './sha256.ts'

// Sizes are safe integers, so no tree is higher.
const maximumLevels = 54

/**
 * A growing tree of which only the right edge is kept: O(log n) memory, one node hash a leaf on average.
 * Each level owns the 65 bytes of the node under construction (0x01, left child, right child), so that
 * appending a leaf allocates nothing.
 */
export class CompactRange {
  readonly #sha256: Sha256
  readonly #into: NonNullable<Sha256['into']>
  readonly #levels = Array.from({ length: maximumLevels }, emptyNode)
  #size = 0

  constructor(sha256: Sha256 = defaultSha256) {
    this.#sha256 = sha256
    this.#into = hashInto(sha256)
  }

  /** The range of a tree of `size` leaves from its frontier; null when the number of hashes is not that of the size. */
  static from(size: number, frontier: readonly Uint8Array[], sha256?: Sha256): CompactRange | null {
    if (!isSize(size) || frontier.some((hash) => hash.length !== 32)) return null
    const range = new CompactRange(sha256)
    const hashes = frontier.toReversed()
    for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      const hash = rest % 2 === 1 ? hashes.shift() : undefined
      if (rest % 2 === 1 && hash === undefined) return null
      if (hash !== undefined) range.#levels[level]?.set(hash, 1)
    }
    range.#size = size
    return hashes.length === 0 ? range : null
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size
  }

  /** Appends the hash of a leaf. */
  append(hash: Uint8Array): void {
    let size = this.#size++
    let node = this.#levels[0] as Uint8Array
    if (size % 2 === 0) {
      node.set(hash, 1)
      return
    }
    node.set(hash, 33)
    for (let level = 1; ; level++) {
      const above = this.#levels[level] as Uint8Array
      size = (size - 1) / 2
      const left = size % 2 === 0
      this.#into(node, above, left ? 1 : 33)
      if (left) return
      node = above
    }
  }

  /** Appends an entry: its leaf hash. */
  appendEntry(entry: Uint8Array): void {
    this.append(leafHash(entry, this.#sha256))
  }

  /** Roots of the perfect subtrees the tree consists of, the largest (leftmost) first. */
  frontier(): Uint8Array[] {
    const hashes: Uint8Array[] = []
    for (let level = 0, rest = this.#size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) hashes.push((this.#levels[level] as Uint8Array).slice(1, 33))
    }
    return hashes.toReversed()
  }

  /** Root of the tree over all leaves appended so far. */
  root(): Uint8Array {
    const node = emptyNode()
    let found = false
    for (let level = 0, rest = this.#size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue
      const left = (this.#levels[level] as Uint8Array).subarray(1, 33)
      if (found) {
        node.set(left, 1)
        this.#into(node, node, 33)
      } else node.set(left, 33)
      found = true
    }
    return found ? node.slice(33) : emptyRoot(this.#sha256)
  }

  /** An independent copy. */
  clone(): CompactRange {
    const copy = new CompactRange(this.#sha256)
    for (const [level, node] of this.#levels.entries()) copy.#levels[level]?.set(node)
    copy.#size = this.#size
    return copy
  }
}

function emptyNode(): Uint8Array {
  const node = new Uint8Array(65)
  node[0] = 1
  return node
}
