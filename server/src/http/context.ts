// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { preferredLanguage, type Language } from '../kernel/index.ts'

/** Who sends a request, once `accounts` has looked at its session or token. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'operator' | 'token'
      /** Id of the operator, or of the API token. */
      readonly id: string
      /** Name as other operators see it. */
      readonly name: string
      /** What this caller may do, for each organisation it belongs to. */
      readonly permissions: ReadonlyMap<string, ReadonlySet<string>>
      /** The roles behind it, for each organisation; those of its owner for a token. */
      readonly roles: ReadonlyMap<string, readonly string[]>
      /** The operator who answers for it: itself, or the owner of the token. */
      readonly answerable: string
      /** The second factor is not there or not shown yet: may only finish signing in, and has no permissions. */
      readonly secondFactorDue?: 'missing' | 'unproven'
    }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any route runs; anonymous until `accounts` says otherwise. */
    caller: Caller
  }
}

/** The language of the person behind a request: `?lang=`, then their cookie, then the browser's list. */
export function languageOf(request: FastifyRequest): Language {
  const query = (request.query as { lang?: unknown } | undefined)?.lang
  return preferredLanguage(
    typeof query === 'string' ? query : undefined,
    request.cookies?.['yakusoku-language'],
    request.headers['accept-language'],
  )
}

/** Makes the `preValidation` hook that lets only callers with a permission in the path's organisation pass. */
export type Guard = (permission: string) => (request: FastifyRequest) => Promise<void>
