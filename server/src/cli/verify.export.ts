// SPDX-License-Identifier: Apache-2.0
import { fstatSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Verifier, VerifierOptions, VerifyReport } from '@yakusoku/core/ledger'
import { createVerifier } from '@yakusoku/core/ledger'
import { nodePrimitives } from './verify.primitives.ts'
import type { ProvenSpans, SpanWork } from './verify.spans.ts'
import { findCuts, proveSpans, readStretch } from './verify.spans.ts'

/** How the work is shared: bytes of a span, threads beside this one, and the file they run. */
export type Sharing = { spanLength: number; workers: number; program: URL }

const worthSharing = 33_554_432
const defaults: Sharing = {
  spanLength: 16_777_216,
  workers: Math.min(availableParallelism() - 1, 7),
  program: new URL('verify.worker.ts', import.meta.url),
}

/**
 * Verifies the export behind a file descriptor. Of a large one the spans between checkpoints are proven on every core;
 * then one verifier reads the file from its beginning, leaps over what was proven and reads what was not, so that the
 * report is that of a single thread, also where a thread fails or the file is damaged.
 */
export async function verifyExport(
  fd: number,
  options: VerifierOptions,
  sharing?: Partial<Sharing>,
): Promise<VerifyReport> {
  const verifier = createVerifier({ ...nodePrimitives, ...options })
  const { size } = fstatSync(fd)
  const { spanLength, workers, program } = { ...defaults, ...sharing }
  const shared = workers > 0 && (sharing !== undefined || size >= worthSharing)
  const cuts = shared ? findCuts(fd, size, spanLength) : []
  read(verifier, fd, 0, cuts[0]?.end)
  const log = verifier.log()
  if (cuts.length === 0) return verifier.finish()
  const work = { fd, cuts, next: new SharedArrayBuffer(4) }
  const spans = log === null ? none : await proveTogether({ ...work, log }, workers, program)
  for (const [n, { end }] of cuts.entries()) {
    const span = spans.get(n)
    if (span === undefined || !verifier.leap(span)) read(verifier, fd, end, cuts[n + 1]?.end)
  }
  return verifier.finish()
}

const none: ProvenSpans = new Map()

function read(verifier: Verifier, fd: number, from: number, to = Number.POSITIVE_INFINITY): void {
  readStretch(fd, from, to, (chunk) => void verifier.push(chunk))
}

async function proveTogether(work: SpanWork, workers: number, program: URL): Promise<ProvenSpans> {
  // A worker is worth its start from the third span on.
  const count = Math.min(workers, Math.max(0, work.cuts.length - 3))
  const others = Promise.all(Array.from({ length: count }, () => proveElsewhere(work, program)))
  try {
    const mine = proveSpans(work)
    return new Map([mine, ...(await others)].flatMap((spans) => [...spans]))
  } finally {
    // Nobody reads the file when it is closed.
    await others
  }
}

// A thread that cannot start or fails has proven nothing; the verifier then reads the spans it had taken.
function proveElsewhere(work: SpanWork, program: URL): Promise<ProvenSpans> {
  return new Promise((resolve) => {
    const fail = () => resolve(none)
    try {
      const worker = new Worker(program, { workerData: work })
      worker.once('message', resolve).once('messageerror', fail).once('error', fail).once('exit', fail)
    } catch {
      fail()
    }
  })
}
