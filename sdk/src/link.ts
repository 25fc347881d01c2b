// SPDX-License-Identifier: Apache-2.0
// Requests to the server under the program's token.
import type { FollowOptions } from './gate.ts'
import { GateError } from './refusal.ts'

/** What is asked of the server of one organisation. */
export interface Link {
  readonly organisation: string
  /** Sends a request; what is no success is a {@link GateError}. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>
}

/** Below the organisation's own address. */
export const gatePath = (organisation: string, path: string): string =>
  `/api/organisations/${encodeURIComponent(organisation)}/gate/${path}`

/** Milliseconds after which a request that is answered at once by others is given up. */
const MOST_FOR_ONE = 10_000

/** What is sent, as JSON, to be answered before long. */
export const sending = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
  signal: AbortSignal.timeout(MOST_FOR_ONE),
})

/** Opens the way to a server. */
export function linkTo(options: Pick<FollowOptions, 'url' | 'organisation' | 'token' | 'fetch'>): Link {
  const base = options.url.replace(/\/+$/, '')
  // Not by a method of `options`: browsers' fetch wants no other `this`.
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const { organisation, token } = options
  // Told here, and not by the runtime, whose words would show the token.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new GateError('gate.token')
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    // A redirect is not followed: the token is for nobody else. Not every runtime knows how to refuse one.
    headers.set('authorization', `Bearer ${token}`)
    const response = await send(`${base}${path}`, { ...init, headers, redirect: 'manual' }).catch(
      (error: unknown) => {
        throw new GateError('gate.unreachable', { why: reasonOf(error) })
      },
    )
    if (response.ok) return response
    // What is left unread keeps the connection.
    await response.body?.cancel().catch(() => undefined)
    throw refusalOf(response.status, organisation)
  }
  return { organisation, request }
}

function refusalOf(status: number, organisation: string): GateError {
  if (status === 401) return new GateError('gate.token', { status })
  if (status === 403) return new GateError('gate.scope', { status })
  if (status === 404) return new GateError('gate.unknown-organisation', { organisation, status })
  return new GateError('gate.unreachable', { why: `HTTP ${status}`, status })
}

/** Why something failed, in a word or two: the innermost cause says most. */
export function reasonOf(error: unknown): string {
  if (error instanceof GateError) return error.says.en
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as { code?: unknown }
  if (error.cause instanceof Error) return reasonOf(error.cause)
  return typeof code === 'string' ? code : error.message || error.name
}
