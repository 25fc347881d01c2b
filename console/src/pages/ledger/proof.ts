// SPDX-License-Identifier: Apache-2.0
/** The way from one fact to the signed root, computed in this browser; loaded only when somebody asks for it. */
import {
  fromBase64,
  leafHash,
  nodeHash,
  parseSignedCheckpoint,
  toHex,
  toUtf8,
  verifyReceipt,
  type Receipt,
  type ReceiptReport,
} from '@yakusoku/core/ledger'

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
  readonly leaf: string
  readonly steps: readonly Step[]
  readonly root: string | null
}

/** Verifies a receipt and shows the work; `trustedKey` is a key the reader has from elsewhere, or empty. */
export function prove(receipt: Receipt, trustedKey: string): Proof {
  const key = trustedKey.trim()
  const report = verifyReceipt(JSON.stringify(receipt), key === '' ? {} : { trustedKey: key })
  const signed = parseSignedCheckpoint(receipt.checkpoint)
  const leaf = leafHash(toUtf8(receipt.fact))
  const size = signed.ok ? signed.value.size : 0
  const siblings = receipt.proof.map(fromBase64).filter((hash) => hash !== null)
  return {
    report,
    leaf: toHex(leaf),
    steps: walk(leaf, receipt.leafIndex, size, siblings),
    root: signed.ok ? toHex(signed.value.root) : null,
  }
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
