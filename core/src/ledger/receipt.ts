// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { parseSignedCheckpoint } from './checkpoint.ts'
import type { SignedCheckpoint } from './checkpoint.ts'
import { fromBase64, fromUtf8, toBase64, toUtf8 } from './encoding.ts'
import type { Fact } from './fact.ts'
import { parseFact } from './fact.ts'
import type { Finding } from './findings.ts'
import { finding } from './findings.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import type { NoteKey, VerifyEd25519 } from './note.ts'
import { defaultVerifyEd25519, parseVkey, printVkey, sameKey, verifyNote } from './note.ts'
import type { ReportedKey } from './report.ts'
import { caveats, reportedKey } from './report.ts'
import type { Bilingual } from './result.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'

/** First member of a receipt: format and version. */
export const receiptFormat = 'yakusoku-receipt/1'

/** A proof of one fact that stands alone: `fact` is the leaf's entry as text, `proof` the hashes in base 64. */
export const ReceiptSchema = z.strictObject({
  format: z.literal(receiptFormat),
  vkey: z.string(),
  checkpoint: z.string(),
  leafIndex: z.int().min(0),
  fact: z.string(),
  proof: z.array(z.string()).max(64),
})

/** Shape of {@link ReceiptSchema}. */
export type Receipt = z.infer<typeof ReceiptSchema>

/** What a receipt is made of. */
export type ReceiptParts = {
  entry: Uint8Array
  leafIndex: number
  proof: readonly Uint8Array[]
  checkpoint: string
  key: NoteKey
}

/** What the verification of a receipt came to. */
export type ReceiptReport = {
  ok: boolean
  trusted: boolean
  origin: string | null
  size: number | null
  leafIndex: number | null
  fact: Fact | null
  key: ReportedKey | null
  findings: Finding[]
  caveats: Bilingual[]
}

/** The receipt of a fact; verify it before handing it out. */
export function makeReceipt({ entry, leafIndex, proof, checkpoint, key }: ReceiptParts): Receipt {
  const fact = fromUtf8(entry) ?? ''
  return {
    format: receiptFormat,
    vkey: printVkey(key),
    checkpoint,
    leafIndex,
    fact,
    proof: proof.map(toBase64),
  }
}

/** The receipt as the one JSON document that is given to a person. */
export function printReceipt(receipt: Receipt): string {
  return JSON.stringify(receipt, null, 2) + '\n'
}

/** How a receipt is verified; `trustedKey` is a vkey obtained by another way than the receipt. */
export type ReceiptOptions = { sha256?: Sha256; verifyEd25519?: VerifyEd25519; trustedKey?: string }

/** Verifies a receipt: the fact is in the tree of the checkpoint, and the key signed the checkpoint. */
export function verifyReceipt(json: string, options: ReceiptOptions = {}): ReceiptReport {
  const { sha256 = defaultSha256 } = options
  const opened = openReceipt(json, sha256)
  if (typeof opened === 'string') return unreadable(opened)
  const { receipt, fact, signed, key } = opened
  const findings = receiptFindings(opened, options)
  const trusted = isTrusted(key, options)
  return {
    ok: findings.length === 0,
    trusted,
    origin: signed.origin,
    size: signed.size,
    leafIndex: receipt.leafIndex,
    fact,
    key: reportedKey(key, sha256),
    findings,
    caveats: caveats(options.trustedKey !== undefined, 0),
  }
}

type Opened = {
  receipt: Receipt
  entry: Uint8Array
  proof: Uint8Array[]
  fact: Fact
  signed: SignedCheckpoint
  key: NoteKey
}

function openReceipt(json: string, sha256: Sha256): Opened | string {
  const receipt = parseReceipt(json)
  if (receipt === null) return 'format'
  const entry = toUtf8(receipt.fact)
  const fact = parseFact(entry)
  const signed = parseSignedCheckpoint(receipt.checkpoint)
  const key = parseVkey(receipt.vkey, sha256)
  const proof = receipt.proof.map(fromBase64)
  if (!fact.ok || !receipt.fact.isWellFormed()) return 'fact'
  if (!signed.ok) return 'checkpoint'
  if (!key.ok) return 'vkey'
  if (proof.includes(null)) return 'proof'
  return {
    receipt,
    entry,
    fact: fact.value,
    signed: signed.value,
    key: key.value,
    proof: proof as Uint8Array[],
  }
}

function parseReceipt(json: string): Receipt | null {
  try {
    const checked = ReceiptSchema.safeParse(JSON.parse(json))
    return checked.success && namesIn(json) === Object.keys(checked.data).length ? checked.data : null
  } catch {
    return null
  }
}

// Of two members of one name JSON keeps the last, and whoever reads the document sees the first.
function namesIn(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)].filter((string) => string[1] === ':').length
}

function receiptFindings(opened: Opened, options: ReceiptOptions): Finding[] {
  const { receipt, entry, proof, signed, key } = opened
  const { sha256 = defaultSha256, verifyEd25519 = defaultVerifyEd25519, trustedKey } = options
  const findings: Finding[] = []
  const leaf = leafHash(entry, sha256)
  const inclusion = { leaf, index: receipt.leafIndex, size: signed.size, proof, root: signed.root }
  if (!verifyInclusion(inclusion, sha256)) findings.push(finding('receipt-proof', null))
  if (!verifyNote(signed.note, key, verifyEd25519)) findings.push(finding('checkpoint-signature', null))
  if (trustedKey !== undefined && !parseVkey(trustedKey, sha256).ok)
    findings.push(finding('key-unreadable', null))
  else if (trustedKey !== undefined && !isTrusted(key, options)) {
    findings.push(finding('key-not-trusted', null, { said: trustedKey, found: receipt.vkey }))
  }
  return findings
}

function isTrusted(key: NoteKey, { trustedKey, sha256 }: ReceiptOptions): boolean {
  const trusted = trustedKey === undefined ? null : parseVkey(trustedKey, sha256)
  return trusted?.ok === true && sameKey(trusted.value, key)
}

function unreadable(said: string): ReceiptReport {
  const findings = [finding('receipt-unreadable', null, { said })]
  const nothing = { origin: null, size: null, leafIndex: null, fact: null, key: null }
  return { ok: false, trusted: false, ...nothing, findings, caveats: [] }
}
