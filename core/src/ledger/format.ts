// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { canonicalize } from '../canonical/index.ts'
import { concat, fromBase64, toBase64, toHex, toUtf8 } from './encoding.ts'
import type { Note } from './note.ts'
import { parseSignature } from './note.ts'

/** First word of an export: format and version. */
export const exportFormat = 'yakusoku-ledger/1'

/** The longest line a reader accepts: an entry with its frame, or a checkpoint with many cosignatures. */
export const maximumLineBytes = 262_144

/** What the header's signature covers. `size` facts and `checkpoints` checkpoint lines follow it. */
export const HeaderFieldsSchema = z.strictObject({
  organisation: z.string().min(1).max(200),
  origin: z.string().min(1).max(1000),
  vkey: z.string().min(1).max(1000),
  size: z.int().min(0),
  checkpoints: z.int().min(0),
  created: z.string().min(1).max(40),
})

/** The header line's fields; `created` is an instant in UTC. */
export type HeaderFields = z.infer<typeof HeaderFieldsSchema>

/** Header fields with the signature line over them. */
export const HeaderSchema = HeaderFieldsSchema.extend({ signature: z.string() })

/** Body of a checkpoint line: the signed note, and the roots of the perfect subtrees at that size. */
export const CheckpointBodySchema = z.strictObject({
  text: z.string(),
  frontier: z.array(z.string()).max(64),
})

/** Body of the final line, which repeats the counts and the last root. */
export const EndSchema = z.strictObject({
  facts: z.int().min(0),
  checkpoints: z.int().min(0),
  root: z.string(),
})

/** The text whose signature makes a header genuine: one line of canonical JSON, so never a checkpoint's. */
export function headerText(fields: HeaderFields): string {
  const { organisation, origin, vkey, size, checkpoints, created } = fields
  const canonical = canonicalize({ organisation, origin, vkey, size, checkpoints, created })
  return canonical.ok ? canonical.text + '\n' : ''
}

/** The note a header stands for, null when its signature line cannot be read. */
export function headerNote(header: z.infer<typeof HeaderSchema>): Note | null {
  const signature = parseSignature(header.signature)
  return signature === null ? null : { text: headerText(header), signatures: [signature] }
}

/** One line: word, SHA-256 of the body in hexadecimal, body. For a fact the hash is that of its leaf. */
export function encodeLine(word: string, hash: Uint8Array, body: Uint8Array): Uint8Array {
  return concat([toUtf8(`${word} ${toHex(hash)} `), body, newline])
}

/** The body's value when it is the canonical JSON of its shape, otherwise null. */
export function parseBody<T>(schema: z.ZodType<T>, body: string): T | null {
  try {
    const value: unknown = JSON.parse(body)
    const canonical = canonicalize(value)
    const checked = schema.safeParse(value)
    return checked.success && canonical.ok && canonical.text === body ? checked.data : null
  } catch {
    return null
  }
}

/** Frontier hashes as a checkpoint line writes them. */
export function printFrontier(frontier: readonly Uint8Array[]): string[] {
  return frontier.map(toBase64)
}

/** Frontier hashes of a checkpoint line, null when one is not 32 bytes of base 64. */
export function parseFrontier(texts: readonly string[]): Uint8Array[] | null {
  const hashes = texts.map(fromBase64)
  return hashes.every((hash) => hash?.length === 32) ? (hashes as Uint8Array[]) : null
}

const newline = new Uint8Array([10])
