// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { v7, validate } from 'uuid'

/** A new time-ordered identifier (UUID version 7, RFC 9562). */
export function newId(): string {
  return v7()
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
