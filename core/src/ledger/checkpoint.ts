// SPDX-License-Identifier: Apache-2.0
import { fromBase64, toBase64 } from './encoding.ts'
import type { Note, NoteKey, SignEd25519 } from './note.ts'
import { parseNote, printNote, signNote } from './note.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'

/** A tree head of C2SP tlog-checkpoint: whose log, how many leaves, which root (32 bytes). */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions: string[] }

/** A checkpoint with the note that carries its signatures. */
export type SignedCheckpoint = Checkpoint & { note: Note }

/** The note text of a checkpoint, ending in a newline. */
export function printCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => line + '\n').join('')
}

/** Reads the note text of a checkpoint strictly. */
export function parseCheckpoint(text: string): Result<Checkpoint> {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const extensions = rest.slice(0, -1)
  const hash = fromBase64(root)
  const whole = text.endsWith('\n') && rest.length > 0 && origin !== '' && !extensions.includes('')
  if (!whole || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)) || hash?.length !== 32)
    return bad
  return success({ origin, size: Number(size), root: hash, extensions })
}

const bad = failure(
  'checkpoint',
  'チェックポイント（C2SP tlog-checkpoint）として読めません。受け取ったファイルをそのまま使ってください。',
  'is not a checkpoint (C2SP tlog-checkpoint); use the file exactly as it was received',
)

/** Reads a signed checkpoint strictly; the signature is not verified yet (see verifyNote). */
export function parseSignedCheckpoint(source: string): Result<SignedCheckpoint> {
  const note = parseNote(source)
  if (!note.ok) return note
  const checkpoint = parseCheckpoint(note.value.text)
  return checkpoint.ok ? success({ ...checkpoint.value, note: note.value }) : checkpoint
}

/** Signs a tree head: the text to store, serve and send to witnesses. */
export function signCheckpoint(
  head: Omit<Checkpoint, 'extensions'>,
  key: NoteKey,
  sign: SignEd25519,
): string {
  return printNote(signNote(printCheckpoint({ ...head, extensions: [] }), key, sign))
}
