// SPDX-License-Identifier: Apache-2.0
// Everything a gate here knows, and how messages of the server change it.
import type { Gate as Deciding, Snapshot, Standing, StreamMessage } from '@yakusoku/core/gate'
import { since, type Moment } from './clock.ts'

/** The state of a gate in this process. */
export interface Known {
  readonly gate: Deciding
  /** The key under which identifiers become names. */
  readonly key: Uint8Array
  standing: Standing
  version: string
  revision: number
  position: bigint
  /** From here on what is known is consistent. */
  readonly complete: bigint
  day: string
  /** When everything was known last, and how far behind the server itself was then. */
  heard: Moment | undefined
  behind: number
}

/** What a snapshot makes known; when it was true, only the stream tells. */
export function knownFrom({ gate, head, end }: Snapshot): Known {
  const { policy, position, day, key, standing } = head
  return {
    gate,
    key: Uint8Array.from(key.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)),
    standing,
    version: policy.version,
    revision: policy.revision,
    position: BigInt(position),
    complete: BigInt(end.position),
    day,
    heard: undefined,
    behind: 0,
  }
}

/** Milliseconds since everything was known for sure. */
export const lagOf = ({ heard, behind }: Known): number => (heard ? since(heard) + behind : Infinity)

/** Why a message cannot follow what is known. */
export type Break = 'skipped' | 'older-policy'

/**
 * Takes a message in, heard at a moment. What does not follow is told and changes nothing: the state must be fetched
 * anew, or another server asked.
 */
export function take(known: Known, message: StreamMessage, at: Moment): Break | undefined {
  switch (message.kind) {
    case 'persons': {
      if (BigInt(message.after) !== known.position) return 'skipped'
      for (const { key, state } of message.persons) known.gate.setPerson(key, state ?? undefined)
      known.position = BigInt(message.position)
      return undefined
    }
    case 'policy': {
      if (message.revision < known.revision) return 'older-policy'
      known.standing = message.standing
      known.gate.setStanding(message.standing)
      known.gate.setPack(message.pack, message.laws)
      known.version = message.version
      known.revision = message.revision
      return undefined
    }
    case 'standing': {
      known.standing = message.standing
      known.gate.setStanding(message.standing)
      return undefined
    }
    case 'here': {
      const position = BigInt(message.position)
      if (position > known.position) return 'skipped'
      // A server that knows less than this gate cannot tell that nothing is missing.
      if (position < known.position || position < known.complete) return undefined
      known.day = message.day
      known.heard = at
      known.behind = message.behind
      return undefined
    }
  }
}
