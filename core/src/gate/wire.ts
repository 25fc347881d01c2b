// SPDX-License-Identifier: Apache-2.0
// What travels from a server to a gate elsewhere: a snapshot of everything known, and what changes after it.
import type { PackData } from '@yakusoku/core/packs'
import type { Person, Standing } from './facts.ts'

/** The policy a gate decides by; the revision only grows, and a reader never goes back to a lower one. */
export type PolicyInForce = {
  readonly revision: number
  readonly version: string
  readonly pack: PackData
  readonly laws: readonly PackData[]
}

/** What a snapshot begins with. */
export type SnapshotHead = {
  readonly format: 1
  readonly organisation: string
  readonly policy: PolicyInForce
  readonly standing: Standing
  /** The organisation's day, YYYY-MM-DD. */
  readonly day: string
  /** The key for `personKey`, hexadecimal. */
  readonly key: string
  /** The last change that the snapshot holds for sure, decimal. */
  readonly position: string
}

/** What a snapshot ends with. */
export type SnapshotEnd = {
  readonly persons: number
  /** Some of what changed up to here is in it already: only who has followed up to here has one consistent state. */
  readonly position: string
}

/** A line of the stream: changes of persons, one policy or standing in the place of the other, or a sign of life. */
export type StreamMessage =
  | {
      readonly kind: 'persons'
      /** The position this follows: a reader that stands elsewhere has missed something. */
      readonly after: string
      readonly position: string
      /** The state that now stands of each; null for a person who was forgotten. */
      readonly persons: readonly { readonly key: string; readonly state: Person | null }[]
    }
  // With the standing: a purpose that came with a version must not be there before what is known of new purposes.
  | ({ readonly kind: 'policy'; readonly standing: Standing } & PolicyInForce)
  | { readonly kind: 'standing'; readonly standing: Standing }
  | {
      readonly kind: 'here'
      readonly position: string
      readonly day: string
      /** Milliseconds since the server itself last knew that it had seen everything. */
      readonly behind: number
    }

/** A kind of {@link StreamMessage} by its name. */
export type MessageOf<Kind extends StreamMessage['kind']> = Extract<StreamMessage, { kind: Kind }>

/** Kinds of frame of a snapshot; a frame is `[u32 little-endian length of the body][u8 kind][body]`. */
export const FRAME = { head: 1, states: 2, persons: 3, end: 4 } as const

/** Bytes before the body of a frame. */
export const FRAME_HEAD = 5

/** Bytes of the longest body that is read: more is not a snapshot. */
export const LONGEST_FRAME = 64 * 1024 * 1024

/** Bytes of one person: the key, the number of the state and the day of birth, as u32 little-endian. */
export const PERSON_BYTES = 24

/** What may be wrong with what came over the wire. */
export type WireProblemCode =
  | 'cut-short'
  | 'out-of-order'
  | 'absurd-length'
  | 'unknown-kind'
  | 'unknown-state'
  | 'unknown-format'
  | 'not-understood'
  | 'counts-differ'

/** Something wrong, for whoever runs the reader. */
export type WireProblem = {
  readonly code: WireProblemCode
  readonly message: { readonly ja: string; readonly en: string }
}

/** What was read, or why it cannot be. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: WireProblem }

const SAYS: Readonly<Record<WireProblemCode, readonly [ja: string, en: string]>> = {
  'cut-short': ['途中で切れています', 'it is cut short'],
  'out-of-order': ['順序が正しくありません', 'its parts are out of order'],
  'absurd-length': ['長さが大きすぎます', 'a length in it is absurd'],
  'unknown-kind': ['知らない種類の部分があります', 'it has a part of a kind that is not known here'],
  'unknown-state': ['番号の状態がありません', 'a person in it has a state that it does not have'],
  'unknown-format': ['知らない版の形式です', 'it is of a format that is not known here'],
  'not-understood': ['読み取れない部分があります', 'a part of it cannot be understood'],
  'counts-differ': ['人数が合いません', 'the number of persons differs'],
}

/** A problem with where it is, in words that are no data of anybody. */
export function wireProblem(code: WireProblemCode, where: string): WireProblem {
  const [ja, en] = SAYS[code]
  return {
    code,
    message: {
      ja: `ゲートの写しを使えません：${ja}（${where}）。取り直してください。続く場合は、サーバーとこのプログラムの版をそろえてください。`,
      en: `The copy of the gate cannot be used: ${en} (${where}). Fetch it again; if that does not help, use the same version of the server and of this program.`,
    },
  }
}
