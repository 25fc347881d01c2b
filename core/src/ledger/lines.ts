// SPDX-License-Identifier: Apache-2.0
import { maximumLineBytes } from './format.ts'

/** Receives the lines: `bytes.subarray(start, end)` without the newline, valid until `release`. */
export type LineSink = {
  line(bytes: Uint8Array, start: number, end: number): void
  overlong(): void
  /** The bytes are about to be overwritten by the next ones: copy what must be kept. */
  release(): void
}

/**
 * Cuts a stream of chunks of any size into lines, in memory bounded by the longest line allowed. A line that lies
 * within a chunk is handed on where it lies; only one that is cut by a chunk's end is put together here.
 */
export class LineSplitter {
  readonly #sink: LineSink
  #carry: Uint8Array | null = null
  #length = 0
  #skipping = false

  constructor(sink: LineSink) {
    this.#sink = sink
  }

  /** Takes the next bytes of the stream; a sink may borrow a byte of them until this returns. */
  push(chunk: Uint8Array): void {
    // One kind of array from here on keeps the engine's code for reading lines specialised.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
    let start = 0
    // indexOf is the chunk's own: on Node's Buffer it is several times faster than on a plain Uint8Array.
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#line(bytes, start, end)
      start = end + 1
    }
    this.#sink.release()
    if (start < chunk.length) this.#keep(bytes.subarray(start))
  }

  /** Bytes after the last newline: a whole file leaves none. */
  rest(): Uint8Array {
    return this.#carry === null ? new Uint8Array(0) : this.#carry.slice(0, this.#length)
  }

  /** Whether the next byte begins a line. */
  get atLineStart(): boolean {
    return this.#length === 0 && !this.#skipping
  }

  #line(chunk: Uint8Array, start: number, end: number): void {
    if (this.#skipping) this.#skipping = false
    else if (this.#length + end - start > maximumLineBytes) this.#sink.overlong()
    else if (this.#carry === null || this.#length === 0) this.#sink.line(chunk, start, end)
    else {
      this.#carry.set(chunk.subarray(start, end), this.#length)
      this.#sink.line(this.#carry, 0, this.#length + end - start)
      this.#sink.release()
    }
    this.#length = 0
  }

  #keep(piece: Uint8Array): void {
    if (this.#skipping) return
    if (this.#length + piece.length > maximumLineBytes) {
      this.#sink.overlong()
      this.#skipping = true
      this.#length = 0
      return
    }
    this.#carry ??= new Uint8Array(maximumLineBytes)
    this.#carry.set(piece, this.#length)
    this.#length += piece.length
  }
}
