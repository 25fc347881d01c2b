// SPDX-License-Identifier: Apache-2.0
// A gate in frames, part by part, so that another can be filled from it while this one goes on.
import type { Gate } from './node.ts'
import { SHARDS } from './persons.ts'
import { FRAME, FRAME_HEAD, PERSON_BYTES, type SnapshotEnd, type SnapshotHead } from './wire.ts'
import { sparse } from './wire-shapes.ts'

const STATES_IN_FRAME = 1_000
/** A part of the table goes into one frame, so that whoever reads it makes room once. */
const PERSONS_IN_FRAME = 2_000_000

const encoder = new TextEncoder()

/** What of a snapshot's head the gate does not know by itself. */
export type SnapshotFrom = Omit<SnapshotHead, 'format' | 'policy' | 'standing'> & {
  readonly revision: number
}

/**
 * The frames of a snapshot. Between two of them the gate may change: what changes meanwhile may be in it or not, and
 * follows in the stream after the position of the head; `reached` says at the end how far that has come. Persons under
 * names that are no keys are left out.
 */
export function* snapshotFrames(
  gate: Gate,
  from: SnapshotFrom,
  reached: () => string,
): Generator<Uint8Array, void, undefined> {
  const { table } = gate.known()
  yield json(FRAME.head, headOf(gate, from))
  let persons = 0
  let states = 0
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const records = table.records(shard)
    if (records.length === 0) continue
    const rows = table.rows.count
    for (; states < rows; states += STATES_IN_FRAME) yield statesFrame(gate, states, rows)
    states = rows
    persons += records.length / PERSON_BYTES
    for (let at = 0; at < records.length; at += PERSONS_IN_FRAME * PERSON_BYTES)
      yield frame(FRAME.persons, records.subarray(at, at + PERSONS_IN_FRAME * PERSON_BYTES))
  }
  const end: SnapshotEnd = { persons, position: reached() }
  yield json(FRAME.end, end)
}

function headOf(gate: Gate, { revision, ...from }: SnapshotFrom): SnapshotHead {
  const { pack, laws, standing } = gate.known()
  return { format: 1, ...from, policy: { revision, version: pack.version, pack, laws }, standing }
}

function statesFrame(gate: Gate, first: number, end: number): Uint8Array {
  const { rows } = gate.known().table
  const states = Array.from({ length: Math.min(STATES_IN_FRAME, end - first) }, (_, at) =>
    sparse(rows.person(first + at)),
  )
  return json(FRAME.states, states)
}

const json = (kind: number, value: unknown): Uint8Array => frame(kind, encoder.encode(JSON.stringify(value)))

function frame(kind: number, body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(FRAME_HEAD + body.length)
  new DataView(whole.buffer).setUint32(0, body.length, true)
  whole[4] = kind
  whole.set(body, FRAME_HEAD)
  return whole
}
