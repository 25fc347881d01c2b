// SPDX-License-Identifier: Apache-2.0
import {
  encodeFact,
  inclusionRanges,
  leafHash,
  makeReceipt,
  nodesOf,
  noteKey,
  proofHashes,
  rootOf,
  signCheckpoint,
  type NoteKey,
  type Receipt,
} from '@yakusoku/core/ledger'
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { prove } from './proof.ts'

const secret = new Uint8Array(32).fill(7)
const key = noteKey('example.test/log', ed25519.getPublicKey(secret)) as NoteKey

const factAt = (index: number) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  organisation: 'cleaning',
  type: 'requests.received',
  version: 1,
  time: '2026-11-21T00:00:00Z',
  actor: { kind: 'system', id: 'test' },
  subject: null,
  person: null,
  clear: { index },
  sealed: null,
  promises: [],
})

/** The fact as its page has it from the server. */
const shownAt = (index: number) => ({
  ...factAt(index),
  actorName: null,
  sealed: false,
  leafIndex: index,
})

function entryOf(index: number): Uint8Array {
  const encoded = encodeFact(factAt(index))
  if (!encoded.ok) throw new Error(encoded.problem.message.en)
  return encoded.value
}

function receiptIn(size: number, leafIndex: number): Receipt {
  const entries = Array.from({ length: size }, (_, index) => entryOf(index))
  const leaves = entries.map((entry) => leafHash(entry))
  const head = { origin: 'example.test/log', size, root: rootOf(leaves) }
  return makeReceipt({
    entry: entries[leafIndex] as Uint8Array,
    leafIndex,
    proof: proofHashes(inclusionRanges(leafIndex, size), nodesOf(leaves)) ?? [],
    checkpoint: signCheckpoint(head, key, (message) => ed25519.sign(message, secret)),
    key,
  })
}

describe('the proof shown in the browser', () => {
  it('walks from every leaf of trees of every shape to the signed root', () => {
    for (const size of [1, 2, 3, 5, 7, 8, 13]) {
      for (let index = 0; index < size; index++) {
        const { report, isShown, steps, leaf, root } = prove(receiptIn(size, index), '', shownAt(index))
        expect([report.ok, isShown, steps.at(-1)?.result ?? leaf]).toEqual([true, true, root])
      }
    }
  })

  it('does not hold, and ends at another root, when the fact was altered', () => {
    const receipt = receiptIn(5, 2)
    const { report, steps, root } = prove(
      { ...receipt, fact: receipt.fact.replace('received', 'refused_') },
      '',
      shownAt(2),
    )
    expect(report.ok).toBe(false)
    expect(steps.at(-1)?.result).not.toBe(root)
  })

  it('does not hold for a page that shows another fact than the receipt has', () => {
    const shown = { ...shownAt(1), clear: { index: 9 } }
    const { report, isShown } = prove(receiptIn(3, 1), '', shown)
    expect([report.ok, isShown]).toEqual([true, false])
    expect(prove(receiptIn(3, 1), '', { ...shownAt(1), leafIndex: 2 }).isShown).toBe(false)
  })

  it('says so when the key is not the trusted one', () => {
    const other = 'example.test/log+00000000+AZRyuFATs7yzrmpbOYAPVOEFILy6r59FB5LRpOSG7OKl'
    expect(prove(receiptIn(3, 1), other, shownAt(1)).report.ok).toBe(false)
    expect(prove(receiptIn(3, 1), ` ${receiptIn(3, 1).vkey} `, shownAt(1)).report.trusted).toBe(true)
  })
})
