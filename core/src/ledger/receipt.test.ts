// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testEntry, testFact, testKey } from './export.fixture.ts'
import { signCheckpoint } from './checkpoint.ts'
import { inclusionRanges, leafHash, nodesOf, proofHashes, rootOf } from './merkle.ts'
import { makeReceipt, printReceipt, verifyReceipt } from './receipt.ts'

const { key, sign, vkey } = testKey(1)
const leaves = Array.from({ length: 13 }, (_, i) => leafHash(testEntry(i)))
const checkpoint = signCheckpoint({ origin: key.name, size: 13, root: rootOf(leaves) }, key, sign)

function receiptOf(leafIndex: number): string {
  const proof = proofHashes(inclusionRanges(leafIndex, 13), nodesOf(leaves)) ?? []
  return printReceipt(makeReceipt({ entry: testEntry(leafIndex), leafIndex, proof, checkpoint, key }))
}

function codes(json: string, trustedKey?: string): string[] {
  return verifyReceipt(json, trustedKey === undefined ? {} : { trustedKey }).findings.map(({ code }) => code)
}

describe('a receipt', { timeout: 60_000 }, () => {
  test('proves its fact by itself and says what it proves', () => {
    const report = verifyReceipt(receiptOf(9), { trustedKey: vkey })
    expect(report).toMatchObject({
      ok: true,
      trusted: true,
      leafIndex: 9,
      size: 13,
      origin: key.name,
      fact: testFact(9),
    })
    expect(report.key).toMatchObject({ vkey })
    expect(verifyReceipt(receiptOf(9)).caveats[0]?.en).toMatch(/only consistent with itself/)
  })

  test('is refused for another fact, another place, another key or a checkpoint that was not signed', () => {
    const other = JSON.stringify({
      ...(JSON.parse(receiptOf(9)) as object),
      fact: Buffer.from(testEntry(8)).toString(),
    })
    expect(codes(other)).toEqual(['receipt-proof'])
    const elsewhere = JSON.stringify({ ...(JSON.parse(receiptOf(9)) as object), leafIndex: 8 })
    expect(codes(elsewhere)).toEqual(['receipt-proof'])
    expect(codes(receiptOf(9), testKey(2).vkey)).toEqual(['key-not-trusted'])
    expect(codes(receiptOf(9), 'nonsense')).toEqual(['key-unreadable'])
    const foreign = JSON.stringify({ ...(JSON.parse(receiptOf(9)) as object), vkey: testKey(2).vkey })
    expect(codes(foreign)).toEqual(['checkpoint-signature'])
  })

  test('is refused with a second fact, of which a reader would see one and the proof be for the other', () => {
    const shown = JSON.stringify(Buffer.from(testEntry(8)).toString())
    expect(codes(receiptOf(9).replace('"fact":', `"fact": ${shown}, "fact":`))).toEqual([
      'receipt-unreadable',
    ])
    expect(codes(JSON.stringify(JSON.parse(receiptOf(9))))).toEqual([])
  })

  test('is refused with any single bit flipped', () => {
    const genuine = Buffer.from(receiptOf(9))
    const property = fc.property(fc.nat(genuine.length - 2), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(genuine)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      expect(verifyReceipt(bytes.toString('utf8')).ok).toBe(false)
    })
    fc.assert(property, { numRuns: 300 })
  })

  test('that is no receipt is answered with what is wrong, never an exception', () => {
    for (const json of ['', '{}', 'null', '[]', '{"format":"yakusoku-receipt/2"}']) {
      expect(codes(json)).toEqual(['receipt-unreadable'])
    }
    const anyJson = fc.property(fc.json(), (json) => {
      expect(codes(json)).toEqual(['receipt-unreadable'])
    })
    fc.assert(anyJson)
  })
})
