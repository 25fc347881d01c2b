// SPDX-License-Identifier: Apache-2.0
// OpenID AuthZEN Authorization API 1.0: access evaluation, evaluations, searches, metadata.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { forPrograms, languageOf, putBack, type Http } from '../http/index.ts'
import { commonRefusals, refuse, Refusal, type Log } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { ends, failed, presented, withDefaults } from '@yakusoku/core/authzen'
import { answerAtOnce, written, type Remembered } from './at-once.ts'
import { understood } from './callers.ts'
import {
  DecisionSchema,
  DecisionsSchema,
  EvaluationSchema,
  EvaluationsSchema,
  SearchResultsSchema,
  type DecisionView,
  type Evaluation,
  type Evaluations,
} from './contract.ts'
import type { Gates } from './gates.ts'
import type { Node } from './node.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'
import { callerOf } from './routes.ts'
import { searchActions, searchResources, searchSubjects, type Searching } from './search.ts'

const tags = ['gate (AuthZEN)']
const properties = z.record(z.string(), z.unknown()).nullish()
const typed = z.object({ type: z.string().min(1).max(1_000), properties })
const page = z
  .object({
    token: z.string().max(200).nullish(),
    next_token: z.string().max(200).nullish(),
    limit: z.number().int().min(0).nullish(),
  })
  .nullish()

/** Bodies of many evaluations are larger than what other routes take. */
const bodyLimit = 16 * 1_048_576

/** Where the API lies: by the token's organisation, or by the organisation in the path. */
const places = ['', '/organisations/:organisation']

/** Registers the AuthZEN API for programs. */
export function registerAuthzenRoutes(
  http: Http,
  gates: Gates,
  ports: GatePorts,
  { publicUrl, remembered }: { readonly publicUrl: string; readonly remembered: Remembered },
): void {
  answerAtOnce(http, gates, remembered)
  http.get('/.well-known/authzen-configuration', { schema: { tags, security: [] } }, (_request, reply) =>
    metadata(reply, publicUrl, ''),
  )
  http.get(
    '/.well-known/authzen-configuration/organisations/:organisation',
    { schema: { tags, security: [], params: z.object({ organisation: z.string().max(63) }) } },
    ({ params }, reply) =>
      metadata(reply, publicUrl, `/organisations/${ports.inForce(params.organisation).id}`),
  )
  for (const at of places) {
    registerEvaluation(http, gates, ports, at)
    registerSearch(http, gates, ports, at)
  }
}

/** Where this decision point is found, and what it can do. */
function metadata(reply: FastifyReply, publicUrl: string, at: string) {
  void reply.header('cache-control', 'public, max-age=300')
  const point = `${publicUrl}${at}`
  return {
    policy_decision_point: point,
    access_evaluation_endpoint: `${point}/access/v1/evaluation`,
    access_evaluations_endpoint: `${point}/access/v1/evaluations`,
    search_subject_endpoint: `${point}/access/v1/search/subject`,
    search_resource_endpoint: `${point}/access/v1/search/resource`,
    search_action_endpoint: `${point}/access/v1/search/action`,
  }
}

/** The organisation a request is about, and who asks. */
function asker(request: FastifyRequest): { organisation: string; caller: Reference } {
  const { organisation: named } = request.params as { organisation?: string }
  const own = request.caller.kind === 'anonymous' ? [] : [...request.caller.permissions.keys()]
  const organisation = named ?? (own.length === 1 ? own[0] : own.length === 0 ? '' : undefined)
  if (organisation === undefined) throw refuse(gateRefusals, 'gate.which-organisation')
  return { organisation, caller: callerOf(request, organisation) }
}

/** A route of the API: who asks is known before the body is read, and errors are texts, as the API has them. */
const common = (ports: { readonly log: Log }) => ({
  onRequest: (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => {
    const sent = request.headers['x-request-id']
    if (typeof sent === 'string') reply.header('x-request-id', sent)
    try {
      asker(request)
      done()
    } catch (error) {
      done(error as Error)
    }
  },
  errorHandler: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    sendError(error, request, reply, ports.log),
  bodyLimit,
  // An answer is made here and nowhere else: checking it again costs more than deciding.
  serializerCompiler: () => (answer: unknown) => JSON.stringify(answer),
  config: forPrograms,
})

function sendError(error: Error, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const { statusCode = 500 } = error as { statusCode?: number }
  if (error instanceof Refusal) {
    const language = languageOf(request)
    const status = error.status === 422 ? 400 : error.status
    const { errors } = error.details
    const faults = Array.isArray(errors) ? ` ${errors.join('; ')}` : ''
    if (status === 401) void reply.header('www-authenticate', 'Bearer')
    void reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(`${error.title[language]} ${error.remedy[language]}${faults}`)
    return
  }
  // A body that is no JSON, of another type, or without what is required is a bad request, whatever else it is called.
  const known = statusCode >= 400 && statusCode < 500
  if (!known) log.error('gate.failed', { error })
  const status = statusCode === 413 ? 413 : known ? 400 : 500
  void reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(known ? error.message : 'Internal error.')
}

function registerEvaluation(http: Http, gates: Gates, ports: GatePorts, at: string): void {
  http.post(
    `${at}/access/v1/evaluation`,
    {
      ...common(ports),
      preParsing: putBack,
      schema: {
        tags,
        summary: 'Access evaluation: may this actor do this, to this data, for this purpose?',
        body: EvaluationSchema,
        response: { 200: DecisionSchema },
      },
    },
    async (request, reply) => {
      const { organisation, caller } = asker(request)
      const node = await gates.node(organisation)
      const question = understood(node, request.body, caller)
      if ('problem' in question) return failed(400, question.problem)
      const { decision, record } = await gates.ask(node, organisation, question, caller)
      // An answer that was given before goes out as it was written down then.
      void reply.type('application/json; charset=utf-8')
      return reply.send(Buffer.from(written(decision, record), 'latin1') as unknown as DecisionView)
    },
  )
  http.post(
    `${at}/access/v1/evaluations`,
    {
      ...common(ports),
      schema: {
        tags,
        summary: 'Access evaluations: many questions, with defaults and one of three semantics',
        body: EvaluationsSchema,
        response: { 200: DecisionsSchema },
      },
    },
    async (request) => {
      const { organisation, caller } = asker(request)
      const node = await gates.node(organisation)
      const { body } = request
      if (!body.evaluations?.length) {
        const one = EvaluationSchema.safeParse(body)
        if (one.success) return decided(gates, node, organisation, one.data, caller)
        throw refuse(commonRefusals, 'common.invalid', { errors: faultsOf(one.error) })
      }
      return { evaluations: await decideAll(gates, node, organisation, body, caller) }
    },
  )
}

const faultsOf = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

async function decided(
  gates: Gates,
  node: Node,
  organisation: string,
  evaluation: Evaluation,
  caller: Reference,
): Promise<DecisionView> {
  const question = understood(node, evaluation, caller)
  if ('problem' in question) return failed(400, question.problem)
  const { decision, record } = await gates.ask(node, organisation, question, caller)
  return presented(decision, record)
}

async function decideAll(
  gates: Gates,
  node: Node,
  organisation: string,
  body: Evaluations,
  caller: Reference,
): Promise<DecisionView[]> {
  const views: DecisionView[] = []
  for (const one of body.evaluations ?? []) {
    const whole = withDefaults(body, one)
    const view = whole.success
      ? await decided(gates, node, organisation, whole.data, caller)
      : failed(400, faultsOf(whole.error).join('; '))
    views.push(view)
    // Others are answered in between.
    if (views.length % 500 === 0) await setImmediate()
    if (ends(body.options?.evaluations_semantic, view)) break
  }
  return views
}

/** Where a search looks, and who looks. */
async function searching(gates: Gates, ports: GatePorts, request: FastifyRequest): Promise<Searching> {
  const { organisation, caller } = asker(request)
  return { ports, gates, node: await gates.node(organisation), organisation, caller }
}

function registerSearch(http: Http, gates: Gates, ports: GatePorts, at: string): void {
  const described = <Body extends z.ZodType>(summary: string, body: Body) => ({
    ...common(ports),
    schema: { tags, summary, body, response: { 200: SearchResultsSchema } },
  })
  http.post(
    `${at}/access/v1/search/action`,
    described(
      'Action search: the acts that are permitted',
      EvaluationSchema.omit({ action: true }).extend({ page }),
    ),
    async (request) => searchActions(await searching(gates, ports, request), request.body),
  )
  http.post(
    `${at}/access/v1/search/subject`,
    described(
      'Subject search: the registered actors of a type that may, or the roles (subject.type role)',
      EvaluationSchema.extend({ subject: typed, page }),
    ),
    async (request) => searchSubjects(await searching(gates, ports, request), request.body),
  )
  http.post(
    `${at}/access/v1/search/resource`,
    described(
      'Resource search: categories (resource.type category), things that words of callers name, or the persons of a category',
      EvaluationSchema.extend({ resource: typed, page }),
    ),
    async (request) => searchResources(await searching(gates, ports, request), request.body),
  )
}
