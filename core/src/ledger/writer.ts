// SPDX-License-Identifier: Apache-2.0
import { canonicalize } from '../canonical/index.ts'
import { toBase64, toUtf8 } from './encoding.ts'
import type { HeaderFields } from './format.ts'
import { encodeLine, exportFormat, HeaderFieldsSchema, headerText, printFrontier } from './format.ts'
import { leafHash } from './merkle.ts'
import type { NoteKey, SignEd25519 } from './note.ts'
import { printSignature, printVkey, signNote } from './note.ts'
import { CompactRange } from './range.ts'
import type { Result } from './result.ts'
import { failure, success } from './result.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'

/**
 * One record of an export, in leaf order; a checkpoint stands behind the last fact it covers. `leaf` and `frontier`
 * are what the tree's storage holds: give them, so that a fact altered in the database is found on its own line.
 */
export type ExportRecord =
  | { kind: 'fact'; entry: Uint8Array; leaf?: Uint8Array }
  | { kind: 'checkpoint'; text: string; frontier?: readonly Uint8Array[] }

/** What an export is opened with; `checkpoints` is how many checkpoint records will follow. */
export type ExportHeader = Omit<HeaderFields, 'vkey'> & { key: NoteKey }

/** Encodes an export line by line, without I/O: write the bytes each verb returns, in order. */
export class ExportWriter {
  readonly #sha256: Sha256
  readonly #range: CompactRange
  #checkpoints = 0

  constructor(sha256: Sha256 = defaultSha256) {
    this.#sha256 = sha256
    this.#range = new CompactRange(sha256)
  }

  /** The header line, signed by the log's key so that nobody else can shorten the export unnoticed. */
  header({ key, ...rest }: ExportHeader, sign: SignEd25519): Result<Uint8Array> {
    const fields = HeaderFieldsSchema.safeParse({ ...rest, vkey: printVkey(key) })
    const text = fields.success ? headerText(fields.data) : ''
    if (!fields.success || text === '') {
      return failure(
        'export-header',
        '書き出しの見出しに使えない値があります。',
        'a value cannot stand in an export header',
      )
    }
    const signatures = signNote(text, key, sign).signatures.map(printSignature)
    return success(this.#line(exportFormat, { ...fields.data, signature: signatures.join('').trimEnd() }))
  }

  /** The line of the next fact. */
  fact(entry: Uint8Array, leaf: Uint8Array = leafHash(entry, this.#sha256)): Uint8Array {
    const word = `fact ${this.#range.size}`
    this.#range.append(leaf)
    return encodeLine(word, leaf, entry)
  }

  /** Leaves out a fact that the storage lost, of which the tree still has the leaf hash: the rest stays provable. */
  skip(leaf: Uint8Array): void {
    this.#range.append(leaf)
  }

  /** The line of a signed checkpoint over the facts so far. */
  checkpoint(text: string, frontier: readonly Uint8Array[] = this.#range.frontier()): Uint8Array {
    this.#checkpoints++
    return this.#line('checkpoint', { text, frontier: printFrontier(frontier) })
  }

  /** The final line. */
  end(): Uint8Array {
    const root = toBase64(this.#range.root())
    return this.#line('end', { facts: this.#range.size, checkpoints: this.#checkpoints, root })
  }

  #line(word: string, body: object): Uint8Array {
    const canonical = canonicalize(body)
    // A body that has no canonical form leaves an empty one, which no reader accepts.
    const bytes = toUtf8(canonical.ok ? canonical.text : '')
    return encodeLine(word, this.#sha256(bytes), bytes)
  }
}

/** A whole export, line by line, from records in leaf order. */
export function* encodeExport(
  header: ExportHeader,
  sign: SignEd25519,
  records: Iterable<ExportRecord>,
  sha256?: Sha256,
): Generator<Uint8Array, Result<null>> {
  const writer = new ExportWriter(sha256)
  const first = writer.header(header, sign)
  if (!first.ok) return first
  yield first.value
  for (const record of records) {
    yield record.kind === 'fact'
      ? writer.fact(record.entry, record.leaf)
      : writer.checkpoint(record.text, record.frontier)
  }
  yield writer.end()
  return success(null)
}
