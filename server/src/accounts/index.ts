// SPDX-License-Identifier: Apache-2.0
/**
 * Operators of the installation, their roles in organisations, how they prove who they are, and API tokens.
 * Facts: accounts.signed-in, .signed-out, .sign-in-failed, .joined, .link-made, .operator-added, .operator-invited,
 * .operator-removed, .roles-changed, .password-changed, .second-factor-set, .second-factor-removed,
 * .backup-codes-made, .token-made, .token-revoked.
 * Invariants: nobody works without a second factor; sign-up is closed; no answer tells whether an address has an
 * account; another organisation is as absent as one that does not exist; secrets are stored hashed or encrypted, and
 * a session's token opens nothing without the signature of the session secret; a role, token or link changes in the
 * transaction of its fact; what the library changes (password, factors, sessions) is recorded right after, and a server
 * killed in between loses that fact. What a session or token may do is remembered for 5 seconds: a revocation works at
 * once on the server that made it and within 5 seconds on others. A token is revoked with the one that made it.
 *
 * An operator belongs to the installation, a membership to an organisation. Signing in has to find all memberships
 * of one person before an organisation is chosen; a second row-level policy lets a transaction that names an operator
 * read (never write) the rows about that operator. An API token names its organisation, so it needs no such look.
 * An organisation's invitation can make an account but never take one over: it sets a password only where there is
 * none and the person works nowhere else; otherwise they sign in first and then accept.
 *
 * The HTTP calls a console makes (JSON both ways; errors are problem+json; cookies are set by the server):
 *   who is signed in     GET  /api/session
 *   join, recover        POST /api/accounts/link {token}, then POST /api/accounts/join {token, name?, password?}
 *   password and TOTP    POST /api/auth/sign-in/email {email, password} answers {next}; for 'code'
 *                        POST /api/auth/two-factor/verify-totp {code} or .../verify-backup-code {code}
 *   passkey sign-in      GET  /api/auth/passkey/generate-authenticate-options, then
 *                        POST /api/auth/passkey/verify-authentication {response}
 *   TOTP enrolment       POST /api/auth/two-factor/enable {password} answers {totpURI, secret, backupCodes}, then
 *                        POST /api/auth/two-factor/verify-totp {code}; POST .../disable {password} takes it away
 *   passkey enrolment    GET  /api/auth/passkey/generate-register-options, then
 *                        POST /api/auth/passkey/verify-registration {response, name?};
 *                        GET  .../list-user-passkeys, POST .../delete-passkey {id}
 *   backup codes anew    POST /api/auth/two-factor/generate-backup-codes {password}
 *   own password         POST /api/auth/change-password {currentPassword, newPassword}
 *   sign out             POST /api/auth/sign-out
 * `next` is 'code', 'passkey', 'enrol' or 'done'.
 */
export { createAccounts, type Accounts, type AccountsOptions } from './accounts.ts'
export { authorise, requires, permissionsFor, rolesWith, type KnownCaller } from './access.ts'
export { sessionSecretFile } from './session-secret.ts'
export { accountsRefusals } from './refusals.ts'
export type { AccountsFact, RecordFact, PromisesOf, Party } from './facts.ts'
export type { AddedOperator } from './operators.ts'
export type { LinkPurpose } from './links.ts'
export {
  InvitationSchema,
  roles,
  permissions,
  permissionsOf,
  type Role,
  type Permission,
  type Session,
} from './contract.ts'
