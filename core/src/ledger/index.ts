// SPDX-License-Identifier: Apache-2.0
/**
 * The proof half of the ledger, without I/O: it runs in a browser, an edge worker and an auditor's laptop, and shares
 * no code with what stores the ledger.
 *
 * - Tree: RFC 6962 / RFC 9162 over SHA-256; leaf = SHA-256(0x00 || entry), entry = canonical JSON (RFC 8785) of a fact.
 * - Checkpoints and keys: C2SP signed-note and tlog-checkpoint with Ed25519. Tiles: C2SP tlog-tiles.
 * - Export, `yakusoku-ledger/1`: UTF-8 lines, each "word sha256 body" and a newline.
 *   `yakusoku-ledger/1 HASH {…}`   organisation, origin, vkey, size, checkpoints, created, signature over these
 *   `fact INDEX LEAFHASH ENTRY`    one for each fact, in leaf order
 *   `checkpoint HASH {…}`          text (the signed note) and frontier, behind the last fact it covers: every one ever signed
 *   `end HASH {…}`                 facts, checkpoints, root
 *   HASH is the SHA-256 of the body, LEAFHASH that of the leaf: so each bit of the file is covered by a hash on its
 *   own line or compared literally. A signed root every so often narrows what was re-hashed down to the facts between
 *   two checkpoints; the frontier lets the facts behind a damaged range be proven nevertheless.
 *   See docs/reference/ledger-export.md.
 * - Receipt, `yakusoku-receipt/1`: one JSON document that proves one fact.
 *
 * Invariants: nothing throws for bad input; memory does not grow with the file; SHA-256 and Ed25519 can be injected.
 * An export may be verified in spans between checkpoints, on several threads; the report is that of one verifier.
 */
export { parseCheckpoint, parseSignedCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts'
export type { Checkpoint, SignedCheckpoint } from './checkpoint.ts'
export { fromBase64, fromUtf8, sameBytes, toBase64, toHex, toUtf8 } from './encoding.ts'
export { encodeFact, FactSchema, maximumEntryBytes, parseFact, ReferenceSchema } from './fact.ts'
export type { Fact } from './fact.ts'
export { finding } from './findings.ts'
export type { Finding, FindingCode, Leaves } from './findings.ts'
export { exportFormat } from './format.ts'
export {
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  leafHash,
  nodeHash,
  nodesOf,
  perfectSubtrees,
  proofHashes,
  rangeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
export type { Consistency, Inclusion, LeafRange, NodeReader } from './merkle.ts'
export {
  defaultVerifyEd25519,
  keyFingerprint,
  noteKey,
  parseNote,
  parseVkey,
  printNote,
  printVkey,
  sameKey,
  signNote,
  verifyNote,
} from './note.ts'
export type { Note, NoteKey, NoteSignature, SignEd25519, VerifyEd25519 } from './note.ts'
export { CompactRange } from './range.ts'
export { makeReceipt, printReceipt, receiptFormat, ReceiptSchema, verifyReceipt } from './receipt.ts'
export type { Receipt, ReceiptOptions, ReceiptParts, ReceiptReport } from './receipt.ts'
export type { ReportedKey, VerifyReport } from './report.ts'
export type { Bilingual, LedgerProblem, Result } from './result.ts'
export { defaultSha256 } from './sha256.ts'
export type { Sha256 } from './sha256.ts'
export { createSpanVerifier } from './span.ts'
export type { LogName, ProvenSpan, SpanVerifier } from './span.ts'
export {
  consistencyFromTiles,
  consistencyTiles,
  encodeEntryBundle,
  frontierFromTiles,
  frontierTiles,
  growTiles,
  inclusionFromTiles,
  inclusionTiles,
  nodesFromTiles,
  parseEntryBundle,
  parseTilePath,
  tileAt,
  tilePath,
  tileWidth,
} from './tiles.ts'
export type { Tile, TileReader, WrittenTile } from './tiles.ts'
export { createVerifier } from './verifier.ts'
export type { Verifier, VerifierOptions } from './verifier.ts'
export { encodeExport, ExportWriter } from './writer.ts'
export type { ExportHeader, ExportRecord } from './writer.ts'
