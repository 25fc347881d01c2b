// SPDX-License-Identifier: Apache-2.0
import type { SignedCheckpoint } from './checkpoint.ts'
import { parseSignedCheckpoint } from './checkpoint.ts'
import { sameBytes } from './encoding.ts'
import type { Finding } from './findings.ts'
import { finding } from './findings.ts'
import type { NoteKey, VerifyEd25519 } from './note.ts'
import { verifyNote } from './note.ts'

type Witness = { seen: SignedCheckpoint; roots: Uint8Array[]; doubtful: boolean }

/** What the witnesses' checkpoints are judged by at the end. */
export type WitnessContext = {
  origin: string | null
  key: NoteKey | null
  verify: VerifyEd25519
  size: number
}

/** Checkpoints others kept: each must be the root of the export's own first facts. */
export class Witnesses {
  readonly unreadable: Finding[] = []
  readonly #witnesses: Witness[] = []
  /** The size at which the next root is wanted. */
  next = Number.POSITIVE_INFINITY

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const seen = parseSignedCheckpoint(text)
      if (seen.ok) this.#witnesses.push({ seen: seen.value, roots: [], doubtful: false })
      else this.unreadable.push(finding('witness-unreadable', null))
    }
    this.#advance(-1)
  }

  /** Takes the roots the export may have at the wanted size; several, or doubt, when it is damaged before it. */
  reached(size: number, roots: readonly Uint8Array[], doubtful: boolean): void {
    for (const witness of this.#witnesses) {
      if (witness.seen.size !== size) continue
      witness.roots.push(...roots)
      witness.doubtful ||= doubtful
    }
    this.#advance(size)
  }

  /** Takes the root of a verified checkpoint of the export. */
  checkpoint(size: number, root: Uint8Array): void {
    for (const witness of this.#witnesses) if (witness.seen.size === size) witness.roots.push(root)
    this.#advance(size)
  }

  /** How many agree, and what is wrong with the others. */
  judge(context: WitnessContext): { agreed: number; findings: Finding[] } {
    const findings = this.#witnesses.map((witness) => judge(witness, context)).filter((item) => item !== null)
    return { agreed: this.#witnesses.length - findings.length, findings }
  }

  #advance(size: number): void {
    const sizes = this.#witnesses.map((witness) => witness.seen.size).filter((wanted) => wanted > size)
    this.next = Math.min(Number.POSITIVE_INFINITY, ...sizes)
  }
}

function judge({ seen, roots, doubtful }: Witness, context: WitnessContext): Finding | null {
  const { origin, key, verify, size } = context
  const said = seen.size
  if (origin !== null && seen.origin !== origin) return finding('witness-origin', null, { said: seen.origin })
  if (key !== null && !verifyNote(seen.note, key, verify)) return finding('witness-signature', null, { said })
  if (said > size) return finding('witness-larger', null, { said, found: size })
  if (roots.some((root) => sameBytes(root, seen.root))) return null
  const compared = roots.length > 0 && !doubtful
  return finding(compared ? 'witness-root' : 'witness-not-compared', null, { said })
}
