// SPDX-License-Identifier: Apache-2.0
// The name under which a gate knows a person: a keyed hash, so that no identifier stands in memory, in a register or on
// the wire.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const encoder = new TextEncoder()

/** The form in which two writings of the same identifier are equal. */
export function normalise(kind: string, value: string): string {
  const plain = value.normalize('NFKC').trim()
  if (kind === 'email') return plain.toLowerCase()
  // +81 90 1234 5678, and +81 (0)90 1234 5678 as it is often written.
  if (kind === 'phone_number') return plain.replace(/[^0-9]/g, '').replace(/^810?(?=\d{9,10}$)/, '0')
  return plain
}

/** What kind of identifier a caller uses for a person: a mail address, or a number of the organisation's own. */
export const identifierKind = (identifier: string): 'email' | 'customer_id' =>
  identifier.includes('@') ? 'email' : 'customer_id'

const begun = new WeakMap<Uint8Array, ReturnType<typeof begin>>()
const begin = (key: Uint8Array) => hmac.create(sha256, key)

// What the hash begins with depends on the key alone: a third of the work, done once.
function keyed(key: Uint8Array): ReturnType<typeof begin> {
  const known = begun.get(key)
  if (known) return known
  const made = begin(key)
  begun.set(key, made)
  return made
}

/**
 * How the gate knows a person: the first 128 bits, as 32 hexadecimal digits, of HMAC-SHA-256 under the organisation's
 * gate key, whose bytes never change, over the kind of the identifier, a line feed and the normalised identifier in UTF-8.
 */
export function personKey(key: Uint8Array, identifier: string): string {
  const kind = identifierKind(identifier)
  const named = encoder.encode(`${kind}\n${normalise(kind, identifier)}`)
  return bytesToHex(keyed(key).clone().update(named).digest().subarray(0, 16))
}
