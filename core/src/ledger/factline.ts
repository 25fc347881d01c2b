// SPDX-License-Identifier: Apache-2.0
import type { Sha256 } from './sha256.ts'
import { hashInto } from './sha256.ts'

/** What a line that should be the next fact turned out to be. */
export type FactLine =
  | { kind: 'as-written' }
  | { kind: 'doubtful'; written: Uint8Array; index: number }
  | { kind: 'other-index'; index: number }
  | { kind: 'frame-broken' }
  | { kind: 'unreadable' }
  | { kind: 'not-a-fact' }

const hexDigits = new TextEncoder().encode('0123456789abcdef')
// The two hexadecimal digits of each byte, the first in the low bits.
const digitPair = Uint16Array.from(
  { length: 256 },
  (_, byte) => (hexDigits[byte >> 4] ?? 0) | ((hexDigits[byte & 15] ?? 0) << 8),
)
const entryStart = '{"actor"'
const asWritten: FactLine = { kind: 'as-written' }
const space = 0x20

/**
 * Reads fact lines. Where the line is what it should be, which is nearly always, nothing is allocated but a view
 * and nothing is turned into text: the frame is compared byte by byte and the entry hashed where it lies.
 */
export class FactLineReader {
  /** Leaf hash computed from the entry of the line read last. */
  readonly leaf: Uint8Array = new Uint8Array(32)
  /** Where the entry of the line read last begins. */
  entryAt = 0
  readonly #into: NonNullable<Sha256['into']>
  readonly #prefix = new Uint8Array(32)
  #prefixLength = 0
  #index = -1
  #viewed: Uint8Array = this.leaf
  #view = new DataView(this.leaf.buffer)

  constructor(sha256: Sha256) {
    this.#into = hashInto(sha256)
    this.expect(0)
  }

  /** Sets which fact comes next. */
  expect(index: number): void {
    if (index === this.#index + 1 && this.#index >= 0 && this.#countUp()) {
      this.#index = index
      return
    }
    this.#index = index
    this.#prefixLength = new TextEncoder().encodeInto(`fact ${index} `, this.#prefix).written
  }

  /** Reads `bytes.subarray(start, end)` as the expected fact; `leaf` and `entryAt` are set where it has an entry. */
  read(bytes: Uint8Array, start: number, end: number): FactLine {
    const hashAt = start + this.#prefixLength
    const entryAt = hashAt + 65
    if (entryAt > end || !this.#hasPrefix(bytes, start) || bytes[entryAt - 1] !== space) {
      return this.#readSlowly(bytes, start, end)
    }
    this.#hash(bytes, entryAt, end)
    return this.#hasHash(bytes, hashAt) ? asWritten : this.#readSlowly(bytes, start, end)
  }

  #readSlowly(bytes: Uint8Array, start: number, end: number): FactLine {
    const head = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 200)))
    const frame = /^fact (0|[1-9]\d{0,15}) ([0-9a-f]{64}) /.exec(head)
    if (frame === null) return this.#readBroken(bytes, start, end, head)
    this.#hash(bytes, start + frame[0].length, end)
    const index = Number(frame[1])
    const hex = frame[2] ?? ''
    const written = Uint8Array.from({ length: 32 }, (_, i) =>
      Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
    )
    if (written.some((byte, i) => byte !== this.leaf[i])) return { kind: 'doubtful', written, index }
    return { kind: 'other-index', index }
  }

  #readBroken(bytes: Uint8Array, start: number, end: number, head: string): FactLine {
    const at = head.indexOf(entryStart)
    if (at > 0) {
      this.#hash(bytes, start + at, end)
      return { kind: 'frame-broken' }
    }
    return head.startsWith('fact ') ? { kind: 'unreadable' } : { kind: 'not-a-fact' }
  }

  // The byte before the entry is lent for the 0x00 of RFC 6962, so that the entry need not be copied.
  #hash(bytes: Uint8Array, entryAt: number, end: number): void {
    const lent = bytes[entryAt - 1] ?? 0
    bytes[entryAt - 1] = 0
    this.#into(new Uint8Array(bytes.buffer, bytes.byteOffset + entryAt - 1, end - entryAt + 1), this.leaf, 0)
    bytes[entryAt - 1] = lent
    this.entryAt = entryAt
  }

  #hasPrefix(bytes: Uint8Array, start: number): boolean {
    for (let i = 0; i < this.#prefixLength; i++) if (bytes[start + i] !== this.#prefix[i]) return false
    return true
  }

  // Four digits at a time: this comparison runs for every fact and would otherwise cost as much as a small hash.
  #hasHash(bytes: Uint8Array, at: number): boolean {
    if (bytes !== this.#viewed) {
      this.#viewed = bytes
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    }
    const leaf = this.leaf
    const view = this.#view
    let different = 0
    for (let i = 0; i < 32; i += 2) {
      const digits =
        (digitPair[leaf[i] as number] as number) | ((digitPair[leaf[i + 1] as number] as number) << 16)
      different |= view.getInt32(at + 2 * i, true) ^ digits
    }
    return different === 0
  }

  // Counting in ASCII saves printing a number for each of a million lines.
  #countUp(): boolean {
    const last = this.#prefixLength - 2
    for (let i = last; i >= 5; i--) {
      const digit = this.#prefix[i] as number
      if (digit !== 0x39) {
        this.#prefix[i] = digit + 1
        return true
      }
      this.#prefix[i] = 0x30
    }
    return false
  }
}

/** The entry read last, copied only when the bytes it lies in are about to be overwritten. */
export class LastEntry {
  #copy: Uint8Array | null = null
  #in: Uint8Array | null = null
  #at = 0
  #end = 0

  /** The entry kept last, null before the first. */
  get bytes(): Uint8Array | null {
    return this.#copy
  }

  /** Notes where the entry read last lies. */
  note(bytes: Uint8Array, at: number, end: number): void {
    this.#in = bytes
    this.#at = at
    this.#end = end
  }

  /** Copies the entry noted last. */
  keep(): void {
    if (this.#in !== null) this.#copy = this.#in.slice(this.#at, this.#end)
    this.#in = null
  }

  /** Takes an entry another reader kept. */
  take(entry: Uint8Array): void {
    this.#copy = entry
    this.#in = null
  }
}
