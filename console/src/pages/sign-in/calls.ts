// SPDX-License-Identifier: Apache-2.0
/** The calls of signing in and joining; each may throw ApiError with a code of `accounts`. */
import type { JoinLink, NextStep, Session } from 'yakusoku/contract'
import { call } from '../../api.ts'

/** What the console shows next. */
export type Next = NextStep['next']

const post = <T>(path: string, body: object) => call<T>(path, { method: 'POST', body })

/** Signs in with a password; the second factor follows. */
export const signIn = (body: { email: string; password: string }) =>
  post<NextStep>('/api/auth/sign-in/email', body)

/** Ends the session of this browser. */
export const signOut = () => post<NextStep>('/api/auth/sign-out', {})

/** Uses up one backup code. */
export const verifyBackupCode = (code: string) =>
  post<NextStep>('/api/auth/two-factor/verify-backup-code', { code })

/** Looks at a one-time link. */
export const readLink = (token: string) => post<JoinLink>('/api/accounts/link', { token })

/** Uses a one-time link. */
export const join = (body: { token: string; name?: string; password?: string }) =>
  post<Session>('/api/accounts/join', body)

/** Signs in by passkey: the browser asks for the fingerprint, face or PIN. */
export async function signInByPasskey(): Promise<NextStep> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
  const optionsJSON = await call<Options>('/api/auth/passkey/generate-authenticate-options')
  const response = await startAuthentication({ optionsJSON })
  return post<NextStep>('/api/auth/passkey/verify-authentication', { response })
}
