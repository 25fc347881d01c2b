// SPDX-License-Identifier: Apache-2.0
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import { betterAuth } from 'better-auth/minimal'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { createHash } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { newId, type Clock, type Log } from '../kernel/index.ts'
import { isOwnOrigin } from './origins.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { at, claimCode, proveSession, secondFactorSecret } from './store.ts'

/** What the library is set up with. */
export interface AuthOptions {
  readonly db: Database
  readonly publicUrl: string
  readonly clock: Clock
  readonly log: Log
  /** At least 32 characters; signs cookies and encrypts authenticator secrets. */
  readonly secret: string
  /** Told when an operator, of a session or after the password, gave a wrong or used code. */
  readonly codeRefused: (operator: string) => void
}

/** How long a session lasts, from signing in, whatever is done in it: a working day. */
export const sessionSeconds = 12 * 3_600

type Factor = 'totp' | 'passkey' | 'backup-code'

/** Which factor a new session has shown, by the call that made it; a password alone has shown none. */
const factorOf: Readonly<Record<string, Factor>> = {
  '/two-factor/verify-totp': 'totp',
  '/two-factor/verify-backup-code': 'backup-code',
  '/passkey/verify-authentication': 'passkey',
}

/** Calls that replace a session by a new one of the same person, which has shown what the old one had. */
const replacing = new Set(['/change-password', '/two-factor/disable'])

/** better-auth on our tables: password, authenticator app, passkey. It makes no table and opens no route itself. */
export function createAuth({ db, publicUrl, clock, log, secret, codeRefused }: AuthOptions) {
  const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    appName: 'Yakusoku',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: kyselyAdapter(db.withSchema('accounts'), { type: 'postgres', transaction: true }),
    telemetry: { enabled: false },
    logger: { level: 'error', log: (severity) => log.warn('accounts.library', { severity }) },
    onAPIError: { throw: true },
    rateLimit: { enabled: false },
    trustedOrigins: (request) => ownOrigin(request, publicUrl),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => passwordFits(password, hash) },
    },
    user: { modelName: 'operators', fields: { emailVerified: 'email_verified', ...stamps } },
    account: { modelName: 'credentials', fields: { ...credentialFields, ...stamps } },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...stamps } },
    session: {
      modelName: 'sessions',
      fields: { ...sessionFields, ...stamps },
      additionalFields: {
        secondFactor: { type: 'string', required: false, input: false, fieldName: 'second_factor' },
      },
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
    },
    advanced: {
      cookiePrefix: 'yakusoku',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false },
    },
    databaseHooks: { session: { create: { before: async (session, ctx) => markFactor(session, ctx) } } },
    hooks: {
      before: createAuthMiddleware((ctx) => beforeCode(ctx, db, clock, codeRefused)),
      after: createAuthMiddleware((ctx) => noteWrongCode(ctx, codeRefused)),
    },
    plugins: [authenticatorApp(), passkeys(db)],
  })
}

const credentialFields = {
  userId: 'operator_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
}

const sessionFields = {
  userId: 'operator_id',
  expiresAt: 'expires_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
}

function authenticatorApp() {
  return twoFactor({
    issuer: 'Yakusoku',
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'second_factors',
        fields: {
          userId: 'operator_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  })
}

/** Passkeys count as both factors, so the device must have verified its person, at both ceremonies. */
function passkeys(db: Database) {
  return passkey({
    rpName: 'Yakusoku',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ ctx, verification }) => {
        if (verification.registrationInfo?.userVerified !== true) throw unverified()
        const session = ctx.context.session?.session
        if (session !== undefined) await proveSession(db, session.id, 'passkey')
      },
    },
    authentication: {
      afterVerification: async ({ verification }) => {
        if (!verification.authenticationInfo.userVerified) throw unverified()
      },
    },
    schema: {
      passkey: {
        modelName: 'passkeys',
        fields: {
          userId: 'operator_id',
          publicKey: 'public_key',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'backed_up',
          createdAt: 'created_at',
        },
      },
    },
  })
}

function unverified(): APIError {
  return new APIError('UNAUTHORIZED', {
    code: 'AUTHENTICATION_FAILED',
    message: 'user verification is required',
  })
}

function ownOrigin(request: Request | undefined, publicUrl: string): string[] {
  const origin = request?.headers.get('origin')
  const host = request?.headers.get('host') ?? undefined
  return origin && isOwnOrigin(origin, host, publicUrl) ? [publicUrl, origin] : [publicUrl]
}

interface EndpointContext {
  readonly path?: string | undefined
  readonly context: { readonly session?: { readonly session: Record<string, unknown> } | null }
}

function markFactor<S extends object>(session: S, ctx: EndpointContext | null) {
  const path = ctx?.path ?? ''
  const before = replacing.has(path) ? ctx?.context.session?.session['secondFactor'] : undefined
  return { data: { ...session, secondFactor: factorOf[path] ?? before ?? null } }
}

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

async function beforeCode(
  ctx: HookContext,
  db: Database,
  clock: Clock,
  codeRefused: AuthOptions['codeRefused'],
): Promise<void> {
  if (ctx.path !== '/two-factor/verify-totp' && ctx.path !== '/two-factor/verify-backup-code') return
  const operator = await challenged(ctx)
  if (operator === undefined) return
  await refuseUnreadable(ctx, db, operator)
  if (ctx.path === '/two-factor/verify-totp') await refuseUsedCode(ctx, db, operator, clock, codeRefused)
}

/** What was encrypted under another session secret cannot be compared with anything, whatever code is shown. */
async function refuseUnreadable(ctx: HookContext, db: Database, operator: string): Promise<void> {
  const data = await secondFactorSecret(db, operator)
  if (data === undefined) return
  await symmetricDecrypt({ key: ctx.context.secretConfig, data }).catch((error: unknown) => {
    throw new APIError('CONFLICT', { code: 'SECOND_FACTOR_UNREADABLE', cause: error })
  })
}

/**
 * A code of an authenticator app works once (RFC 6238 section 5.2), which the library leaves to its user: it is taken
 * for used before it is compared, so that two requests with the same code cannot both pass.
 */
async function refuseUsedCode(
  ctx: HookContext,
  db: Database,
  operator: string,
  clock: Clock,
  codeRefused: AuthOptions['codeRefused'],
): Promise<void> {
  const { code } = ctx.body as { code: string }
  const hash = createHash('sha256').update(`${operator}:${code}`).digest('base64url')
  if (await claimCode(db, operator, hash, at(clock.now()))) return
  codeRefused(operator)
  throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'used already' })
}

async function noteWrongCode(ctx: HookContext, codeRefused: AuthOptions['codeRefused']): Promise<void> {
  const { returned } = ctx.context
  const code = returned instanceof APIError ? returned.body?.code : undefined
  if (code !== 'INVALID_CODE' && code !== 'INVALID_BACKUP_CODE') return
  const operator = await challenged(ctx)
  if (operator !== undefined) codeRefused(operator)
}

/** The operator who is to show a code: of the session, else of the challenge after the password. */
async function challenged(ctx: HookContext): Promise<string | undefined> {
  const session = await getSessionFromCtx(ctx)
  if (session) return session.user.id
  const cookie = ctx.context.createAuthCookie('two_factor')
  const identifier = await ctx.getSignedCookie(cookie.name, ctx.context.secret)
  if (!identifier) return undefined
  return (await ctx.context.internalAdapter.findVerificationValue(identifier))?.value
}

/** The library as set up here. */
export type Auth = ReturnType<typeof createAuth>
