// SPDX-License-Identifier: Apache-2.0
/**
 * Verification of a ledger export beside a bare SHA-256 loop over the same entries, in one run. The verifier also
 * splits lines, compares each written hash, builds the Merkle tree and checks the checkpoints' signatures.
 */
import { createPrivateKey, hash, sign as signBytes } from 'node:crypto'
import type { Fact, NoteKey } from '@yakusoku/core/ledger'
import {
  CompactRange,
  createVerifier,
  encodeFact,
  ExportWriter,
  noteKey,
  printVkey,
  signCheckpoint,
} from '@yakusoku/core/ledger'
import { nodeSha256, nodeVerifyEd25519 } from '../server/src/cli/verify.ts'

const facts = Number(process.env['BENCH_FACTS'] ?? 1_000_000)
const checkpointEvery = 5_000
const chunkLength = 262_144
const rounds = 3

/** One measured comparison: `ours` and `beside` in `unit`, `goal` the largest ratio wanted. */
export type Measure = {
  name: string
  ours: number
  beside: number
  ratio: number
  goal: number
  unit: string
  note: string
}

/** Verifies 1 M facts of about 500 bytes beside hashing the file line by line, and beside hashing the entries alone. */
export async function bench(): Promise<Measure[]> {
  const { bytes, entries, lines, vkey } = exportOf(facts)
  const [ours, besideLines, besideEntries] = [[], [], []] as [number[], number[], number[]]
  for (let round = 0; round < rounds; round++) {
    besideEntries.push(timed(() => hashLoop(bytes, entries)))
    ours.push(timed(() => verifyAll(bytes, vkey)))
    besideLines.push(timed(() => hashLoop(bytes, lines)))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const checkpoints = Math.ceil(facts / checkpointEvery)
  return [
    measure(
      'verify an export / bare SHA-256 loop over the same bytes, line by line',
      ours,
      besideLines,
      lines,
      checkpoints,
    ),
    measure(
      'verify an export / bare SHA-256 loop over the entries alone',
      ours,
      besideEntries,
      entries,
      checkpoints,
    ),
  ]
}

function measure(
  name: string,
  ours: number[],
  beside: number[],
  pieces: Float64Array,
  checkpoints: number,
): Measure {
  const [mine, other] = [Math.min(...ours), Math.min(...beside)]
  const mean = Math.round(bytesIn(pieces) / facts)
  const note = `${facts} facts, ${mean} bytes hashed for each, ${checkpoints} checkpoints, best of ${rounds} rounds`
  return { name, ours: mine, beside: other, ratio: mine / other, goal: 2, unit: 's', note }
}

function verifyAll(bytes: Buffer, trustedKey: string): void {
  const verifier = createVerifier({ sha256: nodeSha256, verifyEd25519: nodeVerifyEd25519, trustedKey })
  for (let at = 0; at < bytes.length; at += chunkLength) verifier.push(bytes.subarray(at, at + chunkLength))
  const report = verifier.finish()
  if (!report.ok || report.proven !== facts) throw new Error('the benchmark export does not verify')
}

function hashLoop(bytes: Buffer, pieces: Float64Array): void {
  let digits = 0
  for (let i = 0; i < pieces.length; i += 2) {
    digits += hash('sha256', bytes.subarray(pieces[i], pieces[i + 1]), 'hex').length
  }
  if (digits !== 32 * pieces.length) throw new Error('the loop did not hash every piece')
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

function bytesIn(pieces: Float64Array): number {
  let sum = 0
  for (let i = 0; i < pieces.length; i += 2) sum += (pieces[i + 1] ?? 0) - (pieces[i] ?? 0)
  return sum
}

function exportOf(count: number): {
  bytes: Buffer
  entries: Float64Array
  lines: Float64Array
  vkey: string
} {
  const { key, sign } = benchKey()
  const writer = new ExportWriter(nodeSha256)
  const range = new CompactRange(nodeSha256)
  const bytes = Buffer.alloc(count * 700 + 10_000_000)
  const entries = new Float64Array(2 * count)
  const lines = new Float64Array(2 * count)
  let at = 0
  const write = (line: Uint8Array) => {
    bytes.set(line, at)
    at += line.length
  }
  const fields = {
    organisation: 'hoshi-cleaning',
    origin: key.name,
    size: count,
    created: '2026-11-21T09:00:00Z',
  }
  const header = writer.header({ ...fields, checkpoints: Math.ceil(count / checkpointEvery), key }, sign)
  if (header.ok) write(header.value)
  for (let index = 0; index < count; index++) {
    const entry = encodeFact(benchFact(index))
    if (!entry.ok) throw new Error(entry.problem.code)
    range.appendEntry(entry.value)
    lines[2 * index] = at
    write(writer.fact(entry.value))
    lines[2 * index + 1] = at - 1
    entries.set([at - 1 - entry.value.length, at - 1], 2 * index)
    const size = index + 1
    if (size % checkpointEvery !== 0 && size !== count) continue
    write(writer.checkpoint(signCheckpoint({ origin: key.name, size, root: range.root() }, key, sign)))
  }
  write(writer.end())
  return { bytes: bytes.subarray(0, at), entries, lines, vkey: printVkey(key) }
}

function benchFact(index: number): Fact {
  return {
    id: `018f9c2e-0000-7000-8000-${String(index).padStart(12, '0')}`,
    organisation: 'hoshi-cleaning',
    type: 'requests.received',
    version: 1,
    time: new Date(Date.UTC(2026, 3, 1) + index * 1000).toISOString(),
    actor: { kind: 'person', id: `p${index}` },
    subject: { kind: 'request', id: `r${index}` },
    person: `p${index}`,
    clear: { kind: 'disclosure', channel: 'web' },
    sealed: 'c2VhbGVkLWJ5dGVz'.repeat(12),
    promises: ['CLN-1.1', 'CLN-3.21'],
  }
}

function benchKey(): { key: NoteKey; sign: (message: Uint8Array) => Uint8Array } {
  const seed = Buffer.alloc(32, 7)
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const publicKey = Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url')
  const key = noteKey('ledger.example.jp/hoshi-cleaning', new Uint8Array(publicKey))
  if (key === null) throw new Error('not a key name')
  return { key, sign: (message) => new Uint8Array(signBytes(null, message, secret)) }
}

if (process.argv[1] === import.meta.filename) {
  for (const { name, ours, beside, ratio, goal, unit, note } of await bench()) {
    console.log(
      `${name}: ${ours.toFixed(2)} ${unit} / ${beside.toFixed(2)} ${unit} = ${ratio.toFixed(2)} (goal at most ${goal}); ${note}`,
    )
  }
}
