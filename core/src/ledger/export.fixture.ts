// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { signCheckpoint } from './checkpoint.ts'
import { encodeFact } from './fact.ts'
import type { Fact } from './fact.ts'
import { noteKey, printVkey } from './note.ts'
import type { NoteKey, SignEd25519 } from './note.ts'
import { CompactRange } from './range.ts'
import type { VerifyReport } from './report.ts'
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

/** SHA-256 and Ed25519 of the platform: they keep thousands of verifications within seconds. */
export const platform = {
  sha256: (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer'),
  verifyEd25519: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
    const x = Buffer.from(publicKey).toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verifySignature(null, message, key, signature)
  },
}

/** Verifies bytes pushed in chunks of the given length, with the platform's primitives unless others are given. */
export function verify(bytes: Uint8Array, options: VerifierOptions = {}, chunk = 1000): VerifyReport {
  const verifier = createVerifier({ ...platform, ...options })
  for (let at = 0; at < bytes.length; at += chunk) verifier.push(bytes.subarray(at, at + chunk))
  return verifier.finish()
}
