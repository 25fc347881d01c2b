// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto'
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

/** Counts tries and refuses the one too many. Keys are hashed: no address or e-mail is stored. */
export function createLimiter(db: Database, clock: Clock, secret: string) {
  const keyOf = (kind: keyof typeof limits, value: string) =>
    createHmac('sha256', secret).update(`limit:${kind}:${value}`).digest('base64url')
  return {
    async spend(kind: keyof typeof limits, value: string): Promise<void> {
      const now = clock.now()
      const { tries, windowSeconds } = limits[kind]
      const { count, resetsAt } = await countTry(db, keyOf(kind, value), at(now), windowSeconds)
      if (count <= tries) return
      const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - now.epochMilliseconds) / 1000))
      throw refuse(commonRefusals, 'common.too-many', { seconds })
    },
    forget: (kind: keyof typeof limits, value: string) => forgetTries(db, keyOf(kind, value)),
  }
}

/** What {@link createLimiter} makes. */
export type Limiter = ReturnType<typeof createLimiter>
