// SPDX-License-Identifier: Apache-2.0
import { parseSignedCheckpoint } from './checkpoint.ts'
import { fromUtf8, toHex, toUtf8 } from './encoding.ts'
import type { Details, FindingCode } from './findings.ts'
import { CheckpointBodySchema, parseBody, parseFrontier } from './format.ts'
import type { NoteKey, VerifyEd25519 } from './note.ts'
import { verifyNote } from './note.ts'
import type { Sha256 } from './sha256.ts'

/** A line of the form "word hash body" after the header; `intact` where the hash is the body's. */
export type HashedLine = { word: 'checkpoint' | 'end'; body: string; intact: boolean }

/** What a checkpoint line says, once its hash, signature and origin are verified; its root is still to be compared. */
export type CheckpointLine = { size: number; root: Uint8Array; frontier: Uint8Array[] | null }

/** By what a checkpoint line is judged; what is null is not compared. */
export type CheckpointJudge = { origin: string | null; key: NoteKey | null; verify: VerifyEd25519 }

/** Reads `bytes.subarray(start, end)` as a checkpoint or end line; null where it has not that form. */
export function readHashedLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  sha256: Sha256,
): HashedLine | null {
  const match = /^(checkpoint|end) ([0-9a-f]{64}) (.*)$/s.exec(fromUtf8(bytes.subarray(start, end)) ?? '')
  if (match === null) return null
  const body = match[3] ?? ''
  const word = match[1] === 'end' ? 'end' : 'checkpoint'
  return { word, body, intact: toHex(sha256(toUtf8(body))) === match[2] }
}

/** Reads a checkpoint line, or tells what is wrong with it. */
export function readCheckpointLine(
  { body, intact }: HashedLine,
  { origin, key, verify }: CheckpointJudge,
): CheckpointLine | { code: FindingCode; details: Details } {
  const parsed = intact ? parseBody(CheckpointBodySchema, body) : null
  const signed = parsed === null ? null : parseSignedCheckpoint(parsed.text)
  if (!intact) return { code: 'checkpoint-damaged', details: {} }
  if (parsed === null || signed?.ok !== true) return { code: 'line-unreadable', details: {} }
  const { note, size, root } = signed.value
  if (origin !== null && signed.value.origin !== origin) {
    return { code: 'checkpoint-origin', details: { found: signed.value.origin } }
  }
  if (key !== null && !verifyNote(note, key, verify)) return { code: 'checkpoint-signature', details: {} }
  return { size, root, frontier: parseFrontier(parsed.frontier) }
}
