// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, draftOf, testEntry, testKey, verify } from './export.fixture.ts'
import { signCheckpoint } from './checkpoint.ts'
import { toBase64, toHex } from './encoding.ts'
import { leafHash } from './merkle.ts'
import { defaultVerifyEd25519 } from './note.ts'
import { CompactRange } from './range.ts'
import { defaultSha256 } from './sha256.ts'
import { createVerifier } from './verifier.ts'

const { vkey, key, sign } = testKey(1)
const entries = Array.from({ length: 30 }, (_, i) => testEntry(i))
const draft = draftOf(entries, [0, 7, 7, 19, 30])
const genuine = bytesOf(draft)
const lines = genuine.toString().split('\n').slice(0, -1)

function codes(text: string | Uint8Array, options = {}) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return verify(bytes, options).findings.map(({ code, line }) => `${code} ${line ?? '-'}`)
}

function withLines(change: (lines: string[]) => string[]): string {
  return change([...lines]).join('\n') + '\n'
}

// Line numbers of facts and checkpoints in the genuine export, counted from 1.
const lineOfFact = (index: number) => lines.findIndex((line) => line.startsWith(`fact ${index} `)) + 1
const lineOfCheckpoint = (n: number) =>
  lines.flatMap((line, i) => (line.startsWith('checkpoint ') ? [i + 1] : []))[n] as number

describe('a genuine export', { timeout: 60_000 }, () => {
  test.each([1, 7, 64, 1000, 1_000_000])('verifies in chunks of %i bytes and says what it is', (chunk) => {
    const range = new CompactRange()
    for (const entry of entries) range.appendEntry(entry)
    expect(verify(genuine, { trustedKey: vkey, witnesses: [draft.checkpoints[2] as string] }, chunk)).toEqual(
      {
        ok: true,
        trusted: true,
        organisation: 'hoshi-cleaning',
        origin: 'ledger.example.jp/hoshi-cleaning',
        created: '2026-11-21T09:00:00Z',
        facts: 30,
        proven: 30,
        checkpoints: 5,
        root: toBase64(range.root()),
        key: { vkey, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        firstTime: '2026-04-01T00:00:00.000Z',
        lastTime: '2026-04-01T00:29:00.000Z',
        witnesses: 1,
        unproven: [],
        findings: [],
        findingsNotListed: 0,
        caveats: [],
      },
    )
  })

  test('verifies with the portable primitives of a browser too', () => {
    const portable = { sha256: defaultSha256, verifyEd25519: defaultVerifyEd25519, trustedKey: vkey }
    expect(verify(genuine, portable)).toEqual(verify(genuine, { trustedKey: vkey }))
    expect(createVerifier({ trustedKey: vkey }).push(genuine).finish()).toEqual(verify(genuine, portable))
  })

  test('says plainly that without a key the file is only consistent with itself', () => {
    const report = verify(genuine)
    expect([report.ok, report.trusted]).toEqual([true, false])
    expect(report.caveats.map(({ en }) => en).join(' ')).toMatch(/only consistent with itself.*witness/)
  })

  test('may be of an empty ledger, with or without a checkpoint', () => {
    for (const sizes of [[], [0]]) {
      const report = verify(bytesOf(draftOf([], sizes)), { trustedKey: vkey })
      expect([report.ok, report.facts, report.firstTime]).toEqual([true, 0, null])
    }
  })

  test('leaves the chunks it is given as they were', () => {
    const copy = Buffer.from(genuine)
    verify(copy, {}, 333)
    expect(copy.equals(genuine)).toBe(true)
  })
})

describe('damage', { timeout: 60_000 }, () => {
  test('to a fact is shown as the altered fact, the others being proven', () => {
    const report = verify(
      Buffer.from(withLines((all) => all.map((line) => line.replace('"count":9,', '"count":8,')))),
    )
    expect(report.findings).toMatchObject([{ code: 'fact-altered', line: lineOfFact(9), leafIndex: 9 }])
    expect([report.proven, report.facts, report.unproven]).toEqual([29, 30, []])
  })

  test('to the written hash of a fact is told from damage to the fact', () => {
    const hash = toHex(leafHash(entries[9] as Uint8Array))
    const other = (hash.startsWith('0') ? '1' : '0') + hash.slice(1)
    const report = verify(Buffer.from(genuine.toString().replace(hash, other)))
    expect(report.findings).toMatchObject([{ code: 'fact-hash-altered', line: lineOfFact(9), leafIndex: 9 }])
    expect(report.proven).toBe(30)
  })

  test('re-hashed by a careful hand is narrowed down to the facts between two checkpoints', () => {
    const forged = [...draft.records]
    const at = forged.findIndex((record) => record.kind === 'fact' && record.entry === entries[9])
    forged[at] = { kind: 'fact', entry: testEntry(900) }
    const frontiers = draft.records.map((record) => record.kind)
    expect(frontiers).toContain('checkpoint')
    const report = verify(bytesOf({ ...draft, records: withFrontiers(forged) }), { trustedKey: vkey })
    expect(report.findings).toMatchObject([
      { code: 'checkpoint-root', leaves: { from: 7, to: 18 }, line: lineOfCheckpoint(3) },
    ])
    expect([report.proven, report.unproven]).toEqual([18, [{ from: 7, to: 18 }]])
  })

  test('in the storage shows on its own line where the export carries the stored leaf hashes', () => {
    const records = draft.records.map((record) =>
      record.kind === 'fact' && record.entry === entries[20]
        ? { kind: 'fact' as const, entry: testEntry(21), leaf: leafHash(entries[20] as Uint8Array) }
        : record,
    )
    expect(codes(bytesOf({ ...draft, records }))).toEqual([`fact-altered ${lineOfFact(20)}`])
  })

  test('by a change of line ends begins with the advice to copy the file again', () => {
    const [first] = verify(Buffer.from(genuine.toString().replaceAll('\n', '\r\n'))).findings
    expect(first).toMatchObject({ code: 'header-unreadable', line: 1 })
    expect(first?.remedy.en).toMatch(/^Copy the file again.*line ends/)
  })

  test('by a missing, doubled or exchanged line is found where it happened, and the rest proven', () => {
    const missing = withLines((all) => all.toSpliced(lineOfFact(9) - 1, 1))
    expect(codes(missing)[0]).toBe(`fact-order ${lineOfFact(9)}`)
    expect(verify(Buffer.from(missing)).unproven).toEqual([{ from: 7, to: 18 }])
    const doubled = withLines((all) => all.toSpliced(lineOfFact(9), 0, all[lineOfFact(9) - 1] as string))
    expect(codes(doubled)[0]).toBe(`fact-order ${lineOfFact(9) + 1}`)
    const exchanged = withLines((all) => {
      const [a, b] = [lineOfFact(9) - 1, lineOfFact(12) - 1]
      return all.with(a, all[b] as string).with(b, all[a] as string)
    })
    expect(codes(exchanged)[0]).toBe(`fact-order ${lineOfFact(9)}`)
    expect(verify(Buffer.from(exchanged)).unproven).toEqual([{ from: 7, to: 18 }])
  })

  test('by cutting the file is found, also when cut at the end of a line', () => {
    expect(codes(withLines((all) => all.slice(0, -1)))).toContain(`end-missing ${lines.length}`)
    expect(codes(withLines((all) => all.slice(0, 12)))).toEqual(
      expect.arrayContaining(['end-missing 13', 'size-mismatch 1', 'checkpoint-count 1']) as string[],
    )
    expect(codes(genuine.subarray(0, -1))[0]).toBe(`line-cut ${lines.length}`)
    expect(codes(genuine.subarray(0, 0))[0]).toBe('header-unreadable 1')
    expect(codes(withLines((all) => [...all, 'more']))).toEqual([`after-end ${lines.length + 1}`])
  })

  test('by a checkpoint taken away, changed or of another ledger is found', () => {
    const at = lineOfCheckpoint(3)
    expect(codes(withLines((all) => all.toSpliced(at - 1, 1)))).toEqual([
      `end-mismatch ${lines.length - 1}`,
      'checkpoint-count 1',
    ])
    const other = testKey(1, 'ledger.example.jp/other')
    const foreign = signCheckpoint(
      { origin: other.key.name, size: 30, root: new Uint8Array(32) },
      other.key,
      other.sign,
    )
    expect(codes(bytesOf({ ...draft, records: replaceLast(foreign) }))).toEqual([
      `checkpoint-origin ${lines.length - 1}`,
      'tail-unproven -',
    ])
    const resigned = testKey(9)
    const signed = signCheckpoint(
      { origin: key.name, size: 30, root: new Uint8Array(32) },
      resigned.key,
      resigned.sign,
    )
    expect(codes(bytesOf({ ...draft, records: replaceLast(signed) }))[0]).toBe(
      `checkpoint-signature ${lines.length - 1}`,
    )
    const wrong = signCheckpoint({ origin: key.name, size: 29, root: new Uint8Array(32) }, key, sign)
    expect(codes(bytesOf({ ...draft, records: replaceLast(wrong) }))).toEqual(
      expect.arrayContaining([
        `checkpoint-order ${lines.length - 1}`,
        `checkpoint-root ${lines.length - 1}`,
      ]) as string[],
    )
  })

  test('by signing everything anew with another key is found with the trusted key', () => {
    const forged = bytesOf(draftOf(entries, [0, 7, 19, 30], testKey(9)))
    expect(codes(forged)).toEqual([])
    expect(codes(forged, { trustedKey: vkey })).toEqual(['key-not-trusted 1'])
    const { trusted, caveats } = verify(forged, { trustedKey: vkey })
    expect([trusted, caveats.filter(({ en }) => en.includes('No trusted key was given'))]).toEqual([
      false,
      [],
    ])
    expect(codes(genuine, { trustedKey: 'nonsense' })).toEqual(['key-unreadable -'])
  })

  test('cannot fill the memory with findings or with a line without end', () => {
    const noise = Buffer.alloc(300_000, 'x\n')
    const report = verify(noise, {}, 65_536)
    expect(report.findings).toHaveLength(200)
    expect(report.findingsNotListed).toBeGreaterThan(100_000)
    const endless = createVerifier()
    for (let i = 0; i < 50; i++) endless.push(Buffer.alloc(65_536, 'x'))
    expect(endless.push(Buffer.from('\n')).push(genuine).finish().findings[0]).toMatchObject({
      code: 'line-too-long',
      line: 1,
    })
  })

  test('to more facts than are listed is counted to the last one', () => {
    const many = Array.from({ length: 250 }, (_, i) => testEntry(i))
    const damaged = bytesOf(draftOf(many, [250]))
      .toString()
      .replaceAll(/"count":(\d+),/g, '"count":9$1,')
    const report = verify(Buffer.from(damaged))
    expect([report.facts, report.proven, report.findingsNotListed]).toEqual([250, 0, 50])
    expect(new Set(report.findings.map(({ code }) => code))).toEqual(new Set(['fact-altered']))
  })

  test('between more checkpoints than can be listed leaves a list of ranges that covers all of it', () => {
    const many = Array.from({ length: 250 }, (_, i) => testEntry(i))
    const { records, ...rest } = draftOf(
      many,
      Array.from(many.keys(), (i) => i + 1),
    )
    const forged = records.map((record) =>
      record.kind === 'fact'
        ? { ...record, entry: testEntry(900) }
        : { ...record, frontier: [new Uint8Array(32)] },
    )
    const report = verify(bytesOf({ ...rest, records: forged }))
    expect([report.proven, report.unproven.length, report.unproven.at(-1)?.to]).toEqual([0, 200, 249])
  })

  test('of any kind is answered with a report, never an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), fc.nat(lines.length - 1), (noise, at) => {
        const text = noise.map((bytes) => Buffer.from(bytes).toString('latin1'))
        expect(codes(withLines((all) => all.toSpliced(at, 1, ...text)))).not.toEqual([])
      }),
    )
  })
})

describe('a witness', { timeout: 60_000 }, () => {
  const checkpointAt = (size: number) => {
    const range = new CompactRange()
    for (const entry of entries.slice(0, size)) range.appendEntry(entry)
    return signCheckpoint({ origin: key.name, size, root: range.root() }, key, sign)
  }

  test('agrees at any size, whether or not the export has a checkpoint there', () => {
    const witnesses = [0, 1, 7, 13, 13, 29, 30].map(checkpointAt)
    expect(verify(genuine, { witnesses, trustedKey: vkey })).toMatchObject({
      ok: true,
      witnesses: 7,
      caveats: [],
    })
  })

  test('who saw more shows that the tail was cut off', () => {
    const honest = bytesOf(draftOf(entries.slice(0, 19), [7, 19]))
    expect(codes(honest, { trustedKey: vkey })).toEqual([])
    expect(codes(honest, { trustedKey: vkey, witnesses: [checkpointAt(30)] })).toEqual(['witness-larger -'])
  })

  test('who saw other facts shows that the holder of the key rewrote the past', () => {
    const rewritten = bytesOf(draftOf(entries.with(3, testEntry(900)), [7, 19, 30]))
    expect(codes(rewritten, { trustedKey: vkey })).toEqual([])
    for (const size of [4, 13, 19, 30]) {
      expect(codes(rewritten, { trustedKey: vkey, witnesses: [checkpointAt(size)] })).toEqual([
        'witness-root -',
      ])
    }
    expect(codes(rewritten, { trustedKey: vkey, witnesses: [checkpointAt(3)] })).toEqual([])
  })

  test('whose checkpoint is of another ledger, of another key or no checkpoint is not counted', () => {
    const other = testKey(9)
    const forged = signCheckpoint(
      { origin: key.name, size: 7, root: new Uint8Array(32) },
      other.key,
      other.sign,
    )
    const elsewhere = testKey(1, 'ledger.example.jp/other')
    const foreign = signCheckpoint(
      { origin: elsewhere.key.name, size: 7, root: new Uint8Array(32) },
      elsewhere.key,
      sign,
    )
    expect(codes(genuine, { witnesses: [forged, foreign, 'hello\n'] })).toEqual([
      'witness-unreadable -',
      'witness-signature -',
      'witness-origin -',
    ])
  })

  test('is not called a liar because of damage elsewhere', () => {
    const missing = Buffer.from(withLines((all) => all.toSpliced(lineOfFact(9) - 1, 1)))
    const found = codes(missing, { witnesses: [checkpointAt(13), checkpointAt(19)] })
    expect(found).toContain('witness-not-compared -')
    expect(found).not.toContain('witness-root -')
  })
})

function replaceLast(text: string) {
  const at = draft.records.findLastIndex((record) => record.kind === 'checkpoint')
  return draft.records.with(at, { kind: 'checkpoint', text })
}

// A forger keeps the frontiers of the genuine export: they are those of the signed roots.
function withFrontiers(records: typeof draft.records) {
  const range = new CompactRange()
  return records.map((record, i) => {
    const original = draft.records[i]
    if (original?.kind === 'fact') range.appendEntry(original.entry)
    return record.kind === 'checkpoint' ? { ...record, frontier: range.frontier() } : record
  })
}
