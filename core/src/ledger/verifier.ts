// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod'
import type { HashedLine } from './checkpointline.ts'
import { readCheckpointLine, readHashedLine } from './checkpointline.ts'
import { fromUtf8, sameBytes, toBase64, toHex } from './encoding.ts'
import { FactLineReader, LastEntry } from './factline.ts'
import type { FactLine } from './factline.ts'
import type { Details, Finding, FindingCode, Leaves } from './findings.ts'
import { finding } from './findings.ts'
import { EndSchema, exportFormat, headerNote, HeaderSchema, parseBody } from './format.ts'
import { LineSplitter } from './lines.ts'
import type { NoteKey, VerifyEd25519 } from './note.ts'
import { defaultVerifyEd25519, parseVkey, printVkey, sameKey, verifyNote } from './note.ts'
import type { VerifyReport } from './report.ts'
import { addLeaves, caveats, FindingList, printHash, reportedKey, timeOf } from './report.ts'
import type { Sha256 } from './sha256.ts'
import { defaultSha256 } from './sha256.ts'
import type { LogName, ProvenSpan } from './span.ts'
import { ReadTree } from './tree.ts'
import { Witnesses } from './witnesses.ts'

/** `trustedKey` is a vkey obtained by another way than the file; `witnesses` are checkpoint texts others kept. */
export type VerifierOptions = {
  sha256?: Sha256
  verifyEd25519?: VerifyEd25519
  trustedKey?: string
  witnesses?: readonly string[]
}

/** A verification in progress: push the file's bytes in chunks of any size, then finish once. */
export type Verifier = {
  push(chunk: Uint8Array): Verifier
  /** Whose ledger the header says it is, null before it is read or when it cannot be. */
  log(): LogName | null
  /**
   * Goes on behind a span verified elsewhere, of which only the first line, a checkpoint, was pushed. False, and
   * nothing done, unless the report will be the same as if the bytes had been pushed: then push them.
   */
  leap(span: ProvenSpan): boolean
  finish(): VerifyReport
}

/** Starts the verification of an export (format yakusoku-ledger/1); memory stays bounded whatever is pushed. */
export function createVerifier(options: VerifierOptions = {}): Verifier {
  return new ExportVerifier(options)
}

const letterF = 0x66

class ExportVerifier implements Verifier {
  readonly #sha256: Sha256
  readonly #verify: VerifyEd25519
  readonly #witnesses: Witnesses
  readonly #trusted: NoteKey | null = null
  readonly #splitter = new LineSplitter({
    line: (bytes, start, end) => this.#line(bytes, start, end),
    overlong: () => this.#overlong(),
    release: () => this.#lastEntry.keep(),
  })
  readonly #reader: FactLineReader
  readonly #tree: ReadTree
  readonly #lastEntry = new LastEntry()
  readonly #findings = new FindingList()
  readonly #unproven: Leaves[] = []
  #header: z.infer<typeof HeaderSchema> | null = null
  #key: NoteKey | null = null
  #lineNumber = 0
  #ended = false
  #jump: number | null = null
  // How many facts are in doubt, and the findings about them as far as they are listed.
  #doubtful = 0
  #doubts: Finding[] = []
  #checkpointLines = 0
  #checkpoints = 0
  #proven = 0
  #settled = 0
  #root: Uint8Array | null = null
  #facts = 0
  #firstEntry: Uint8Array | null = null

  constructor({
    sha256 = defaultSha256,
    verifyEd25519 = defaultVerifyEd25519,
    trustedKey,
    witnesses = [],
  }: VerifierOptions) {
    this.#sha256 = sha256
    this.#verify = verifyEd25519
    this.#reader = new FactLineReader(sha256)
    this.#tree = new ReadTree(sha256)
    this.#witnesses = new Witnesses(witnesses)
    for (const item of this.#witnesses.unreadable) this.#findings.add(item)
    const trusted = trustedKey === undefined ? null : parseVkey(trustedKey, sha256)
    if (trusted?.ok === false) this.#findings.add(finding('key-unreadable', null))
    if (trusted?.ok === true) this.#trusted = trusted.value
    this.#key = this.#trusted
    if (this.#witnesses.next === 0) this.#witnesses.reached(0, this.#tree.roots(), false)
  }

  push(chunk: Uint8Array): this {
    this.#splitter.push(chunk)
    return this
  }

  log(): LogName | null {
    if (this.#header === null || this.#key === null) return null
    return { origin: this.#header.origin, vkey: printVkey(this.#key) }
  }

  leap(span: ProvenSpan): boolean {
    if (!this.#isAt(span) || span.to.size >= this.#witnesses.next) return false
    const { size, root, frontier } = span.to
    this.#lineNumber += span.lines
    this.#checkpointLines += span.checkpoints
    if (this.#facts === 0) this.#firstEntry = span.firstEntry
    this.#facts += size - this.#settled
    if (span.lastEntry !== null) this.#lastEntry.take(span.lastEntry)
    this.#checkpoints += span.checkpoints
    this.#proven += size - this.#settled
    this.#tree.settle(size, root, frontier)
    this.#stand(size, root)
    return true
  }

  // Nothing is in doubt and nothing half read, so that what follows depends on the checkpoint alone.
  #isAt({ log, from }: ProvenSpan): boolean {
    const mine = this.log()
    const roots = [this.#root, ...this.#tree.roots()]
    return (
      mine?.vkey === log.vkey &&
      mine.origin === log.origin &&
      !this.#ended &&
      this.#splitter.atLineStart &&
      this.#settled === from.size &&
      this.#tree.size === from.size &&
      roots.length === 2 &&
      roots.every((root) => root !== null && sameBytes(root, from.root))
    )
  }

  finish(): VerifyReport {
    this.#checkEnding()
    const { organisation = null, origin = null, created = null } = this.#header ?? {}
    const context = { origin, key: this.#key, verify: this.#verify, size: this.#tree.size }
    const { agreed, findings } = this.#witnesses.judge(context)
    for (const item of findings) this.#findings.add(item)
    const trusted = this.#trusted !== null && this.#key !== null && sameKey(this.#trusted, this.#key)
    return {
      ok: this.#findings.items.length === 0,
      trusted,
      organisation,
      origin,
      created,
      facts: this.#facts,
      proven: this.#proven,
      checkpoints: this.#checkpoints,
      root: printHash(this.#root),
      key: this.#key === null ? null : reportedKey(this.#key, this.#sha256),
      firstTime: timeOf(this.#firstEntry),
      lastTime: timeOf(this.#lastEntry.bytes),
      witnesses: agreed,
      unproven: [...this.#unproven, ...this.#tail()],
      findings: this.#findings.items,
      findingsNotListed: this.#findings.notListed,
      caveats: caveats(this.#trusted !== null, agreed),
    }
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    this.#lineNumber++
    if (bytes[start] === letterF && this.#lineNumber > 1 && !this.#ended) this.#fact(bytes, start, end)
    else if (this.#ended) this.#afterEnd()
    else if (this.#lineNumber === 1) this.#readHeader(bytes, start, end)
    else this.#other(bytes, start, end)
  }

  #fact(bytes: Uint8Array, start: number, end: number): void {
    const fact = this.#reader.read(bytes, start, end)
    if (fact.kind === 'as-written') {
      this.#tree.append(this.#reader.leaf)
      this.#jump = null
      this.#lastEntry.note(bytes, this.#reader.entryAt, end)
      if (this.#facts === 0) this.#firstEntry = bytes.slice(this.#reader.entryAt, end)
    } else if (fact.kind === 'not-a-fact') {
      this.#other(bytes, start, end)
      return
    } else {
      this.#oddFact(fact)
    }
    this.#facts++
    const size = this.#tree.size
    this.#reader.expect(size)
    if (size >= this.#witnesses.next) this.#witnesses.reached(size, this.#tree.roots(), this.#doubtful > 0)
  }

  #oddFact(fact: Exclude<FactLine, { kind: 'as-written' | 'not-a-fact' }>): void {
    const leafIndex = this.#tree.size
    switch (fact.kind) {
      case 'doubtful':
        this.#doubt(leafIndex)
        this.#tree.appendDoubtful(fact.written, this.#reader.leaf)
        this.#jump = fact.index === leafIndex ? null : fact.index + 1
        return
      case 'other-index':
        this.#misplaced(fact.index)
        return
      case 'frame-broken':
        this.#found('line-unreadable', { leafIndex })
        this.#tree.append(this.#reader.leaf)
        return
      case 'unreadable':
        this.#found('line-unreadable', { leafIndex })
        this.#tree.lose(leafIndex + 1)
    }
  }

  #doubt(leafIndex: number): void {
    const item = finding('fact-damaged', this.#lineNumber, { leafIndex })
    this.#doubtful++
    if (this.#findings.add(item)) this.#doubts.push(item)
  }

  // One odd number is a damaged number; a second that follows on it means that lines are missing or added.
  #misplaced(index: number): void {
    if (index === this.#jump) {
      this.#tree.lose(index + 1)
      this.#jump = null
      return
    }
    this.#found('fact-order', { leafIndex: this.#tree.size, said: index })
    this.#tree.append(this.#reader.leaf)
    this.#jump = index + 1
  }

  #other(bytes: Uint8Array, start: number, end: number): void {
    const line = readHashedLine(bytes, start, end, this.#sha256)
    if (line === null) this.#unreadable(bytes, start, end)
    else if (line.word === 'checkpoint') this.#checkpoint(line)
    else this.#end(line)
  }

  // The word at its beginning may be damaged: a line that holds a fact or a checkpoint still counts as one.
  #unreadable(bytes: Uint8Array, start: number, end: number): void {
    const read = this.#reader.read(bytes, start, end)
    if (read.kind === 'frame-broken') {
      this.#oddFact(read)
      this.#facts++
      this.#reader.expect(this.#tree.size)
      return
    }
    this.#found('line-unreadable')
    if (fromUtf8(bytes.subarray(start, end))?.includes('{"frontier":') === true) this.#checkpointLines++
  }

  #readHeader(bytes: Uint8Array, start: number, end: number): void {
    const text = fromUtf8(bytes.subarray(start, end)) ?? ''
    const match = /^(\S+) ([0-9a-f]{64}) (.*)$/s.exec(text)
    if (match?.[1] !== exportFormat) {
      this.#found('header-unreadable')
      if (/^(fact|checkpoint|end) /.test(text)) this.#headless(bytes, start, end)
      return
    }
    const body = match[3] ?? ''
    const header = parseBody(HeaderSchema, body)
    const key = header === null ? null : parseVkey(header.vkey, this.#sha256)
    // The line ends of another system in the whole file: nobody altered anything, whatever follows.
    if (body.endsWith('\r')) this.#found('header-unreadable')
    else if (this.#hashOf(body) !== match[2]) this.#found('header-damaged')
    else if (header === null || key?.ok !== true) this.#found('header-unreadable')
    else this.#takeHeader(header, key.value)
  }

  #headless(bytes: Uint8Array, start: number, end: number): void {
    if (bytes[start] === letterF) this.#fact(bytes, start, end)
    else this.#other(bytes, start, end)
  }

  #takeHeader(header: z.infer<typeof HeaderSchema>, key: NoteKey): void {
    this.#header = header
    this.#key = key
    if (this.#trusted !== null && !sameKey(this.#trusted, key)) {
      this.#found('key-not-trusted', { said: printVkey(this.#trusted), found: header.vkey })
    }
    const note = headerNote(header)
    if (note === null || !verifyNote(note, key, this.#verify)) this.#found('header-signature')
  }

  #checkpoint(line: HashedLine): void {
    this.#checkpointLines++
    const judge = { origin: this.#header?.origin ?? null, key: this.#key, verify: this.#verify }
    const read = readCheckpointLine(line, judge)
    if ('code' in read) this.#found(read.code, read.details)
    else this.#settle(read.size, read.root, read.frontier)
  }

  #settle(size: number, root: Uint8Array, frontier: Uint8Array[] | null): void {
    const leaves = { from: Math.min(this.#settled, Math.max(size - 1, 0)), to: Math.max(size - 1, 0) }
    if (size !== this.#tree.size) {
      this.#found('checkpoint-order', { said: size, found: this.#tree.size })
      this.#tree.lose(size)
    }
    const { facts, frontierFits } = this.#tree.settle(size, root, frontier)
    if (!frontierFits) this.#found('checkpoint-frontier')
    if (facts === 'not-proven') {
      this.#found('checkpoint-root', { leaves })
      if (size > this.#settled) addLeaves(this.#unproven, leaves)
    } else {
      this.#checkpoints++
      this.#proven += Math.max(0, size - this.#settled) - (facts === 'proven' ? this.#doubtful : 0)
      this.#resolve(facts === 'proven' ? 'fact-altered' : 'fact-hash-altered')
    }
    this.#stand(size, root)
    if (this.#key !== null) this.#witnesses.checkpoint(size, root)
  }

  #stand(size: number, root: Uint8Array): void {
    this.#doubtful = 0
    this.#doubts = []
    this.#jump = null
    this.#settled = size
    this.#root = root
    this.#reader.expect(size)
  }

  #resolve(code: FindingCode): void {
    for (const doubt of this.#doubts) {
      const { leafIndex } = doubt
      Object.assign(doubt, finding(code, doubt.line, leafIndex === undefined ? {} : { leafIndex }))
    }
  }

  #end({ body, intact }: HashedLine): void {
    this.#ended = true
    const end = intact ? parseBody(EndSchema, body) : null
    if (!intact) this.#found('end-damaged')
    else if (end === null) this.#found('line-unreadable')
    else if (this.#findings.items.length === 0 && !this.#endFits(end)) this.#found('end-mismatch')
  }

  #endFits(end: z.infer<typeof EndSchema>): boolean {
    const roots = this.#tree.roots().map(toBase64)
    return (
      end.facts === this.#tree.size && end.checkpoints === this.#checkpointLines && roots.includes(end.root)
    )
  }

  #afterEnd(): void {
    if (this.#findings.items.at(-1)?.code !== 'after-end') this.#found('after-end')
  }

  #overlong(): void {
    this.#lineNumber++
    this.#found('line-too-long')
  }

  #checkEnding(): void {
    const rest = this.#splitter.rest()
    if (rest.length > 0 || this.#lineNumber === 0) {
      this.#lineNumber++
      this.#found(this.#lineNumber === 1 ? 'header-unreadable' : this.#ended ? 'after-end' : 'line-cut')
    }
    if (!this.#ended) this.#findings.add(finding('end-missing', this.#lineNumber + 1))
    const size = this.#tree.size
    const header = this.#header
    if (header !== null && header.size !== size)
      this.#findings.add(finding('size-mismatch', 1, { said: header.size, found: size }))
    if (header !== null && header.checkpoints !== this.#checkpointLines) {
      this.#findings.add(
        finding('checkpoint-count', 1, { said: header.checkpoints, found: this.#checkpointLines }),
      )
    }
    for (const leaves of this.#tail()) this.#findings.add(finding('tail-unproven', null, { leaves }))
  }

  #tail(): Leaves[] {
    return this.#tree.size > this.#settled ? [{ from: this.#settled, to: this.#tree.size - 1 }] : []
  }

  #found(code: FindingCode, details: Details = {}): void {
    this.#findings.add(finding(code, this.#lineNumber, details))
  }

  #hashOf(body: string): string {
    return toHex(this.#sha256(new TextEncoder().encode(body)))
  }
}
