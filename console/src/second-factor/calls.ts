// SPDX-License-Identifier: Apache-2.0
/** The calls that set up, change and end a second factor; each may throw ApiError with a code of `accounts`. */
import type { NextStep, Passkey, TotpEnrolment } from 'yakusoku/contract'
import { call } from '../api.ts'

const post = <T>(path: string, body: object) => call<T>(path, { method: 'POST', body })

/** Proves the authenticator, when signing in and when it is set up. */
export const verifyTotp = (code: string) => post<NextStep>('/api/auth/two-factor/verify-totp', { code })

/** Begins an authenticator; it counts once a code of it was verified. */
export const enableTotp = (password: string) =>
  post<TotpEnrolment>('/api/auth/two-factor/enable', { password })

/** Ends the authenticator. */
export const disableTotp = (password: string) => post<NextStep>('/api/auth/two-factor/disable', { password })

/** New backup codes; the old ones stop working. */
export const newBackupCodes = (password: string) =>
  post<{ readonly backupCodes: readonly string[] }>('/api/auth/two-factor/generate-backup-codes', {
    password,
  })

/** Whether this browser, at this address, can use passkeys at all. */
export function passkeysPossible(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window
}

/** Makes a passkey for this account on this device. */
export async function registerPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  const optionsJSON = await call<Options>('/api/auth/passkey/generate-register-options')
  const response = await startRegistration({ optionsJSON })
  await post('/api/auth/passkey/verify-registration', { response, ...(name && { name }) })
}

/** The passkeys of whoever is signed in. */
export const readPasskeys = () =>
  call<{ readonly passkeys: readonly Passkey[] }>('/api/auth/passkey/list-user-passkeys')

/** Goes to where a second factor is set up: nothing else opens for who has just ended their last one. */
export const enrolAnew = () => window.location.assign('/console/sign-in')

/** Ends one passkey. */
export const deletePasskey = (id: string) => post<NextStep>('/api/auth/passkey/delete-passkey', { id })
