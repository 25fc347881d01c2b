// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** Roles an operator may have in an organisation; one operator may have several. */
export const roles = ['privacy-manager', 'desk', 'engineer', 'auditor', 'approver'] as const

/** One of {@link roles}. */
export type Role = (typeof roles)[number]

/** Everything that can be permitted to an operator or a token. */
export const permissions = [
  'today:read',
  'requests:read',
  'requests:review',
  'requests:approve',
  'promises:read',
  'policies:read',
  'policies:write',
  'policies:approve',
  'notices:read',
  'notices:send',
  'notices:tell',
  'acceptances:read',
  'acceptances:record',
  'ledger:read',
  'ledger:export',
  'duties:read',
  'duties:complete',
  'sources:read',
  'sources:manage',
  'inventory:read',
  'inventory:write',
  'recipients:read',
  'recipients:write',
  'takeouts:read',
  'takeouts:write',
  'standing:read',
  'standing:write',
  'standing:clear',
  'consent:read',
  'consent:write',
  'gate:ask',
  'gate:read',
  'gate:review',
  'gate:follow',
  'operators:read',
  'operators:manage',
  'tokens:manage',
] as const

/** One of {@link permissions}. */
export type Permission = (typeof permissions)[number]

/**
 * Which role may do what. Nobody both collects and checks: the auditor reads and changes nothing, and only closes the
 * duties of auditors. Whose duty it is decides beside `duties:complete`.
 */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  'privacy-manager': permissions,
  desk: [
    'today:read',
    'requests:read',
    'requests:review',
    'promises:read',
    'policies:read',
    'duties:read',
    'duties:complete',
    'notices:read',
    'notices:tell',
    'acceptances:read',
    'acceptances:record',
    'inventory:read',
    'recipients:read',
    'recipients:write',
    'takeouts:read',
    'takeouts:write',
    'standing:read',
    'consent:read',
    'consent:write',
    'gate:ask',
  ],
  approver: [
    'today:read',
    'requests:read',
    'requests:review',
    'requests:approve',
    'promises:read',
    'policies:read',
    'policies:approve',
    'duties:read',
    'duties:complete',
    'notices:read',
    'inventory:read',
    'recipients:read',
    'takeouts:read',
    'standing:read',
    'gate:read',
  ],
  engineer: [
    'today:read',
    'promises:read',
    'policies:read',
    'policies:write',
    'duties:read',
    'duties:complete',
    'ledger:read',
    'sources:read',
    'sources:manage',
    'tokens:manage',
    'notices:read',
    'acceptances:record',
    'inventory:read',
    'standing:read',
    'gate:ask',
    'gate:read',
    'gate:follow',
  ],
  auditor: [
    'today:read',
    'requests:read',
    'promises:read',
    'policies:read',
    'ledger:read',
    'ledger:export',
    'duties:read',
    'duties:complete',
    'sources:read',
    'operators:read',
    'notices:read',
    'inventory:read',
    'recipients:read',
    'takeouts:read',
    'standing:read',
    'gate:read',
  ],
}

/** Who is signed in, where they may work, and whether their second factor is in order. */
export const SessionSchema = z
  .object({
    operator: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    secondFactor: z
      .enum(['missing', 'unproven', 'proven'])
      .describe(
        'missing: none set up yet; unproven: set up, not shown in this session; both may only finish signing in',
      ),
    organisations: z.array(
      z.object({
        id: z.string(),
        name: z.object({ ja: z.string(), en: z.string() }),
        roles: z.array(z.enum(roles)),
        permissions: z.array(z.enum(permissions)),
      }),
    ),
  })
  .meta({ id: 'Session' })

/** Shape of {@link SessionSchema}. */
export type Session = z.infer<typeof SessionSchema>

/** What the console shows next while somebody signs in. */
export const NextStepSchema = z
  .object({
    next: z
      .enum(['code', 'passkey', 'enrol', 'done'])
      .describe(
        'code: ask for a TOTP or backup code; passkey: ask for the passkey; enrol: no second factor yet, set one up; done: nothing more',
      ),
  })
  .meta({ id: 'NextStep' })

/** Shape of {@link NextStepSchema}. */
export type NextStep = z.infer<typeof NextStepSchema>

/** What a one-time link is for, shown before the person fills anything in. */
export const JoinLinkSchema = z
  .object({
    email: z.string(),
    name: z.string(),
    purpose: z
      .enum(['join', 'recovery'])
      .describe('recovery: password and second factor are set anew, every session ends'),
    expiresAt: z.iso.datetime(),
    passwordNeeded: z
      .boolean()
      .describe('false: the person has an account; they sign in first, then join without a password'),
  })
  .meta({ id: 'JoinLink' })

/** Shape of {@link JoinLinkSchema}. */
export type JoinLink = z.infer<typeof JoinLinkSchema>

/** Body of `POST /api/accounts/join`. */
export const JoinSchema = z
  .object({
    token: z.string().min(1).max(200),
    name: z.string().trim().min(1).max(100).optional(),
    password: z.string().max(1_000).optional(),
  })
  .meta({ id: 'Join' })

/** Shape of {@link JoinSchema}. */
export type Join = z.infer<typeof JoinSchema>

/** What an authenticator app needs, and the codes that stand in for a lost one; shown once. */
export const TotpEnrolmentSchema = z
  .object({
    totpURI: z.string().describe('otpauth:// address, for a QR code or a link'),
    secret: z.string().describe('The same secret to type in, base32'),
    backupCodes: z.array(z.string()),
  })
  .meta({ id: 'TotpEnrolment' })

/** Shape of {@link TotpEnrolmentSchema}. */
export type TotpEnrolment = z.infer<typeof TotpEnrolmentSchema>

/** A passkey of the person signed in. */
export const PasskeySchema = z
  .object({ id: z.string(), name: z.string().nullable(), createdAt: z.iso.datetime() })
  .meta({ id: 'Passkey' })

/** Shape of {@link PasskeySchema}. */
export type Passkey = z.infer<typeof PasskeySchema>

/** An operator as their organisation sees them. */
export const OperatorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    status: z.enum(['invited', 'active']),
    secondFactor: z.boolean().describe('Whether a second factor is set up; false while invited'),
    invitedAt: z.iso.datetime(),
  })
  .meta({ id: 'Operator' })

/** Shape of {@link OperatorSchema}. */
export type Operator = z.infer<typeof OperatorSchema>

/** At least one role, each once. */
export const RolesSchema = z
  .array(z.enum(roles))
  .min(1)
  .max(roles.length)
  .refine((list) => new Set(list).size === list.length, 'each role once')

/** Body of an invitation. */
export const InvitationSchema = z
  .object({
    email: z.email().max(254),
    name: z.string().trim().min(1).max(100),
    roles: RolesSchema,
    language: z.enum(['ja', 'en']).default('ja'),
  })
  .meta({ id: 'Invitation' })

/** Shape of {@link InvitationSchema}. */
export type Invitation = z.infer<typeof InvitationSchema>

/** A one-time link, shown to whoever made it and to nobody again. */
export const OneTimeLinkSchema = z
  .object({ url: z.string(), expiresAt: z.iso.datetime() })
  .meta({ id: 'OneTimeLink' })

/** Shape of {@link OneTimeLinkSchema}. */
export type OneTimeLink = z.infer<typeof OneTimeLinkSchema>

/** Answer to an invitation. */
export const InvitedSchema = z
  .object({ operator: OperatorSchema, link: OneTimeLinkSchema })
  .meta({ id: 'Invited' })

/** Shape of {@link InvitedSchema}. */
export type Invited = z.infer<typeof InvitedSchema>

/** An API token as it is listed; its secret is never shown again. */
export const TokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(permissions)),
    owner: z.object({ id: z.string(), name: z.string() }).describe('Whose permissions bound it'),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Token' })

/** Shape of {@link TokenSchema}. */
export type Token = z.infer<typeof TokenSchema>

/** Body for a new token. */
export const NewTokenSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z
      .array(z.enum(permissions))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'each scope once'),
    expiresAt: z.iso.datetime({ offset: true }).describe('At most one year from now'),
  })
  .meta({ id: 'NewToken' })

/** Shape of {@link NewTokenSchema}. */
export type NewToken = z.infer<typeof NewTokenSchema>

/** A token just made: the only time its secret is shown. */
export const MadeTokenSchema = z
  .object({ token: TokenSchema, secret: z.string().describe('Send as `Authorization: Bearer …`') })
  .meta({ id: 'MadeToken' })

/** Shape of {@link MadeTokenSchema}. */
export type MadeToken = z.infer<typeof MadeTokenSchema>
