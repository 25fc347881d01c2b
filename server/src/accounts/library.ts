// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse, type Refusal } from '../kernel/index.ts'
import type { Auth } from './auth.ts'
import { accountsRefusals } from './refusals.ts'

/** What the library answered when it said yes. */
export type Answer = Readonly<Record<string, unknown>>

type Code = keyof typeof accountsRefusals

/** The library's error codes as refusals of ours; what is not here is a bug and leaves as an opaque 500. */
const refusalOf: Readonly<Record<string, Code>> = {
  INVALID_EMAIL: 'accounts.wrong-credentials',
  INVALID_EMAIL_OR_PASSWORD: 'accounts.wrong-credentials',
  PASSWORD_TOO_LONG: 'accounts.wrong-credentials',
  INVALID_PASSWORD: 'accounts.wrong-password',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'accounts.wrong-password',
  INVALID_CODE: 'accounts.wrong-code',
  INVALID_BACKUP_CODE: 'accounts.wrong-code',
  INVALID_TWO_FACTOR_COOKIE: 'accounts.challenge-gone',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'accounts.challenge-gone',
  ACCOUNT_TEMPORARILY_LOCKED: 'accounts.locked',
  SECOND_FACTOR_UNREADABLE: 'accounts.second-factor-unreadable',
  TOTP_ALREADY_ENABLED: 'accounts.totp-already',
  TOTP_NOT_ENABLED: 'accounts.totp-missing',
  BACKUP_CODES_NOT_ENABLED: 'accounts.totp-missing',
  TWO_FACTOR_NOT_ENABLED: 'accounts.totp-missing',
  CHALLENGE_NOT_FOUND: 'accounts.passkey-refused',
  PASSKEY_NOT_FOUND: 'accounts.passkey-refused',
  AUTHENTICATION_FAILED: 'accounts.passkey-refused',
  FAILED_TO_VERIFY_REGISTRATION: 'accounts.passkey-refused',
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'accounts.passkey-refused',
  INVALID_ORIGIN: 'accounts.foreign-origin',
  MISSING_OR_NULL_ORIGIN: 'accounts.foreign-origin',
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: 'accounts.foreign-origin',
  UNAUTHORIZED: 'accounts.sign-in-needed',
}

/** A "no" of the library as a refusal of ours, or the error it really is. */
export function translate(status: number, answer: Answer): Refusal | Error {
  // Two uses of backup codes at the same moment: all it says to the later one is that there was a conflict.
  const raced = status === 409 && answer['code'] === undefined
  const code = raced ? 'accounts.wrong-code' : refusalOf[String(answer['code'])]
  if (code !== undefined) return refuse(accountsRefusals, code)
  return new Error(`the accounts library answered ${status} ${String(answer['code'])}`)
}

/** Cookies that the library set. */
const ofLibrary = /^(__Secure-)?yakusoku\.[\w-]+$/

/**
 * The library's cookies as we read them. Handing on the header as it was sent would let one request be two people: our
 * parser and the library's differ in what white space they take off a name.
 */
function cookiesFor(request: FastifyRequest): string {
  return Object.entries(request.cookies)
    .filter(([name]) => ofLibrary.test(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('; ')
}

/**
 * Hands a request to the library and its cookies to the browser. Only the headers it needs go along: no address and
 * no browser name is stored with a session.
 */
export async function forward(
  library: () => Promise<Auth>,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers = new Headers()
  const cookies = cookiesFor(request)
  if (cookies !== '') headers.set('cookie', cookies)
  for (const name of ['origin', 'host', 'sec-fetch-site', 'sec-fetch-mode'] as const) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  if (body !== undefined) headers.set('content-type', 'application/json')
  const auth = await library()
  const { baseURL } = await auth.$context
  const response = await auth.handler(
    new Request(`${baseURL}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
  const set = response.headers.getSetCookie()
  if (set.length > 0) void reply.header('set-cookie', set)
  const text = await response.text()
  const answer = (text === '' ? {} : JSON.parse(text)) as Answer
  if (!response.ok) throw translate(response.status, answer)
  return answer
}
