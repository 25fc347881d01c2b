// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Http } from '../http/index.ts'
import { refuse } from '../kernel/index.ts'
import { authorise, requires } from './access.ts'
import type { AccountsContext } from './context.ts'
import {
  InvitationSchema,
  InvitedSchema,
  JoinLinkSchema,
  JoinSchema,
  MadeTokenSchema,
  NewTokenSchema,
  OperatorSchema,
  RolesSchema,
  SessionSchema,
  TokenSchema,
  type Session,
} from './contract.ts'
import { forward } from './library.ts'
import { describeLink, join, type Joined } from './links.ts'
import { changeRoles, inviteOperator, listOperators, removeOperator } from './operators.ts'
import { accountsRefusals } from './refusals.ts'
import { presentSession, readSignedIn, type SignedIn } from './sessions.ts'
import { endToken, makeToken, readTokens } from './tokens.ts'

const tags = ['accounts']
const inOrganisation = z.object({ organisation: z.string() })
const oneOf = inOrganisation.extend({ id: z.uuid() })
const GoneSchema = z.null().describe('Done')

/** Registers who is signed in, joining by one-time link, operators and API tokens. */
export function registerAccountRoutes(http: Http, context: AccountsContext): void {
  registerSession(http, context)
  registerJoin(http, context)
  registerOperators(http, context)
  registerOperatorChanges(http, context)
  registerTokens(http, context)
}

function registerSession(http: Http, context: AccountsContext): void {
  http.get(
    '/api/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: SessionSchema } } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const present = await context.sessions.signedIn(request)
      if (present === undefined) throw refuse(accountsRefusals, 'accounts.sign-in-needed')
      return presentSession(present, context.organisationName)
    },
  )
}

function registerJoin(http: Http, context: AccountsContext): void {
  const token = JoinSchema.pick({ token: true })
  http.post(
    '/api/accounts/link',
    {
      schema: {
        tags,
        summary: 'What a one-time link is for',
        security: [],
        body: token,
        response: { 200: JoinLinkSchema },
      },
    },
    async (request) => {
      await context.limiter.spend('address', request.ip)
      return describeLink(context, request.body.token)
    },
  )
  http.post(
    '/api/accounts/join',
    {
      schema: {
        tags,
        summary: 'Use a one-time link',
        security: [],
        body: JoinSchema,
        response: { 200: SessionSchema },
      },
    },
    async (request, reply) => {
      await context.limiter.spend('address', request.ip)
      const present = await context.sessions.signedIn(request)
      const joined = await join(context, request.body, present)
      return enter(context, request, reply, joined)
    },
  )
}

/** Signs in who just set a password; who joined with their session keeps it. */
async function enter(
  context: AccountsContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { operator, password }: Joined,
): Promise<Session> {
  if (password !== undefined) {
    await forward(context.auth, request, reply, '/sign-in/email', { email: operator.email, password })
  }
  const shown = password === undefined ? 'shown' : null
  const present = (await readSignedIn(context.db, operator.id, shown)) as SignedIn
  return presentSession(present, context.organisationName)
}

function registerOperators(http: Http, context: AccountsContext): void {
  const path = '/api/organisations/:organisation/operators'
  const list = z.object({ operators: z.array(OperatorSchema) })
  http.get(
    path,
    {
      schema: {
        tags,
        summary: 'Operators of an organisation',
        params: inOrganisation,
        response: { 200: list },
      },
      preValidation: requires('operators:read'),
    },
    async (request) => ({ operators: await listOperators(context, request.params.organisation) }),
  )
  http.post(
    path,
    {
      schema: {
        tags,
        summary: 'Invite an operator; gives a one-time link',
        params: inOrganisation,
        body: InvitationSchema,
        response: { 201: InvitedSchema },
      },
      preValidation: requires('operators:manage'),
    },
    async (request, reply) => {
      const { organisation } = request.params
      const caller = authorise(request.caller, organisation, 'operators:manage')
      const invited = await inviteOperator(context, caller, organisation, request.body)
      return reply.code(201).send(invited)
    },
  )
}

function registerOperatorChanges(http: Http, context: AccountsContext): void {
  const path = '/api/organisations/:organisation/operators/:id'
  const preValidation = requires('operators:manage')
  const body = z.object({ roles: RolesSchema })
  http.patch(
    path,
    {
      schema: {
        tags,
        summary: 'Change an operator’s roles',
        params: oneOf,
        body,
        response: { 200: OperatorSchema },
      },
      preValidation,
    },
    async (request) => {
      const { organisation, id } = request.params
      const caller = authorise(request.caller, organisation, 'operators:manage')
      return changeRoles(context, caller, organisation, id, request.body.roles)
    },
  )
  http.delete(
    path,
    {
      schema: { tags, summary: 'Remove an operator', params: oneOf, response: { 204: GoneSchema } },
      preValidation,
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      const caller = authorise(request.caller, organisation, 'operators:manage')
      await removeOperator(context, caller, organisation, id)
      return reply.code(204).send(null)
    },
  )
}

function registerTokens(http: Http, context: AccountsContext): void {
  const path = '/api/organisations/:organisation/tokens'
  const preValidation = requires('tokens:manage')
  const list = z.object({ tokens: z.array(TokenSchema) })
  http.get(
    path,
    {
      schema: { tags, summary: 'API tokens', params: inOrganisation, response: { 200: list } },
      preValidation,
    },
    async (request) => ({ tokens: await readTokens(context, request.params.organisation) }),
  )
  http.post(
    path,
    {
      schema: {
        tags,
        summary: 'Make an API token; its secret is shown once',
        params: inOrganisation,
        body: NewTokenSchema,
        response: { 201: MadeTokenSchema },
      },
      preValidation,
    },
    async (request, reply) => {
      const { organisation } = request.params
      const caller = authorise(request.caller, organisation, 'tokens:manage')
      return reply.code(201).send(await makeToken(context, caller, organisation, request.body))
    },
  )
  http.delete(
    `${path}/:id`,
    {
      schema: { tags, summary: 'Revoke an API token', params: oneOf, response: { 204: GoneSchema } },
      preValidation,
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      const caller = authorise(request.caller, organisation, 'tokens:manage')
      await endToken(context, caller, organisation, id)
      return reply.code(204).send(null)
    },
  )
}
