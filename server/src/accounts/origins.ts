// SPDX-License-Identifier: Apache-2.0
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a browser's `Origin` is this server itself: the public URL, or the very loopback address the request was
 * sent to. Any other site's origin, also of another port of this machine, is foreign.
 */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  if (from.origin === new URL(publicUrl).origin) return true
  if (from.protocol !== 'http:' || !loopback.has(from.hostname) || !host) return false
  return URL.canParse(`http://${host}`) && new URL(`http://${host}`).origin === from.origin
}

/** What of a request tells where it was sent from. */
export interface Provenance {
  readonly method: string
  readonly origin: string | undefined
  readonly site: string | undefined
  readonly host: string | undefined
  /** Whether the request carries a session cookie, so that a foreign page could misuse it. */
  readonly withSession: boolean
}

/**
 * Whether a request that changes something may come from another site (CSRF). With a session cookie the origin must
 * be told and ours; without one (signing in) it must not be foreign where it is told.
 */
export function isForeign(request: Provenance, publicUrl: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  if (request.origin !== undefined) return !isOwnOrigin(request.origin, request.host, publicUrl)
  if (request.site !== undefined) return request.site !== 'same-origin' && request.site !== 'none'
  return request.withSession
}
