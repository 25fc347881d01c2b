// SPDX-License-Identifier: Apache-2.0
import { sameBytes } from './encoding.ts'
import { CompactRange } from './range.ts'
import type { Sha256 } from './sha256.ts'

/** How a signed root judged the facts since the one before: as written, as recomputed, or not at all. */
export type Verdict = { facts: 'proven' | 'proven-recomputed' | 'not-proven'; frontierFits: boolean }

/**
 * The tree a verifier grows from what it reads. After a line whose content and hash disagree it grows two: one
 * believes the written hashes, the other the contents; the next signed root tells which was right. When neither
 * is, the checkpoint's frontier, if it leads to the signed root, lets the facts behind it be judged on their own.
 */
export class ReadTree {
  readonly #sha256: Sha256
  #main: CompactRange | null
  #recomputed: CompactRange | null = null
  #size = 0

  constructor(sha256: Sha256) {
    this.#sha256 = sha256
    this.#main = new CompactRange(sha256)
  }

  /** Number of facts read, or stated by the last checkpoint and read since. */
  get size(): number {
    return this.#size
  }

  /** A fact whose leaf hash is certain. */
  append(leaf: Uint8Array): void {
    this.#size++
    if (this.#main !== null) this.#main.append(leaf)
    if (this.#recomputed !== null) this.#recomputed.append(leaf)
  }

  /** A fact whose written leaf hash is not that of its content. */
  appendDoubtful(written: Uint8Array, recomputed: Uint8Array): void {
    this.#size++
    this.#recomputed ??= this.#main?.clone() ?? null
    this.#main?.append(written)
    this.#recomputed?.append(recomputed)
  }

  /** Facts are missing or cannot be read: nothing is known until a checkpoint's frontier. */
  lose(size: number): void {
    this.#size = size
    this.#main = null
    this.#recomputed = null
  }

  /** Roots this tree may have now; none when facts were lost. */
  roots(): Uint8Array[] {
    return [this.#main, this.#recomputed].filter((range) => range !== null).map((range) => range.root())
  }

  /** Judges the facts so far by a signed root, and goes on from there. */
  settle(size: number, root: Uint8Array, frontier: readonly Uint8Array[] | null): Verdict {
    const candidates = [this.#main, this.#recomputed]
    const match = candidates.find((range) => range?.size === size && sameBytes(range.root(), root)) ?? null
    const facts = match === null ? 'not-proven' : match === this.#main ? 'proven' : 'proven-recomputed'
    const stated = match === null ? this.#fromFrontier(size, root, frontier) : match
    const frontierFits = stated !== null && (match === null || sameHashes(match.frontier(), frontier))
    this.#main = stated
    this.#recomputed = null
    this.#size = size
    return { facts, frontierFits }
  }

  #fromFrontier(size: number, root: Uint8Array, frontier: readonly Uint8Array[] | null): CompactRange | null {
    const range = frontier === null ? null : CompactRange.from(size, frontier, this.#sha256)
    return range !== null && sameBytes(range.root(), root) ? range : null
  }
}

function sameHashes(mine: readonly Uint8Array[], stated: readonly Uint8Array[] | null): boolean {
  return stated?.length === mine.length && mine.every((hash, i) => sameBytes(hash, stated[i] as Uint8Array))
}
