// SPDX-License-Identifier: Apache-2.0
import { maximumLineBytes } from './format.ts'

/**
 * Receives the lines: `bytes.subarray(start, end)` without the newline, valid during the call. The byte before
 * `start` belongs to the splitter and the line's bytes may be overwritten.
 */
export type LineSink = {
  line(bytes: Uint8Array, start: number, end: number): void
  overlong(): void
  /** The bytes are about to be overwritten by the next ones: copy what must be kept. */
  release(): void
}

/** Cuts a stream of chunks of any size into lines, in memory bounded by the longest line allowed. */
export class LineSplitter {
  readonly #sink: LineSink
  readonly #buffer = new Uint8Array(2 * maximumLineBytes)
  #length = 0
  #searched = 0
  #skipping = false

  constructor(sink: LineSink) {
    this.#sink = sink
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      const piece = chunk.subarray(at, at + this.#buffer.length - this.#length)
      this.#buffer.set(piece, this.#length)
      this.#length += piece.length
      at += piece.length
      this.#scan()
    }
  }

  /** Bytes after the last newline: a whole file leaves none. */
  rest(): Uint8Array {
    return this.#skipping ? new Uint8Array(0) : this.#buffer.slice(0, this.#length)
  }

  #scan(): void {
    const buffer = this.#buffer
    const filled = buffer.subarray(0, this.#length)
    let start = 0
    let end = filled.indexOf(10, this.#searched)
    while (end >= 0) {
      if (this.#skipping) this.#skipping = false
      else if (end - start > maximumLineBytes) this.#sink.overlong()
      else this.#sink.line(buffer, start, end)
      start = end + 1
      end = filled.indexOf(10, start)
    }
    if (this.#length - start > maximumLineBytes) {
      if (!this.#skipping) this.#sink.overlong()
      this.#skipping = true
      start = this.#length
    }
    this.#sink.release()
    this.#length -= start
    this.#searched = this.#length
    if (start > 0) buffer.copyWithin(0, start, start + this.#length)
  }
}
