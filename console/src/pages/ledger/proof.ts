// SPDX-License-Identifier: Apache-2.0
/** The way from one fact to the signed root, computed in this browser; loaded only when somebody asks for it. */
import { canonicalize } from '@yakusoku/core/canonical'
import {
  fromBase64,
  leafHash,
  nodeHash,
  parseFact,
  parseSignedCheckpoint,
  toHex,
  toUtf8,
  verifyReceipt,
  type Receipt,
  type ReceiptReport,
} from '@yakusoku/core/ledger'
import type { FactView } from 'yakusoku/contract'

/** One meeting of two hashes on the way up; hexadecimal. */
export interface Step {
  /** The hash that the proof brings, and the side it stands on. */
  readonly sibling: string
  readonly side: 'left' | 'right'
  /** SHA-256 of 0x01, the left and the right hash. */
  readonly result: string
}

/** What the verification came to, with every hash on the way; root null when the checkpoint is unreadable. */
export interface Proof {
  readonly report: ReceiptReport
  /** Whether the fact on the page is the one in the receipt: else something else was proven than what is read. */
  readonly isShown: boolean
  readonly leaf: string
  readonly steps: readonly Step[]
  readonly root: string | null
}

/**
 * Verifies the receipt of the fact on the page and shows the work; `trustedKey` is a key the reader has from elsewhere,
 * or empty.
 */
export function prove(receipt: Receipt, trustedKey: string, shown: FactView): Proof {
  const key = trustedKey.trim()
  const report = verifyReceipt(JSON.stringify(receipt), key === '' ? {} : { trustedKey: key })
  const signed = parseSignedCheckpoint(receipt.checkpoint)
  const leaf = leafHash(toUtf8(receipt.fact))
  const size = signed.ok ? signed.value.size : 0
  const siblings = receipt.proof.map(fromBase64).filter((hash) => hash !== null)
  return {
    report,
    isShown: isSame(receipt, shown),
    leaf: toHex(leaf),
    steps: walk(leaf, receipt.leafIndex, size, siblings),
    root: signed.ok ? toHex(signed.value.root) : null,
  }
}

const told = ['id', 'type', 'time', 'actor', 'subject', 'clear', 'promises'] as const

function isSame(receipt: Receipt, shown: FactView): boolean {
  const parsed = parseFact(toUtf8(receipt.fact))
  if (!parsed.ok || shown.leafIndex !== receipt.leafIndex) return false
  const text = (fact: Readonly<Record<string, unknown>>) =>
    JSON.stringify(canonicalize(told.map((name) => fact[name])))
  return text({ ...parsed.value }) === text(shown)
}

// RFC 9162 section 2.1.3.2, written down instead of only compared.
function walk(leaf: Uint8Array, index: number, size: number, siblings: readonly Uint8Array[]): Step[] {
  const steps: Step[] = []
  let [place, last, hash] = [index, size - 1, leaf]
  for (const sibling of siblings) {
    if (last <= 0) break
    const fromLeft = place % 2 === 1 || place === last
    hash = fromLeft ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
    steps.push({ sibling: toHex(sibling), side: fromLeft ? 'left' : 'right', result: toHex(hash) })
    while (fromLeft && place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)]
    ;[place, last] = [Math.floor(place / 2), Math.floor(last / 2)]
  }
  return steps
}
