// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { commonRefusals, refuse, type Clock, type Text } from '../kernel/index.ts'
import { permissionsFor } from './access.ts'
import type { Auth } from './auth.ts'
import type { Role, Session } from './contract.ts'
import { accountsRefusals } from './refusals.ts'
import { isForeign } from './origins.ts'
import { at, findOperator, ownMemberships, useToken, type OperatorRow } from './store.ts'

/** How long what a cookie or token may do is remembered; a revocation made on another server takes this long. */
export const rememberedMilliseconds = 5_000

const rememberedMost = 10_000

/** A signed-in operator: where they may work, and how far their second factor is. */
export interface SignedIn {
  readonly operator: OperatorRow
  readonly secondFactor: Session['secondFactor']
  readonly places: readonly { readonly organisation: string; readonly roles: Role[] }[]
}

/** How far the second factor is: not set up, set up but not shown in this session, shown. */
export function secondFactorOf(
  operator: Pick<OperatorRow, 'has_totp' | 'has_passkey'>,
  shown: string | null | undefined,
): Session['secondFactor'] {
  if (!operator.has_totp && !operator.has_passkey) return 'missing'
  return shown ? 'proven' : 'unproven'
}

/** What the rest of the server sees of a signed-in operator: without the second factor, no permissions at all. */
export function callerOf({ operator, secondFactor, places }: SignedIn): Caller {
  const someone = {
    kind: 'operator',
    id: operator.id,
    name: operator.name,
    answerable: operator.id,
    roles: new Map(places.map(({ organisation, roles }) => [organisation, roles])),
  } as const
  if (secondFactor !== 'proven') return { ...someone, permissions: new Map(), secondFactorDue: secondFactor }
  const permissions = places.map(
    ({ organisation, roles }) => [organisation, new Set(permissionsFor(roles))] as const,
  )
  return { ...someone, permissions: new Map(permissions) }
}

/** The wire shape of a signed-in operator. */
export function presentSession(signedIn: SignedIn, nameOf: (organisation: string) => Text): Session {
  const { operator, secondFactor, places } = signedIn
  return {
    operator: { id: operator.id, name: operator.name, email: operator.email },
    secondFactor,
    organisations: places.map(({ organisation, roles }) => ({
      id: organisation,
      name: { ...nameOf(organisation) },
      roles,
      permissions: permissionsFor(roles),
    })),
  }
}

/** Reads where an operator may work. */
export async function readSignedIn(
  db: Database,
  id: string,
  shown: string | null | undefined,
): Promise<SignedIn | undefined> {
  const operator = await findOperator(db, { id })
  if (operator === undefined) return undefined
  const places = await ownMemberships(db, id)
  return {
    operator,
    secondFactor: secondFactorOf(operator, shown),
    places: places.map((place) => ({ organisation: place.organisation_id, roles: place.roles })),
  }
}

/** Refuses `common.too-many` where an address has had too many tokens looked up, as somebody who tries them does. */
export type MayLookUp = (request: FastifyRequest) => Promise<void>

/** What {@link createSessions} needs. */
export interface SessionsOptions {
  /** Loads the library at its first use: it takes 25 MB and a third of a second, which a server at rest saves. */
  readonly auth: () => Promise<Auth>
  readonly db: Database
  readonly clock: Clock
  readonly publicUrl: string
}

/** Who is behind a request, by session cookie or API token. */
export function createSessions({ auth, db, clock, publicUrl }: SessionsOptions) {
  // Who is about to show their second factor may show it to another server, and is not to wait afterwards.
  const lasts = (caller: Caller) => caller.kind === 'anonymous' || caller.secondFactorDue === undefined
  const callers = remember(clock, lasts)

  /** The signed-in operator of a request, read now; undefined when nobody is. */
  async function signedIn(request: FastifyRequest): Promise<SignedIn | undefined> {
    const cookie = sessionCookie(request, publicUrl)
    if (cookie === undefined) return undefined
    const headers = new Headers({ cookie })
    const { api } = await auth()
    const found = await api.getSession({ headers }).catch(() => {
      // The library has logged the cause; as far as we know it can only be the database.
      throw refuse(commonRefusals, 'common.unavailable')
    })
    if (found === null) return undefined
    return readSignedIn(db, found.user.id, (found.session as { secondFactor?: string | null }).secondFactor)
  }

  /**
   * `onRequest` hook: below /api and /ledger, sets `request.caller`; refuses what another site sent. The gate's API for
   * programs, …/access/v1, knows tokens only: a browser's session asks under /api.
   */
  async function authenticate(request: FastifyRequest, mayLookUp: MayLookUp): Promise<void> {
    // By the route that answers, not by how the address was written: `/%61pi/` leads to the same one.
    const route = request.routeOptions.url ?? ''
    const forPrograms = /^(\/organisations\/:organisation)?\/access\/v1\//.test(route)
    if (!forPrograms && !/^\/(api|ledger)\//.test(route)) return
    const bearer = bearerOf(request.headers.authorization)
    if (bearer !== undefined) {
      request.caller = await callers.get(hashOfSecret(bearer), async () => {
        await mayLookUp(request)
        return byToken(db, clock, bearer)
      })
      return
    }
    if (forPrograms) return
    const cookie = sessionCookie(request, publicUrl)
    refuseForeign(request, cookie !== undefined, publicUrl)
    if (cookie === undefined) return
    request.caller = await callers.get(hashOfSecret(cookie), async () => {
      const found = await signedIn(request)
      return found === undefined ? { kind: 'anonymous' } : callerOf(found)
    })
  }

  return { authenticate, signedIn, remembered: rememberedIn(callers), forget: callers.forget }
}

/** Who a token stands for, where that was found out in the last seconds. */
const rememberedIn =
  (callers: { readonly known: (key: string) => Caller | undefined }) =>
  (authorization: string | undefined): Caller | undefined => {
    const bearer = bearerOf(authorization)
    return bearer === undefined ? undefined : callers.known(hashOfSecret(bearer))
  }

const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(yks_\S{1,200})$/i.exec(authorization ?? '')?.[1]

/** What {@link createSessions} makes. */
export type Sessions = ReturnType<typeof createSessions>

/** Name of the session cookie; the library builds the same from its settings. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}yakusoku.session_token`
}

function sessionCookie(request: FastifyRequest, publicUrl: string): string | undefined {
  const name = sessionCookieName(publicUrl)
  const value = request.cookies[name]
  return value === undefined ? undefined : `${name}=${encodeURIComponent(value)}`
}

async function byToken(db: Database, clock: Clock, secret: string): Promise<Caller> {
  // The organisation stands in the token, so that it is looked up inside that organisation and nowhere else.
  const organisation = /^yks_([a-z][a-z0-9-]{1,62})_/.exec(secret)?.[1]
  if (organisation === undefined) return { kind: 'anonymous' }
  return inOrganisation(db, organisation, async (tx) => {
    const token = await useToken(tx, hashOfSecret(secret), at(clock.now()))
    if (token === undefined) return { kind: 'anonymous' }
    const held = permissionsFor(token.roles)
    const permitted = new Set(token.scopes.filter((scope) => held.includes(scope)))
    return {
      kind: 'token',
      id: token.id,
      name: token.name,
      answerable: token.owner_id,
      roles: new Map([[organisation, token.roles]]),
      permissions: new Map([[organisation, permitted]]),
    }
  })
}

function refuseForeign(request: FastifyRequest, withSession: boolean, publicUrl: string): void {
  const { origin, host, 'sec-fetch-site': site } = request.headers
  const told = { method: request.method, origin, host, withSession }
  if (isForeign({ ...told, site: typeof site === 'string' ? site : undefined }, publicUrl)) {
    throw refuse(accountsRefusals, 'accounts.foreign-origin')
  }
}

/** The hash under which a token is stored and remembered. */
export function hashOfSecret(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** Remembers answers that last for a few seconds: the library asks the database several times for each session. */
function remember<T>(clock: Clock, lasts: (answer: T) => boolean) {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<T>; settled?: T }>()
  const valid = (key: string) => {
    const entry = known.get(key)
    return entry !== undefined && entry.until > clock.now().epochMilliseconds ? entry : undefined
  }
  return {
    /** What is known already. */
    known: (key: string): T | undefined => valid(key)?.settled,
    get(key: string, ask: () => Promise<T>): Promise<T> {
      const entry = valid(key)
      if (entry !== undefined) return entry.answer
      if (known.size >= rememberedMost) known.clear()
      const answer = ask()
      const made: { until: number; answer: Promise<T>; settled?: T } = {
        until: clock.now().epochMilliseconds + rememberedMilliseconds,
        answer,
      }
      known.set(key, made)
      const forget = () => known.get(key) === made && known.delete(key)
      answer.then((settled) => (lasts(settled) ? (made.settled = settled) : forget()), forget)
      return answer
    },
    /** After any change made here, so that it works at once on this server. */
    forget: () => known.clear(),
  }
}
