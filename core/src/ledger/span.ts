// SPDX-License-Identifier: Apache-2.0
import type { CheckpointLine } from './checkpointline.ts'
import { readCheckpointLine, readHashedLine } from './checkpointline.ts'
import { FactLineReader, LastEntry } from './factline.ts'
import { LineSplitter } from './lines.ts'
import type { VerifyEd25519 } from './note.ts'
import { defaultVerifyEd25519, parseVkey } from './note.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'
import { ReadTree } from './tree.ts'

/** Whose ledger an export says it is: the log's name, and its key as a vkey. */
export type LogName = { origin: string; vkey: string }

/**
 * A stretch of an export, from one checkpoint line to another, both included, in which nothing is wrong: granted the
 * first checkpoint, the last follows. Plain data, so that it can come from another thread.
 */
export type ProvenSpan = {
  log: LogName
  from: { size: number; root: Uint8Array }
  to: { size: number; root: Uint8Array; frontier: Uint8Array[] }
  /** Lines after the first. */
  lines: number
  /** Checkpoints after the first. */
  checkpoints: number
  /** The entries of the first and the last fact, null when there is no fact. */
  firstEntry: Uint8Array | null
  lastEntry: Uint8Array | null
}

/** A span in progress: push its bytes in chunks of any size, then finish once; null where anything is odd. */
export type SpanVerifier = { push(chunk: Uint8Array): SpanVerifier; finish(): ProvenSpan | null }

/**
 * Starts the verification of one span, so that several can be verified at once; {@link Verifier.leap} joins them. It
 * only says yes or no: what is wrong, and where, a verifier finds that reads the span behind what precedes it.
 */
export function createSpanVerifier(
  log: LogName,
  primitives: { sha256?: Sha256; verifyEd25519?: VerifyEd25519 } = {},
): SpanVerifier {
  return new LineByLine(log, primitives)
}

const letterF = 0x66

class LineByLine implements SpanVerifier {
  readonly #log: LogName
  readonly #sha256: Sha256
  readonly #read: (line: NonNullable<ReturnType<typeof readHashedLine>>) => CheckpointLine | null
  readonly #splitter = new LineSplitter({
    line: (bytes, start, end) => {
      this.#fine &&= bytes[start] === letterF ? this.#fact(bytes, start, end) : this.#other(bytes, start, end)
    },
    overlong: () => void (this.#fine = false),
    release: () => this.#lastEntry.keep(),
  })
  readonly #reader: FactLineReader
  readonly #tree: ReadTree
  readonly #lastEntry = new LastEntry()
  #fine: boolean
  #first: CheckpointLine | null = null
  #last: CheckpointLine | null = null
  #firstEntry: Uint8Array | null = null
  #checkpoints = 0

  constructor(
    log: LogName,
    {
      sha256 = defaultSha256,
      verifyEd25519: verify = defaultVerifyEd25519,
    }: Parameters<typeof createSpanVerifier>[1] & object,
  ) {
    const key = parseVkey(log.vkey, sha256)
    this.#fine = key.ok
    this.#log = log
    this.#sha256 = sha256
    this.#read = (line) => {
      const read = readCheckpointLine(line, { origin: log.origin, key: key.ok ? key.value : null, verify })
      return 'code' in read ? null : read
    }
    this.#reader = new FactLineReader(sha256)
    this.#tree = new ReadTree(sha256)
  }

  push(chunk: Uint8Array): this {
    if (this.#fine) this.#splitter.push(chunk)
    return this
  }

  finish(): ProvenSpan | null {
    const [first, last] = [this.#first, this.#last]
    const whole = this.#fine && this.#splitter.atLineStart && this.#tree.size === last?.size
    if (!whole || first === null || last.frontier === null) return null
    return {
      log: this.#log,
      from: { size: first.size, root: first.root },
      to: { size: last.size, root: last.root, frontier: last.frontier },
      lines: last.size - first.size + this.#checkpoints,
      checkpoints: this.#checkpoints,
      firstEntry: this.#firstEntry,
      lastEntry: this.#lastEntry.bytes,
    }
  }

  #fact(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#first === null || this.#reader.read(bytes, start, end).kind !== 'as-written') return false
    this.#tree.append(this.#reader.leaf)
    this.#reader.expect(this.#tree.size)
    this.#firstEntry ??= bytes.slice(this.#reader.entryAt, end)
    this.#lastEntry.note(bytes, this.#reader.entryAt, end)
    return true
  }

  #other(bytes: Uint8Array, start: number, end: number): boolean {
    const line = readHashedLine(bytes, start, end, this.#sha256)
    const checkpoint = line?.word === 'checkpoint' ? this.#read(line) : null
    if (checkpoint === null) return false
    const { size, root, frontier } = checkpoint
    const expected = this.#first === null ? size : this.#tree.size
    const { facts, frontierFits } = this.#tree.settle(size, root, frontier)
    if (!frontierFits || size !== expected) return false
    this.#last = checkpoint
    if (this.#first !== null) {
      this.#checkpoints++
      return facts === 'proven'
    }
    this.#first = checkpoint
    this.#reader.expect(size)
    return true
  }
}
