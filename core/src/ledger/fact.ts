// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { canonicalize } from '../canonical/index.ts'
import { fromUtf8, sameBytes, toUtf8 } from './encoding.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'

/** The longest entry a leaf can have: the length stands in 16 bits in an entry bundle (C2SP tlog-tiles). */
export const maximumEntryBytes = 65_535

const identifier = z.string().min(1).max(200)
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))

/** Who acted, or what was acted upon: an opaque id with its kind, never a name or an address. */
export const ReferenceSchema = z.strictObject({ kind: identifier, id: identifier })

/** Something that happened, as it stands in the ledger; no member may hold personal data in clear. */
export const FactSchema = z.strictObject({
  id: z.uuid(),
  organisation: identifier,
  type: z.string().regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)+$/),
  version: z.int().min(1),
  time: instant,
  actor: ReferenceSchema,
  subject: ReferenceSchema.nullable(),
  person: identifier.nullable(),
  clear: z.record(z.string(), z.json()),
  sealed: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .nullable(),
  promises: z.array(identifier),
})

/** A fact: `time` is an instant in UTC; `sealed` is base64url ciphertext under the key of `person`. */
export type Fact = z.infer<typeof FactSchema>

/** The canonical bytes (RFC 8785) of a fact: the entry of its leaf, at most 65,535 bytes. */
export function encodeFact(fact: Fact): Result<Uint8Array> {
  const canonical = canonicalize(fact)
  if (!canonical.ok) {
    const { pointer, message } = canonical.problem
    return failure('fact-not-json', `${pointer}：${message.ja}`, `${pointer}: ${message.en}`)
  }
  const entry = toUtf8(canonical.text)
  return entry.length > maximumEntryBytes ? tooLong(entry.length) : success(entry)
}

/** Reads the entry of a leaf: it must be a fact, in its canonical bytes. */
export function parseFact(entry: Uint8Array): Result<Fact> {
  if (entry.length > maximumEntryBytes) return tooLong(entry.length)
  const value = parseJson(entry)
  if (value === undefined)
    return failure('fact-not-json', '項目がUTF-8のJSONではありません。', 'the entry is not JSON in UTF-8')
  const canonical = canonicalize(value)
  if (!canonical.ok || !sameBytes(toUtf8(canonical.text), entry)) {
    return failure(
      'fact-not-canonical',
      '項目が正準形（RFC 8785）ではありません。',
      'the entry is not in canonical form (RFC 8785)',
    )
  }
  const checked = FactSchema.safeParse(value)
  if (checked.success) return success(value as Fact)
  const [issue] = checked.error.issues
  const place = '/' + (issue?.path ?? []).join('/')
  return failure(
    'fact-shape',
    `事実の形が違います（${place}）。`,
    `not the shape of a fact, at ${place}: ${issue?.message ?? ''}`,
  )
}

function parseJson(entry: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(entry) ?? '')
  } catch {
    return undefined
  }
}

function tooLong(length: number): ReturnType<typeof failure> {
  return failure(
    'fact-too-long',
    `事実が長すぎます（${length}バイト、上限${maximumEntryBytes}）。大きな内容はファイルに置き、そのハッシュを書いてください。`,
    `the fact is too long (${length} bytes, at most ${maximumEntryBytes}); store the content as a file and write its hash`,
  )
}
