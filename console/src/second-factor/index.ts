// SPDX-License-Identifier: Apache-2.0
/** The second factor: setting up an authenticator app or a passkey, when joining and later. */
export { BackupCodes } from './backup-codes.tsx'
export {
  deletePasskey,
  disableTotp,
  enrolAnew,
  newBackupCodes,
  passkeysPossible,
  readPasskeys,
  registerPasskey,
  verifyTotp,
} from './calls.ts'
export { CodeField } from './code-field.tsx'
export { Enrolment } from './enrolment.tsx'
export { PasskeyFailure } from './passkey-failure.tsx'
export { TotpSetup } from './totp-setup.tsx'
