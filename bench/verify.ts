// SPDX-License-Identifier: Apache-2.0
/**
 * Verification of a ledger export on disk, as `yakusoku verify` does it, beside a bare SHA-256 loop that reads the same
 * file the same way, in one run. The verifier also splits lines, compares each written hash, builds the Merkle tree and
 * checks the checkpoints' signatures; it uses every core, the loop one, so the note gives a single thread's ratio too.
 */
import { createPrivateKey, hash, sign as signBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact, NoteKey } from '@yakusoku/core/ledger'
import {
  CompactRange,
  encodeFact,
  ExportWriter,
  noteKey,
  printVkey,
  signCheckpoint,
} from '@yakusoku/core/ledger'
import { verifyExport } from '../server/src/cli/verify.export.ts'
import { nodeSha256 } from '../server/src/cli/verify.primitives.ts'
import type { Measure } from './measure.ts'

const facts = Number(process.env['BENCH_FACTS'] ?? 1_000_000)
const checkpointEvery = 5_000
const chunkLength = 262_144
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)

/** An export on disk; `lines` and `entries` are begin and end of each fact line and of the entry in it, in bytes. */
type BenchExport = { fd: number; vkey: string; lines: Float64Array; entries: Float64Array }

/** Seconds of each round, and of them in user code on all threads. */
type Times = { wall: number[]; user: number[] }

/** Verifies 1 M facts of about 500 bytes beside hashing the file line by line, and beside hashing the entries alone. */
export async function bench(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  const fd = openSync(join(folder, 'ledger.txt'), 'w+')
  try {
    return await compare({ fd, ...writeExport(fd, facts) })
  } finally {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  }
}

async function compare(file: BenchExport): Promise<Measure[]> {
  const [shared, single, lines, entries] = [noTimes(), noTimes(), noTimes(), noTimes()]
  // The first round only warms the cache of the disk and the code.
  for (let round = 0; round <= rounds; round++) {
    const [a, b, c, d] =
      round === 0 ? [noTimes(), noTimes(), noTimes(), noTimes()] : [entries, shared, lines, single]
    await timed(() => hashLoop(file.fd, file.entries), a)
    await timed(() => verifyAll(file), b)
    await timed(() => hashLoop(file.fd, file.lines), c)
    await timed(() => verifyAll(file, { workers: 0 }), d)
  }
  const bare = 'verify an export / bare SHA-256 loop over'
  return [
    measure(`${bare} the same bytes, line by line`, { shared, single, beside: lines }, file.lines),
    measure(`${bare} the entries alone`, { shared, single, beside: entries }, file.entries),
  ]
}

function measure(
  name: string,
  { shared, single, beside }: Readonly<Record<'shared' | 'single' | 'beside', Times>>,
  pieces: Float64Array,
): Measure {
  const [ours, alone, other] = [shared, single, beside].map(({ wall }) => Math.min(...wall)) as [
    number,
    number,
    number,
  ]
  const [ourCpu, aloneCpu, otherCpu] = [shared, single, beside].map(({ user }) =>
    Math.min(...user).toFixed(2),
  )
  const note =
    `${facts} facts, ${Math.round(bytesIn(pieces) / facts)} bytes hashed for each, ` +
    `${Math.ceil(facts / checkpointEvery)} checkpoints, best of ${rounds} rounds, ${availableParallelism()} cores; ` +
    `on a single thread ${(alone / other).toFixed(2)}; seconds of user code: ` +
    `${ourCpu} shared, ${aloneCpu} single, ${otherCpu} bare`
  return { name, ours, beside: other, ratio: ours / other, goal: 2, unit: 's', note }
}

async function verifyAll({ fd, vkey }: BenchExport, sharing?: { workers: number }): Promise<void> {
  const report = await verifyExport(fd, { trustedKey: vkey }, sharing)
  if (!report.ok || report.proven !== facts) throw new Error('the benchmark export does not verify')
}

// A piece that is cut by the end of a chunk begins the next.
function hashLoop(fd: number, pieces: Float64Array): void {
  const chunk = Buffer.allocUnsafe(chunkLength)
  let digits = 0
  for (let i = 0; i < pieces.length;) {
    const at = pieces[i] as number
    const end = at + readSync(fd, chunk, 0, chunkLength, at)
    for (; i < pieces.length && (pieces[i + 1] as number) <= end; i += 2) {
      const piece = chunk.subarray((pieces[i] as number) - at, (pieces[i + 1] as number) - at)
      digits += hash('sha256', piece, 'hex').length
    }
  }
  if (digits !== 32 * pieces.length) throw new Error('the loop did not hash every piece')
}

async function timed(work: () => void | Promise<void>, times: Times): Promise<void> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  times.wall.push((performance.now() - start) / 1000)
  times.user.push(process.cpuUsage(cpu).user / 1e6)
}

function noTimes(): Times {
  return { wall: [], user: [] }
}

function bytesIn(pieces: Float64Array): number {
  let sum = 0
  for (let i = 0; i < pieces.length; i += 2) sum += (pieces[i + 1] ?? 0) - (pieces[i] ?? 0)
  return sum
}

function writeExport(fd: number, count: number): Omit<BenchExport, 'fd'> {
  const { key, sign } = benchKey()
  const writer = new ExportWriter(nodeSha256)
  const range = new CompactRange(nodeSha256)
  const [entries, lines] = [new Float64Array(2 * count), new Float64Array(2 * count)]
  const { write, flush } = appendTo(fd)
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
    const line = writer.fact(entry.value)
    const end = write(line) - 1
    lines.set([end - line.length + 1, end], 2 * index)
    entries.set([end - entry.value.length, end], 2 * index)
    const size = index + 1
    if (size % checkpointEvery !== 0 && size !== count) continue
    write(writer.checkpoint(signCheckpoint({ origin: key.name, size, root: range.root() }, key, sign)))
  }
  write(writer.end())
  flush()
  return { entries, lines, vkey: printVkey(key) }
}

/** Collects lines and writes them in large pieces; `write` returns how many bytes there are with its own. */
function appendTo(fd: number): { write: (line: Uint8Array) => number; flush: () => void } {
  let waiting: Uint8Array[] = []
  let total = 0
  const flush = () => {
    const bytes = Buffer.concat(waiting)
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
    waiting = []
  }
  const write = (line: Uint8Array) => {
    total += line.length
    if (waiting.push(line) === 4_096) flush()
    return total
  }
  return { write, flush }
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
