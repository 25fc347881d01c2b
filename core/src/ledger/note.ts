// SPDX-License-Identifier: Apache-2.0
import { ed25519 } from '@noble/curves/ed25519.js'
import { concat, fromBase64, sameBytes, toBase64, toHex, toUtf8 } from './encoding.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'

/** Whether an Ed25519 signature (64 bytes) over a message is by a public key (32 bytes), RFC 8032. */
export type VerifyEd25519 = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

/** Signs a message with an Ed25519 key the caller holds: 64 bytes. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array

/** A verifier key of C2SP signed-note: its name, the four bytes of its hash in hexadecimal, the Ed25519 public key. */
export type NoteKey = { name: string; hash: string; publicKey: Uint8Array }

/** One signature line; `signature` is without the four bytes of the key's hash. */
export type NoteSignature = { name: string; hash: string; signature: Uint8Array }

/** A signed note: its text, which ends in a newline, and its signatures, unverified. */
export type Note = { text: string; signatures: NoteSignature[] }

const ed25519Type = 1
const maximumSignatures = 100

/** Ed25519 verification in plain JavaScript, by the strict rules of RFC 8032. */
export const defaultVerifyEd25519: VerifyEd25519 = (signature, message, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** The verifier key of a name and an Ed25519 public key (C2SP signed-note); null when the name cannot be one. */
export function noteKey(name: string, publicKey: Uint8Array, sha256: Sha256 = defaultSha256): NoteKey | null {
  if (!isKeyName(name) || publicKey.length !== 32) return null
  return { name, hash: keyFingerprint({ name, publicKey }, sha256).slice(0, 8), publicKey }
}

/** The whole SHA-256 of which a key's hash is the first eight digits: what people compare aloud. */
export function keyFingerprint(
  { name, publicKey }: Omit<NoteKey, 'hash'>,
  sha256: Sha256 = defaultSha256,
): string {
  return toHex(sha256(concat([toUtf8(name), new Uint8Array([10, ed25519Type]), publicKey])))
}

/** The text form of a verifier key: `name+hash+base64`. */
export function printVkey(key: NoteKey): string {
  return `${key.name}+${key.hash}+${toBase64(concat([new Uint8Array([ed25519Type]), key.publicKey]))}`
}

/** Reads a verifier key; its hash must be the right one for its name and key. */
export function parseVkey(text: string, sha256?: Sha256): Result<NoteKey> {
  const [name = '', hash = '', ...rest] = text.split('+')
  const bytes = fromBase64(rest.join('+'))
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(hash) || bytes === null || bytes.length !== 33) return badKey
  if (bytes[0] !== ed25519Type) return badKey
  const key = noteKey(name, bytes.slice(1), sha256)
  return key === null || key.hash !== hash ? badKey : success(key)
}

const badKey = failure(
  'vkey',
  '検証鍵を読めません。「名前+8桁の16進数+base64」のEd25519鍵を、一字も欠かさず写してください。',
  'is not a verifier key; copy the Ed25519 key "name+8 hex digits+base64" without losing a letter',
)

/** Reads a signed note strictly (C2SP signed-note); nothing is verified yet. */
export function parseNote(source: string): Result<Note> {
  const at = source.lastIndexOf('\n\n')
  // oxlint-disable-next-line no-control-regex
  if (at < 0 || !source.endsWith('\n') || !source.isWellFormed() || /[\0-\x09\x0b-\x1f]/.test(source))
    return badNote
  const lines = source
    .slice(at + 2)
    .split('\n')
    .slice(0, -1)
  const signatures = lines.map(parseSignature)
  if (lines.length === 0 || lines.length > maximumSignatures || signatures.includes(null)) return badNote
  return success({ text: source.slice(0, at + 1), signatures: signatures as NoteSignature[] })
}

const badNote = failure(
  'note',
  '署名つき文書（C2SP signed-note）として読めません。ファイルをそのまま、末尾の改行まで写してください。',
  'is not a signed note (C2SP signed-note); copy the file as it is, up to its last newline',
)

/** Prints a signed note; what {@link parseNote} read comes out the same. */
export function printNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(printSignature).join('')}`
}

/** One line "— name base64" of a signed note, with its newline. */
export function printSignature({ name, hash, signature }: NoteSignature): string {
  const id = Uint8Array.from([0, 2, 4, 6], (i) => Number.parseInt(hash.slice(i, i + 2), 16))
  return `\u2014 ${name} ${toBase64(concat([id, signature]))}\n`
}

/** Reads one signature line without its newline, null when it is none. */
export function parseSignature(line: string): NoteSignature | null {
  const match = /^\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line)
  const bytes = fromBase64(match?.[2] ?? '')
  const name = match?.[1] ?? ''
  if (bytes === null || bytes.length < 5 || !isKeyName(name)) return null
  return { name, hash: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) }
}

/** Signs a text that ends in a newline: a note with one signature. */
export function signNote(text: string, key: NoteKey, sign: SignEd25519): Note {
  return { text, signatures: [{ name: key.name, hash: key.hash, signature: sign(toUtf8(text)) }] }
}

/** Whether the key signed the note: at least one signature by it, and none by it that fails. */
export function verifyNote(note: Note, key: NoteKey, verify: VerifyEd25519 = defaultVerifyEd25519): boolean {
  const message = toUtf8(note.text)
  const mine = note.signatures.filter(({ name, hash }) => name === key.name && hash === key.hash)
  return (
    mine.length > 0 &&
    mine.every(({ signature }) => signature.length === 64 && verify(signature, message, key.publicKey))
  )
}

/** Whether two verifier keys are the same key under the same name. */
export function sameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && sameBytes(a.publicKey, b.publicKey)
}

function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s+\p{White_Space}\p{Cc}]/u.test(name)
}
