// SPDX-License-Identifier: Apache-2.0
// Reads a snapshot as it arrives, in pieces of any size, into a gate. What is wrong is said, once, and ends the reading.
import { openGate, type Gate } from './node.ts'
import { Persons } from './persons.ts'
import {
  FRAME,
  FRAME_HEAD,
  LONGEST_FRAME,
  PERSON_BYTES,
  wireProblem,
  type Read,
  type SnapshotEnd,
  type SnapshotHead,
  type WireProblem,
  type WireProblemCode,
} from './wire.ts'
import { dayIn, exactly, isObject, personIn, policyIn, positionIn, standingIn } from './wire-shapes.ts'

/** A snapshot read whole: a gate that answers, and what it was made from. */
export type Snapshot = { readonly gate: Gate; readonly head: SnapshotHead; readonly end: SnapshotEnd }

/** Takes in a snapshot piece by piece. */
export type SnapshotReader = {
  /** Takes in the next bytes; says what is wrong, and goes on saying so. The bytes may be used again afterwards. */
  readonly take: (bytes: Uint8Array) => WireProblem | undefined
  /** The gate, once all bytes were taken in. */
  readonly finish: () => Read<Snapshot>
  /** Persons so far, for whoever shows how far it is. */
  readonly persons: () => number
}

/** Begins to read a snapshot. */
export function readSnapshot(): SnapshotReader {
  const bytes = new Pieces()
  const made = new Making()
  let problem: WireProblem | undefined
  const stop = (code: WireProblemCode): WireProblem =>
    (problem = wireProblem(code, `${bytes.taken.toLocaleString('en')} bytes`))

  function frames(): WireProblem | undefined {
    for (let head = bytes.peek(FRAME_HEAD); head; head = bytes.peek(FRAME_HEAD)) {
      const length = (head[0]! | (head[1]! << 8) | (head[2]! << 16) | (head[3]! << 24)) >>> 0
      if (length > LONGEST_FRAME) return stop('absurd-length')
      const whole = bytes.next(FRAME_HEAD + length)
      if (!whole) return undefined
      const wrong = made.take(whole[4]!, whole.subarray(FRAME_HEAD))
      if (wrong) return stop(wrong)
    }
    return undefined
  }

  return {
    take(piece) {
      if (problem) return problem
      bytes.add(piece)
      const wrong = frames()
      bytes.keep()
      return wrong
    },
    finish() {
      if (problem) return { ok: false, problem }
      const snapshot = made.snapshot()
      return snapshot && bytes.waiting === 0
        ? { ok: true, value: snapshot }
        : { ok: false, problem: stop('cut-short') }
    },
    persons: () => made.persons,
  }
}

/** Bytes that came in pieces, given out in frames. */
class Pieces {
  taken = 0
  waiting = 0
  #pieces: Uint8Array[] = []

  add(piece: Uint8Array): void {
    if (piece.length > 0) this.#pieces.push(piece)
    this.waiting += piece.length
  }

  /** The first bytes without taking them; undefined while there are fewer. */
  peek(length: number): Uint8Array | undefined {
    if (this.waiting < length) return undefined
    const first = this.#pieces[0]!
    return first.length >= length ? first : this.#joined(length)
  }

  /** The next bytes; undefined while there are fewer. */
  next(length: number): Uint8Array | undefined {
    if (this.waiting < length) return undefined
    if (this.#pieces[0]!.length < length) this.#joined(length)
    const first = this.#pieces[0]!
    if (first.length === length) this.#pieces.shift()
    else this.#pieces[0] = first.subarray(length)
    this.waiting -= length
    this.taken += length
    return first.subarray(0, length)
  }

  /** Copies what waits of the last piece: who brought it may fill its memory anew. */
  keep(): void {
    const last = this.#pieces.pop()
    // A Buffer's `slice` would not copy.
    if (last) this.#pieces.push(new Uint8Array(last))
  }

  // Puts as many pieces together as it takes; each byte is copied once a frame.
  #joined(length: number): Uint8Array {
    let [count, sum] = [0, 0]
    while (sum < length) sum += this.#pieces[count++]!.length
    const one = new Uint8Array(sum)
    let at = 0
    for (const piece of this.#pieces.splice(0, count)) {
      one.set(piece, at)
      at += piece.length
    }
    this.#pieces.unshift(one)
    return one
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A body as JSON; undefined where it is none. */
function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body))
  } catch {
    return undefined
  }
}

/** What has been read so far. */
class Making {
  persons = 0
  readonly #table = new Persons()
  readonly #rows: number[] = []
  #head: SnapshotHead | undefined
  #end: SnapshotEnd | undefined

  take(kind: number, body: Uint8Array): WireProblemCode | undefined {
    if (this.#end !== undefined || (kind === FRAME.head) !== (this.#head === undefined))
      return Object.values<number>(FRAME).includes(kind) ? 'out-of-order' : 'unknown-kind'
    if (kind === FRAME.head) return this.#takeHead(parsed(body))
    if (kind === FRAME.states) return this.#takeStates(parsed(body))
    if (kind === FRAME.persons) return this.#takePersons(body)
    if (kind === FRAME.end) return this.#takeEnd(parsed(body))
    return 'unknown-kind'
  }

  snapshot(): Snapshot | undefined {
    if (!this.#head || !this.#end) return undefined
    const gate = openGate(this.#head.policy.pack, this.#head.policy.laws, this.#table)
    gate.setStanding(this.#head.standing)
    return { gate, head: this.#head, end: this.#end }
  }

  #takeHead(value: unknown): WireProblemCode | undefined {
    if (!isObject(value)) return 'not-understood'
    if (value['format'] !== 1) return 'unknown-format'
    const head = exactly(value, HEAD)
    this.#head = head as SnapshotHead | undefined
    return head ? undefined : 'not-understood'
  }

  #takeStates(value: unknown): WireProblemCode | undefined {
    if (!Array.isArray(value)) return 'not-understood'
    for (const one of value) {
      const state = personIn(one)
      if (!state || state.born !== undefined) return 'not-understood'
      this.#rows.push(this.#table.rows.intern(state))
    }
    return undefined
  }

  #takePersons(body: Uint8Array): WireProblemCode | undefined {
    if (body.length % PERSON_BYTES !== 0) return 'not-understood'
    this.#table.reserve(body)
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
    for (let at = 0; at < body.length; at += PERSON_BYTES) {
      const row = this.#rows[view.getUint32(at + 16, true)]
      if (row === undefined) return 'unknown-state'
      this.#table.load(view, at, row)
    }
    this.persons += body.length / PERSON_BYTES
    return undefined
  }

  #takeEnd(value: unknown): WireProblemCode | undefined {
    const end = exactly(value, END)
    if (!end || BigInt(end.position) < BigInt(this.#head?.position ?? 0)) return 'not-understood'
    if (end.persons !== this.persons || end.persons !== this.#table.count) return 'counts-differ'
    this.#end = end
    return undefined
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const HEAD = {
  format: (value: unknown) => (value === 1 ? value : undefined),
  organisation: text,
  policy: policyIn,
  standing: standingIn,
  day: dayIn,
  key: (value: unknown) => (typeof value === 'string' && /^([0-9a-f]{2})+$/.test(value) ? value : undefined),
  position: positionIn,
}

const END = {
  persons: (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined),
  position: positionIn,
}
