// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, randomFillSync, timingSafeEqual } from 'node:crypto'
import { v7, validate } from 'uuid'

// Drawn many at a time: a call for each identifier costs more than the rest of appending its fact.
const random = new Uint8Array(16 * 512)
let drawn = random.length
const last = { msecs: 0, seq: 0 }

/**
 * A new time-ordered identifier (UUID version 7, RFC 9562); each is greater than the one before it of this process,
 * by which facts of one moment keep their order.
 */
export function newId(): string {
  if (drawn === random.length) {
    randomFillSync(random)
    drawn = 0
  }
  const bytes = random.subarray(drawn, (drawn += 16))
  const now = Date.now()
  if (now > last.msecs) {
    last.msecs = now
    // Half of the 32 bits stay free for what comes within the same millisecond.
    last.seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1
  } else if (last.seq === 0xff_ff_ff_ff) {
    last.msecs += 1
    last.seq = 0
  } else last.seq += 1
  return v7({ random: bytes, msecs: last.msecs, seq: last.seq })
}

/** How many milliseconds ago an identifier of {@link newId} was made, by this machine's clock. */
export function ageOf(id: string): number {
  return Date.now() - Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}

/** Whether a text is an identifier of ours, so that a route can refuse it before the database is asked. */
export function isId(value: string): boolean {
  return validate(value)
}

/** A secret of `bytes` random bytes in base64url: links, tokens, secrets to follow a request. */
export function newSecret(bytes = 24): string {
  return randomBytes(bytes).toString('base64url')
}

/** Compares two secrets in constant time, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(a), digest(b))
}
