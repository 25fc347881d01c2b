// SPDX-License-Identifier: Apache-2.0
import { readSync } from 'node:fs'
import type { LogName, ProvenSpan } from '@yakusoku/core/ledger'
import { createSpanVerifier } from '@yakusoku/core/ledger'
import { nodePrimitives } from './verify.primitives.ts'

/** Where a checkpoint line begins, and where the line after it does, in bytes. */
export type Cut = { start: number; end: number }

/** What the threads share: the file, whose ledger it is, where it is cut, and the number of the next span to take. */
export type SpanWork = { fd: number; log: LogName; cuts: readonly Cut[]; next: SharedArrayBuffer }

/** The spans one thread proved, by number; span n reaches from cut n to cut n + 1. One with a fault is missing. */
export type ProvenSpans = Map<number, ProvenSpan>

const chunkLength = 262_144
// Longer than the longest line allowed.
const longestLine = 300_000
const mark = '\ncheckpoint '

/** Reads a stretch of a file in chunks, each valid until the next. */
export function readStretch(fd: number, from: number, to: number, take: (chunk: Uint8Array) => void): void {
  const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(chunkLength, to - from)))
  for (let at = from; at < to;) {
    const length = readSync(fd, buffer, 0, Math.min(buffer.length, to - at), at)
    if (length === 0) return
    take(buffer.subarray(0, length))
    at += length
  }
}

/** Takes one span after the other, while other threads take others, until none is left. */
export function proveSpans({ fd, log, cuts, next }: SpanWork): ProvenSpans {
  const counter = new Int32Array(next)
  const proven: ProvenSpans = new Map()
  for (let n = Atomics.add(counter, 0, 1); n + 1 < cuts.length; n = Atomics.add(counter, 0, 1)) {
    const verifier = createSpanVerifier(log, nodePrimitives)
    readStretch(fd, cuts[n]?.start ?? 0, cuts[n + 1]?.end ?? 0, (chunk) => void verifier.push(chunk))
    const span = verifier.finish()
    if (span !== null) proven.set(n, span)
  }
  return proven
}

/** The checkpoint lines at which to cut a file of `size` bytes: each the first behind a span of at least `length`. */
export function findCuts(fd: number, size: number, length: number): Cut[] {
  const cuts: Cut[] = []
  const buffer = Buffer.allocUnsafe(longestLine)
  for (let at = 0; at < size;) {
    const read = readSync(fd, buffer, 0, buffer.length, at)
    const found = buffer.subarray(0, read).indexOf(mark)
    if (found < 0) {
      at += Math.max(1, read - mark.length + 1)
      continue
    }
    const start = at + found + 1
    const line = readSync(fd, buffer, 0, buffer.length, start)
    const newline = buffer.subarray(0, line).indexOf(10)
    if (newline >= 0) cuts.push({ start, end: start + newline + 1 })
    at = start + length
  }
  return cuts
}
