// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { signCheckpoint } from './checkpoint.ts'
import { bytesOf, draftOf, platform, testEntry, testKey, verify, verifyInSpans } from './export.fixture.ts'
import { CompactRange } from './range.ts'
import { createSpanVerifier } from './span.ts'
import type { ProvenSpan } from './span.ts'
import { createVerifier } from './verifier.ts'

const { vkey, key, sign } = testKey(1)
const log = { origin: key.name, vkey }
const entries = Array.from({ length: 30 }, (_, i) => testEntry(i))
const genuine = bytesOf(draftOf(entries, [4, 11, 11, 19, 30]))
const cuts = cutsOf(genuine)

function cutsOf(bytes: Buffer): { start: number; end: number }[] {
  const matches = [...bytes.toString('latin1').matchAll(/^checkpoint .*\n/gm)]
  return matches.map(({ 0: line, index }) => ({ start: index, end: index + line.length }))
}

function spanOf(bytes: Uint8Array, of = log): ProvenSpan | null {
  return createSpanVerifier(of, platform).push(bytes).finish()
}

const between = (from: number, to: number) => genuine.subarray(cuts[from]?.start, cuts[to]?.end)
const proven = (from: number, to: number) => spanOf(between(from, to)) ?? expect.fail('not proven')
const beginning = (to: number) =>
  createVerifier({ ...platform, trustedKey: vkey }).push(genuine.subarray(0, cuts[to]?.end))

describe('a span between two checkpoints', () => {
  test('is proven by itself and says where it begins and ends', () => {
    expect(proven(0, 3)).toMatchObject({
      log,
      from: { size: 4 },
      to: { size: 19 },
      lines: 18,
      checkpoints: 3,
    })
    expect(proven(0, 3).firstEntry).toEqual(new Uint8Array(entries[4] as Uint8Array))
    expect(proven(0, 3).lastEntry).toEqual(new Uint8Array(entries[18] as Uint8Array))
    expect(proven(1, 2)).toMatchObject({ lines: 1, checkpoints: 1, lastEntry: null })
  })

  test.each([1, 2, 3])(
    'joins with the others to the report of the whole, %i checkpoints at a time',
    (every) => {
      const options = { ...platform, trustedKey: vkey }
      const { report, leapt } = verifyInSpans(genuine, options, { every })
      expect(leapt).toBe(Math.floor(4 / every))
      expect(report).toEqual(verify(genuine, options))
      expect([report.ok, report.proven, report.lastTime]).toEqual([true, 30, '2026-04-01T00:29:00.000Z'])
    },
  )

  test('is not proven when a bit of any seventh byte is flipped, a byte is missing, or it does not end with a checkpoint', () => {
    const bytes = between(0, 3)
    for (let at = 0; at < bytes.length; at += 7) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      expect(spanOf(damaged)).toBeNull()
    }
    expect(spanOf(bytes.subarray(1))).toBeNull()
    expect(spanOf(bytes.subarray(0, -1))).toBeNull()
    expect(spanOf(genuine.subarray(cuts[0]?.start))).toBeNull()
    expect(spanOf(genuine.subarray(cuts[0]?.end, cuts[1]?.end))).toBeNull()
    expect(spanOf(genuine.subarray(cuts[0]?.start, (cuts[3]?.end ?? 0) + 300))).toBeNull()
    expect(spanOf(new Uint8Array(0))).toBeNull()
  })

  test('is not proven for another key or another log', () => {
    expect(spanOf(between(0, 3), { ...log, vkey: testKey(9).vkey })).toBeNull()
    expect(spanOf(between(0, 3), { ...log, origin: 'ledger.example.jp/other' })).toBeNull()
    expect(spanOf(between(0, 3), { ...log, vkey: 'nonsense' })).toBeNull()
  })
})

describe('a verifier', () => {
  test('leaps only from the checkpoint the span begins with', () => {
    expect(beginning(0).leap(proven(0, 3))).toBe(true)
    expect(beginning(0).leap(proven(3, 4))).toBe(false)
    expect(beginning(3).leap(proven(0, 3))).toBe(false)
    expect(createVerifier(platform).leap(proven(0, 3))).toBe(false)
    expect(
      beginning(0)
        .push(genuine.subarray(cuts[0]?.end, (cuts[0]?.end ?? 0) + 9))
        .leap(proven(0, 3)),
    ).toBe(false)
    expect(beginning(4).push(genuine.subarray(cuts[4]?.end)).leap(proven(4, 4))).toBe(false)
  })

  test('leaps over no span of another history, key or log', () => {
    const rewritten = bytesOf(draftOf(entries.with(2, testEntry(900)), [4, 11, 11, 19, 30]))
    const [first, , , last] = cutsOf(rewritten)
    const other = spanOf(rewritten.subarray(first?.start, last?.end))
    expect(other).toMatchObject({ from: { size: 4 }, to: { size: 19 } })
    expect(beginning(0).leap(other ?? expect.fail('not proven'))).toBe(false)
    expect(beginning(0).leap({ ...proven(0, 3), log: { ...log, vkey: testKey(9).vkey } })).toBe(false)
    expect(beginning(0).leap({ ...proven(0, 3), log: { ...log, origin: 'other' } })).toBe(false)
  })

  test('reads the span itself where a witness wants a root within it', () => {
    const range = new CompactRange()
    for (const entry of entries.slice(0, 13)) range.appendEntry(entry)
    const witness = signCheckpoint({ origin: key.name, size: 13, root: range.root() }, key, sign)
    const options = { ...platform, trustedKey: vkey, witnesses: [witness] }
    const { report, leapt } = verifyInSpans(genuine, options, { every: 1 })
    expect([report.ok, report.witnesses, leapt]).toEqual([true, 1, 3])
  })

  test('finds the damage of one span and leaps over the others', () => {
    const damaged = Buffer.from(genuine.toString().replace('"count":15,', '"count":16,'))
    const { report, leapt } = verifyInSpans(damaged, { ...platform, trustedKey: vkey }, { every: 1 })
    expect(report.findings).toMatchObject([{ code: 'fact-altered', leafIndex: 15 }])
    expect([report.proven, leapt]).toEqual([29, 3])
  })
})
