// SPDX-License-Identifier: Apache-2.0
import { fromUtf8, toBase64 } from './encoding.ts'
import type { Finding, Leaves } from './findings.ts'
import type { NoteKey } from './note.ts'
import { keyFingerprint, printVkey } from './note.ts'
import type { Bilingual } from './result.ts'
import type { Sha256 } from './sha256.ts'

/** A verifier key as a report names it; the fingerprint is 64 hexadecimal digits. */
export type ReportedKey = { vkey: string; fingerprint: string }

/** What a verification of an export came to. `root` is base 64, times are instants as the facts state them. */
export type VerifyReport = {
  /** Nothing was found; what that proves depends on `trusted` and `witnesses`. */
  ok: boolean
  /** The key is the one the caller trusts. */
  trusted: boolean
  organisation: string | null
  origin: string | null
  created: string | null
  /** Facts read. */
  facts: number
  /** Facts that lie under a verified checkpoint's root. */
  proven: number
  /** Checkpoints whose signature and root were verified. */
  checkpoints: number
  /** Root of the last verified checkpoint. */
  root: string | null
  key: ReportedKey | null
  firstTime: string | null
  lastTime: string | null
  /** Witness checkpoints that agree with the export. */
  witnesses: number
  /** Ranges of facts that no signed root proves; behind 200 of them the last one covers all that follow. */
  unproven: Leaves[]
  findings: Finding[]
  /** Findings beyond those listed. */
  findingsNotListed: number
  /** What the verification cannot tell, in plain words. */
  caveats: Bilingual[]
}

const maximumFindings = 200

/** Findings in the order they were made, the list bounded so that a ruined file cannot fill the memory. */
export class FindingList {
  readonly items: Finding[] = []
  notListed = 0

  /** Adds a finding; false where the list is full and it was only counted. */
  add(item: Finding): boolean {
    if (this.items.length === maximumFindings) {
      this.notListed++
      return false
    }
    this.items.push(item)
    return true
  }
}

/** Adds a range of facts to a list that is bounded like that of the findings. */
export function addLeaves(list: Leaves[], leaves: Leaves): void {
  const last = list.at(-1)
  if (last === undefined || list.length < maximumFindings) list.push(leaves)
  else last.to = Math.max(last.to, leaves.to)
}

/** How a report names a key. */
export function reportedKey(key: NoteKey, sha256: Sha256): ReportedKey {
  return { vkey: printVkey(key), fingerprint: keyFingerprint(key, sha256) }
}

/** What cannot be told without a trusted key or without a witness. */
export function caveats(keyGiven: boolean, witnesses: number): Bilingual[] {
  const list: Bilingual[] = []
  if (!keyGiven) {
    list.push({
      ja: '信頼する鍵が指定されていないため、確かめられたのはファイルの内部の整合だけです。組織のものかどうかは、別の経路で得た検証鍵を指定して確かめてください。',
      en: 'No trusted key was given, so the file is only consistent with itself. To know that it is the organisation’s, give the verifier key obtained by another way.',
    })
  }
  if (witnesses === 0) {
    list.push({
      ja: '証人のチェックポイントがないため、鍵を持つ者が台帳全体を作り直していないことまでは証明されません。',
      en: 'Without a witness checkpoint it is not proven that the holder of the key did not write the whole ledger anew.',
    })
  }
  return list
}

/** The `time` of an entry, null when it has none. */
export function timeOf(entry: Uint8Array | null): string | null {
  try {
    const value: unknown = JSON.parse(fromUtf8(entry ?? new Uint8Array()) ?? '')
    const time = typeof value === 'object' && value !== null && 'time' in value ? value.time : null
    return typeof time === 'string' ? time : null
  } catch {
    return null
  }
}

/** Base 64 of a hash that may be absent. */
export function printHash(hash: Uint8Array | null): string | null {
  return hash === null ? null : toBase64(hash)
}
