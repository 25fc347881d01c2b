// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Http } from '../http/index.ts'
import { commonRefusals, refuse, Refusal } from '../kernel/index.ts'
import type { AccountsContext } from './context.ts'
import { NextStepSchema, PasskeySchema, TotpEnrolmentSchema, type NextStep } from './contract.ts'
import { byThemselves, signInFailed } from './facts.ts'
import { forward, type Answer } from './library.ts'
import { weaknessOf } from './passwords.ts'
import { accountsRefusals } from './refusals.ts'
import { secondFactorOf, type SignedIn } from './sessions.ts'
import { findOperator } from './store.ts'

const tags = ['accounts']
const PasswordSchema = z.object({ password: z.string().min(1).max(1_000) })
// Full-width digits too, as a Japanese keyboard may write them.
const CodeSchema = z.object({ code: z.string().normalize('NFKC').trim().min(1).max(40) })
// The library looks a passkey up by its id before it looks at what that is.
const CredentialSchema = z.object({ response: z.looseObject({ id: z.string(), rawId: z.string() }) })
const OptionsSchema = z
  .record(z.string(), z.unknown())
  .describe('As WebAuthn’s parse…OptionsFromJSON takes it')

/** Which state of the second factor a call is for. Everything below /api/auth passes here: the one place. */
type Stage = 'anyone' | 'enrolling' | 'proven'

/** Checks that the request's session is at the stage a call is for, read anew; gives who it is. */
export async function atStage(
  { sessions }: AccountsContext,
  request: FastifyRequest,
  stage: Exclude<Stage, 'anyone'>,
): Promise<SignedIn> {
  const present = await sessions.signedIn(request)
  if (present === undefined) throw refuse(accountsRefusals, 'accounts.sign-in-needed')
  const { secondFactor } = present
  // Who has a second factor must show it before touching the factors: a password alone must not add another one.
  const fits = secondFactor === 'proven' || (stage === 'enrolling' && secondFactor === 'missing')
  if (!fits) throw refuse(accountsRefusals, 'accounts.second-factor-needed', { secondFactor })
  return present
}

/** Registers the calls below /api/auth that the console makes; the library's other endpoints are not reachable. */
export function registerSignInRoutes(http: Http, context: AccountsContext): void {
  registerPassword(http, context)
  registerCodes(http, context)
  registerTotp(http, context)
  registerPasskeySignIn(http, context)
  registerPasskeys(http, context)
}

function registerPassword(http: Http, context: AccountsContext): void {
  const { auth, limiter, journal } = context
  const credentials = z.object({
    email: z.string().trim().min(3).max(254),
    password: z.string().min(1).max(1_000),
  })
  http.post(
    '/api/auth/sign-in/email',
    {
      schema: {
        tags,
        summary: 'Sign in by password',
        security: [],
        body: credentials,
        response: ok(NextStepSchema),
      },
    },
    async (request, reply) => {
      const { email, password } = request.body
      await limiter.spend('address', request.ip)
      await limiter.spend('email', email.toLowerCase())
      const answer = await forward(auth, request, reply, '/sign-in/email', { email, password }).catch(
        (error: unknown) => notePasswordFailure(context, error, email),
      )
      await limiter.forget('email', email.toLowerCase())
      return { next: await nextAfterPassword(context, answer) }
    },
  )
  http.post(
    '/api/auth/sign-out',
    { schema: { tags, summary: 'Sign out', response: ok(NextStepSchema) } },
    async (request, reply) => {
      const present = await context.sessions.signedIn(request)
      await forward(auth, request, reply, '/sign-out', {})
      context.sessions.forget()
      if (present !== undefined) {
        const { id } = present.operator
        await journal.writeEverywhere(id, byThemselves('accounts.signed-out', id))
      }
      return done
    },
  )
  registerChangePassword(http, context)
}

function registerChangePassword(http: Http, context: AccountsContext): void {
  const body = z.object({ currentPassword: z.string().min(1).max(1_000), newPassword: z.string().max(1_000) })
  http.post(
    '/api/auth/change-password',
    { schema: { tags, summary: 'Change one’s own password', body, response: ok(NextStepSchema) } },
    async (request, reply) => {
      const { operator } = await atStage(context, request, 'proven')
      await context.limiter.spend('operator', operator.id)
      const reason = weaknessOf(request.body.newPassword, operator.email)
      if (reason !== undefined) throw refuse(accountsRefusals, 'accounts.weak-password', { reason })
      const change = { ...request.body, revokeOtherSessions: true }
      await forward(context.auth, request, reply, '/change-password', change)
      await changed(context, operator.id, 'accounts.password-changed')
      return done
    },
  )
}

async function nextAfterPassword({ db }: AccountsContext, answer: Answer): Promise<NextStep['next']> {
  if (answer['twoFactorRedirect'] === true) return 'code'
  const operator = await findOperator(db, { id: (answer['user'] as { id: string }).id })
  return operator?.has_passkey === true ? 'passkey' : 'enrol'
}

function registerCodes(http: Http, context: AccountsContext): void {
  for (const [path, method] of [
    ['/two-factor/verify-totp', 'totp'],
    ['/two-factor/verify-backup-code', 'backup-code'],
  ] as const) {
    const summary = method === 'totp' ? 'Show a code of the authenticator app' : 'Show a backup code'
    http.post(
      `/api/auth${path}`,
      { schema: { tags, summary, security: [], body: CodeSchema, response: ok(NextStepSchema) } },
      async (request, reply) => {
        await context.limiter.spend('address', request.ip)
        const present = await context.sessions.signedIn(request)
        if (present !== undefined) await atStage(context, request, 'enrolling')
        if (present !== undefined) await context.limiter.spend('operator', present.operator.id)
        const enrolling = present?.operator.has_totp === false
        // A backup code stands in for the app; it cannot show that an app was set up.
        if (enrolling && method === 'backup-code') throw refuse(accountsRefusals, 'accounts.totp-missing')
        const answer = await forward(context.auth, request, reply, path, request.body)
        const { id } = answer['user'] as { id: string }
        if (enrolling) await changed(context, id, 'accounts.second-factor-set', { factor: method })
        if (present?.secondFactor !== 'proven') await signedIn(context, id, method)
        return done
      },
    )
  }
}

function registerTotp(http: Http, context: AccountsContext): void {
  const { auth, limiter } = context
  http.post(
    '/api/auth/two-factor/enable',
    {
      schema: {
        tags,
        summary: 'Begin setting up an authenticator app',
        body: PasswordSchema,
        response: ok(TotpEnrolmentSchema),
      },
    },
    async (request, reply) => {
      const { operator } = await atStage(context, request, 'enrolling')
      await limiter.spend('operator', operator.id)
      const answer = await forward(auth, request, reply, '/two-factor/enable', request.body)
      const { totpURI, backupCodes } = answer as { totpURI: string; backupCodes: string[] }
      return { totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes }
    },
  )
  http.post(
    '/api/auth/two-factor/disable',
    {
      schema: {
        tags,
        summary: 'Take the authenticator app away',
        body: PasswordSchema,
        response: ok(NextStepSchema),
      },
    },
    async (request, reply) => {
      const { operator } = await atStage(context, request, 'proven')
      await limiter.spend('operator', operator.id)
      await forward(auth, request, reply, '/two-factor/disable', request.body)
      await changed(context, operator.id, 'accounts.second-factor-removed', { factor: 'totp' })
      return stepFor(context, operator.id)
    },
  )
  registerBackupCodes(http, context)
}

function registerBackupCodes(http: Http, context: AccountsContext): void {
  const { auth, limiter } = context
  const codes = z.object({ backupCodes: z.array(z.string()) })
  http.post(
    '/api/auth/two-factor/generate-backup-codes',
    { schema: { tags, summary: 'Make new backup codes', body: PasswordSchema, response: ok(codes) } },
    async (request, reply) => {
      const { operator } = await atStage(context, request, 'proven')
      await limiter.spend('operator', operator.id)
      const answer = await forward(auth, request, reply, '/two-factor/generate-backup-codes', request.body)
      await changed(context, operator.id, 'accounts.backup-codes-made')
      return { backupCodes: answer['backupCodes'] as string[] }
    },
  )
}

function registerPasskeySignIn(http: Http, context: AccountsContext): void {
  const { auth, limiter } = context
  http.get(
    '/api/auth/passkey/generate-authenticate-options',
    { schema: { tags, summary: 'Begin signing in by passkey', security: [], response: ok(OptionsSchema) } },
    async (request, reply) => {
      await limiter.spend('address', request.ip)
      const answer = await forward(auth, request, reply, '/passkey/generate-authenticate-options')
      return { ...answer, userVerification: 'required' }
    },
  )
  http.post(
    '/api/auth/passkey/verify-authentication',
    {
      schema: {
        tags,
        summary: 'Sign in by passkey',
        security: [],
        body: CredentialSchema,
        response: ok(NextStepSchema),
      },
    },
    async (request, reply) => {
      await limiter.spend('address', request.ip)
      const answer = await forward(auth, request, reply, '/passkey/verify-authentication', request.body)
      await signedIn(context, (answer['user'] as { id: string }).id, 'passkey')
      return done
    },
  )
}

function registerPasskeys(http: Http, context: AccountsContext): void {
  const { auth } = context
  http.get(
    '/api/auth/passkey/generate-register-options',
    { schema: { tags, summary: 'Begin setting up a passkey', response: ok(OptionsSchema) } },
    async (request, reply) => {
      await atStage(context, request, 'enrolling')
      return { ...(await forward(auth, request, reply, '/passkey/generate-register-options')) }
    },
  )
  const registration = CredentialSchema.extend({ name: z.string().trim().min(1).max(100).optional() })
  http.post(
    '/api/auth/passkey/verify-registration',
    { schema: { tags, summary: 'Set up a passkey', body: registration, response: ok(PasskeySchema) } },
    async (request, reply) => {
      const { operator, secondFactor } = await atStage(context, request, 'enrolling')
      const answer = await forward(auth, request, reply, '/passkey/verify-registration', request.body)
      await changed(context, operator.id, 'accounts.second-factor-set', { factor: 'passkey' })
      if (secondFactor === 'missing') await signedIn(context, operator.id, 'passkey')
      return presentPasskey(answer)
    },
  )
  http.get(
    '/api/auth/passkey/list-user-passkeys',
    {
      schema: {
        tags,
        summary: 'One’s own passkeys',
        response: ok(z.object({ passkeys: z.array(PasskeySchema) })),
      },
    },
    async (request, reply) => {
      await atStage(context, request, 'proven')
      const answer = await forward(auth, request, reply, '/passkey/list-user-passkeys')
      return { passkeys: (answer as unknown as Answer[]).map(presentPasskey) }
    },
  )
  registerDeletePasskey(http, context)
}

function registerDeletePasskey(http: Http, context: AccountsContext): void {
  const body = z.object({ id: z.string().min(1).max(100) })
  http.post(
    '/api/auth/passkey/delete-passkey',
    { schema: { tags, summary: 'Take a passkey away', body, response: ok(NextStepSchema) } },
    async (request, reply) => {
      const { operator } = await atStage(context, request, 'proven')
      await forward(context.auth, request, reply, '/passkey/delete-passkey', request.body).catch(
        (error: unknown) => {
          const absent = error instanceof Refusal && error.code === 'accounts.passkey-refused'
          throw absent ? refuse(commonRefusals, 'common.not-found') : error
        },
      )
      await changed(context, operator.id, 'accounts.second-factor-removed', { factor: 'passkey' })
      return stepFor(context, operator.id)
    },
  )
}

const done = { next: 'done' } as const

function ok<T extends z.ZodType>(schema: T) {
  return { 200: schema }
}

function presentPasskey(answer: Answer): z.infer<typeof PasskeySchema> {
  const { id, name, createdAt } = answer as { id: string; name?: string | null; createdAt: string }
  return { id, name: name ?? null, createdAt: new Date(createdAt).toISOString() }
}

async function stepFor({ db }: AccountsContext, id: string): Promise<NextStep> {
  const operator = await findOperator(db, { id })
  const missing = operator === undefined || secondFactorOf(operator, 'shown') === 'missing'
  return { next: missing ? 'enrol' : 'done' }
}

/** Everything that changes an account works at once and is a fact. */
async function changed(
  { sessions, journal }: AccountsContext,
  id: string,
  type: `accounts.${string}`,
  clear: Record<string, string> = {},
): Promise<void> {
  sessions.forget()
  await journal.writeEverywhere(id, byThemselves(type, id, clear))
}

function signedIn(context: AccountsContext, id: string, method: string): Promise<void> {
  return changed(context, id, 'accounts.signed-in', { method })
}

/** Records that somebody failed to sign in by password, where there is such an operator; the refusal goes on. */
function notePasswordFailure({ db, log, journal }: AccountsContext, error: unknown, email: string): never {
  if (error instanceof Refusal) {
    log.info('accounts.sign-in-failed', { step: 'password' })
    journal.later('accounts.sign-in-failed', async () => {
      const operator = await findOperator(db, { email })
      if (operator !== undefined)
        await journal.writeEverywhere(operator.id, signInFailed(operator.id, 'password'))
    })
  }
  throw error
}
