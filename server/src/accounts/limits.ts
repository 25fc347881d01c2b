// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Database } from '../database/index.ts'
import { commonRefusals, refuse, type Clock } from '../kernel/index.ts'
import { at, countTry, forgetTries } from './store.ts'

/** How many tries of a kind in a window; kept in the database, so that several servers count together. */
export interface Limit {
  readonly tries: number
  readonly windowSeconds: number
}

/** The limits of everything that could be guessed. An e-mail's count starts anew when its owner signs in. */
export const limits = {
  /** Sign-ins, codes, passkeys and links from one network address. */
  address: { tries: 120, windowSeconds: 60 },
  /** Passwords for one e-mail address, whether it has an account or not; passkeys still work meanwhile. */
  email: { tries: 10, windowSeconds: 900 },
  /** Codes and passwords of somebody signed in. */
  operator: { tries: 20, windowSeconds: 300 },
} as const satisfies Record<string, Limit>

/**
 * What counts as one network address: of IPv6 the first 64 bits, all of which one subscriber has; an IPv4 address
 * written as IPv6 is the IPv4 address.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [front = '', back] = address.replace(/%.*/, '').split('::')
  const [before, after] = [front, back ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0)
  const groups = [...(before ?? []), ...Array.from({ length: missing }, () => '0'), ...(after ?? [])]
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')
}

/** Counts tries and refuses the one too many. Keys are hashed: no address or e-mail is stored. */
export function createLimiter(db: Database, clock: Clock, secret: string) {
  const keyOf = (kind: keyof typeof limits, value: string) =>
    createHmac('sha256', secret).update(`limit:${kind}:${value}`).digest('base64url')
  return {
    async spend(kind: keyof typeof limits, value: string): Promise<void> {
      const now = clock.now()
      const { tries, windowSeconds } = limits[kind]
      const key = keyOf(kind, kind === 'address' ? networkOf(value) : value)
      const { count, resetsAt } = await countTry(db, key, at(now), windowSeconds)
      if (count <= tries) return
      const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - now.epochMilliseconds) / 1000))
      throw refuse(commonRefusals, 'common.too-many', { seconds })
    },
    forget: (kind: keyof typeof limits, value: string) => forgetTries(db, keyOf(kind, value)),
  }
}

/** What {@link createLimiter} makes. */
export type Limiter = ReturnType<typeof createLimiter>
