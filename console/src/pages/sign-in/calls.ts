// SPDX-License-Identifier: Apache-2.0
/** The calls of signing in and joining; each may throw ApiError with a code of `accounts`. */
import type { Session } from 'yakusoku/contract'
import { call } from '../../api.ts'

/** What the console shows next. */
export type Next = 'code' | 'passkey' | 'enrol' | 'done'

interface Answer {
  readonly next: Next
}

/** A one-time link, looked at before it is used. */
export interface Invitation {
  readonly email: string
  readonly name: string
  readonly purpose: 'join' | 'recovery'
  readonly expiresAt: string
  readonly passwordNeeded: boolean
}

/** A new authenticator: the URI for its QR code, the same secret as text, and the codes for the day it is lost. */
export interface NewTotp {
  readonly totpURI: string
  readonly secret: string
  readonly backupCodes: readonly string[]
}

const post = <T>(path: string, body: object) => call<T>(path, { method: 'POST', body })

/** Signs in with a password; the second factor follows. */
export const signIn = (body: { email: string; password: string }) =>
  post<Answer>('/api/auth/sign-in/email', body)

/** Proves the authenticator, when signing in and when it is set up. */
export const verifyTotp = (code: string) => post<Answer>('/api/auth/two-factor/verify-totp', { code })

/** Uses up one backup code. */
export const verifyBackupCode = (code: string) =>
  post<Answer>('/api/auth/two-factor/verify-backup-code', { code })

/** Begins an authenticator; it counts once a code of it was verified. */
export const enableTotp = (password: string) => post<NewTotp>('/api/auth/two-factor/enable', { password })

/** Looks at a one-time link. */
export const readLink = (token: string) => post<Invitation>('/api/accounts/link', { token })

/** Uses a one-time link. */
export const join = (body: { token: string; name?: string; password?: string }) =>
  post<Session>('/api/accounts/join', body)

/** Whether this browser, at this address, can use passkeys at all. */
export function passkeysPossible(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window
}

/** Signs in by passkey: the browser asks for the fingerprint, face or PIN. */
export async function signInByPasskey(): Promise<Answer> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
  const optionsJSON = await call<Options>('/api/auth/passkey/generate-authenticate-options')
  const response = await startAuthentication({ optionsJSON })
  return post<Answer>('/api/auth/passkey/verify-authentication', { response })
}

/** Makes a passkey for this account on this device. */
export async function registerPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  const optionsJSON = await call<Options>('/api/auth/passkey/generate-register-options')
  const response = await startRegistration({ optionsJSON })
  await post('/api/auth/passkey/verify-registration', { response, ...(name && { name }) })
}
