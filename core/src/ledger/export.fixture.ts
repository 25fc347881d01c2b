// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict'
import { createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { signCheckpoint } from './checkpoint.ts'
import { encodeFact } from './fact.ts'
import type { Fact } from './fact.ts'
import { noteKey, printVkey } from './note.ts'
import type { NoteKey, SignEd25519 } from './note.ts'
import { CompactRange } from './range.ts'
import type { VerifyReport } from './report.ts'
import { createSpanVerifier } from './span.ts'
import { createVerifier } from './verifier.ts'
import type { VerifierOptions } from './verifier.ts'
import { encodeExport } from './writer.ts'
import type { ExportHeader, ExportRecord } from './writer.ts'

/** A key pair for tests, from a seed of one byte. */
export function testKey(
  seed: number,
  name = 'ledger.example.jp/hoshi-cleaning',
): { key: NoteKey; vkey: string; sign: SignEd25519 } {
  const secret = new Uint8Array(32).fill(seed)
  const key = noteKey(name, ed25519.getPublicKey(secret))
  if (key === null) throw new Error('not a key name')
  return { key, vkey: printVkey(key), sign: (message) => ed25519.sign(message, secret) }
}

/** A plausible fact of a fictional organisation. */
export function testFact(index: number): Fact {
  return {
    id: `018f9c2e-0000-7000-8000-${String(index).padStart(12, '0')}`,
    organisation: 'hoshi-cleaning',
    type: 'requests.received',
    version: 1,
    time: new Date(Date.UTC(2026, 3, 1) + index * 60_000).toISOString(),
    actor: { kind: 'person', id: `p${index}` },
    subject: index % 3 === 0 ? null : { kind: 'request', id: `r${index}` },
    person: index % 2 === 0 ? `p${index}` : null,
    clear: { kind: 'disclosure', 経路: 'ウェブ', count: index },
    sealed: index % 2 === 0 ? 'c2VhbGVkLWJ5dGVz' : null,
    promises: ['CLN-1.1'],
  }
}

/** The entry of {@link testFact}. */
export function testEntry(index: number): Uint8Array {
  const entry = encodeFact(testFact(index))
  if (!entry.ok) throw new Error(entry.problem.code)
  return entry.value
}

/** An export under construction: what stands in it and who signs. */
export type Draft = {
  header: ExportHeader
  records: ExportRecord[]
  sign: SignEd25519
  checkpoints: string[]
}

/** An export of `entries` with a checkpoint behind each of `sizes`. */
export function draftOf(
  entries: readonly Uint8Array[],
  sizes: readonly number[],
  { key, sign } = testKey(1),
): Draft {
  const range = new CompactRange()
  const records: ExportRecord[] = []
  const checkpoints: string[] = []
  for (let size = 0; size <= entries.length; size++) {
    for (const wanted of sizes) {
      if (wanted !== size) continue
      const text = signCheckpoint({ origin: key.name, size, root: range.root() }, key, sign)
      checkpoints.push(text)
      records.push({ kind: 'checkpoint', text })
    }
    const entry = entries[size]
    if (entry === undefined) break
    range.appendEntry(entry)
    records.push({ kind: 'fact', entry })
  }
  const header = {
    organisation: 'hoshi-cleaning',
    origin: key.name,
    size: entries.length,
    checkpoints: checkpoints.length,
    created: '2026-11-21T09:00:00Z',
    key,
  }
  return { header, records, sign, checkpoints }
}

/** The bytes of an export. */
export function bytesOf({ header, records, sign }: Draft): Buffer {
  return Buffer.concat([...encodeExport(header, sign, records)])
}

const imported = new Map<string, KeyObject>()

/** SHA-256 and Ed25519 of the platform: they keep thousands of verifications within seconds. */
export const platform = {
  sha256: (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer'),
  verifyEd25519: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
    const x = Buffer.from(publicKey).toString('base64url')
    const key = imported.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    imported.set(x, key)
    return verifySignature(null, message, key, signature)
  },
}

/**
 * Verifies bytes pushed in chunks of the given length, with the platform's primitives unless others are given, and
 * again in spans; the two reports must be the same to the letter.
 */
export function verify(bytes: Uint8Array, options: VerifierOptions = {}, chunk = 1000): VerifyReport {
  const primitives = { ...platform, ...options }
  const report = pushed(createVerifier(primitives), bytes, chunk).finish()
  // Spans of one checkpoint and of two, as it comes.
  const { report: again } = verifyInSpans(bytes, primitives, { chunk, every: 1 + (bytes.length % 2) })
  assert.deepStrictEqual(again, report)
  return report
}

/** Verifies the spans between every n-th two checkpoint lines by themselves; `leapt` is how many were joined. */
export function verifyInSpans(
  bytes: Uint8Array,
  options: VerifierOptions,
  { chunk = 1000, every = 1 },
): { report: VerifyReport; leapt: number } {
  const verifier = createVerifier(options)
  const cuts = checkpointLines(bytes).filter((_, i) => i % every === 0)
  let at = cuts[0]?.end ?? 0
  let leapt = 0
  pushed(verifier, bytes.subarray(0, at), chunk)
  for (const [i, { end }] of cuts.entries()) {
    const log = verifier.log()
    if (i === 0 || log === null) continue
    const spanBytes = bytes.subarray(cuts[i - 1]?.start, end)
    const span = pushed(createSpanVerifier(log, options), spanBytes, chunk).finish()
    if (span !== null && verifier.leap(span)) leapt++
    else pushed(verifier, bytes.subarray(at, end), chunk)
    at = end
  }
  return { report: pushed(verifier, bytes.subarray(at), chunk).finish(), leapt }
}

function pushed<T extends { push(chunk: Uint8Array): unknown }>(to: T, bytes: Uint8Array, chunk: number): T {
  for (let at = 0; at < bytes.length; at += chunk) to.push(bytes.subarray(at, at + chunk))
  return to
}

function checkpointLines(bytes: Uint8Array): { start: number; end: number }[] {
  const text = Buffer.from(bytes).toString('latin1')
  return [...text.matchAll(/^checkpoint [^\n]*\n/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
