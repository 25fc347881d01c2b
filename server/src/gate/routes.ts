// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import { noteReading } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import type { Http } from '../http/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { explained } from '@yakusoku/core/authzen'
import { understood } from './callers.ts'
import { choicesOf } from './choices.ts'
import { EvaluationSchema, ExplanationSchema, GateChoicesSchema, NodeSchema, UseSchema } from './contract.ts'
import { keyIn, type Gates } from './gates.ts'
import type { GatePorts } from './ports.ts'
import { usesBetween } from './store.ts'

const tags = ['gate']
const place = z.object({ organisation: z.string().max(63) })
const base = '/api/organisations/:organisation/gate'

/** Registers what the console and programs ask of the gate besides AuthZEN: explanations, uses, how the node stands. */
export function registerGateRoutes(http: Http, gates: Gates, ports: GatePorts): void {
  registerAsking(http, gates, ports)
  registerUses(http, ports)
  http.get(
    `${base}/node`,
    {
      preValidation: requires('gate:read'),
      schema: { tags, summary: 'How this node stands', params: place, response: { 200: NodeSchema } },
    },
    async ({ params }) => {
      const node = await gates.node(params.organisation)
      return {
        ready: true,
        persons: node.gate.persons(),
        behindMilliseconds: node.behind(),
        version: node.version(),
      }
    },
  )
}

function registerAsking(http: Http, gates: Gates, ports: GatePorts): void {
  http.post(
    `${base}/explain`,
    {
      preValidation: requires('gate:ask'),
      schema: {
        tags,
        summary:
          'One question with its whole reasoning; not counted. That an operator looked at a person is recorded',
        params: place,
        body: EvaluationSchema,
        response: { 200: ExplanationSchema },
      },
    },
    async (request) => {
      const { params, body } = request
      const node = await gates.node(params.organisation)
      const caller = callerOf(request, params.organisation)
      const question = understood(node, body, caller)
      if ('problem' in question)
        throw refuse(commonRefusals, 'common.invalid', { errors: [question.problem] })
      const { person } = question
      // The reasons tell how the person stands: whoever reads them has read that.
      if (caller.kind === 'operator' && person !== undefined)
        await inOrganisation(ports.db, params.organisation, (tx) => {
          const read = { identifier: person, known: node.gate.person(keyIn(node, person)) !== undefined }
          return noteReading(ports, tx, params.organisation, read, caller)
        })
      return explained(gates.look(node, question))
    },
  )
  // Whoever reads what was asked needs the names too: roles that may ask or read all may read what is registered.
  http.get(
    `${base}/choices`,
    {
      preValidation: requires('standing:read'),
      schema: {
        tags,
        summary: 'What a question may be made of: the policy in force, and registered receivers',
        params: place,
        response: { 200: GateChoicesSchema },
      },
    },
    ({ params }) => choicesOf(ports, params.organisation),
  )
}

function registerUses(http: Http, ports: GatePorts): void {
  http.get(
    `${base}/uses`,
    {
      preValidation: requires('gate:read'),
      schema: {
        tags,
        summary:
          'What was asked and answered, counted by day: who used what for which purpose, and what was denied',
        params: place,
        querystring: z.object({
          since: z.iso.date().optional(),
          until: z.iso.date().optional(),
          answer: z.enum(['permit', 'deny', 'gap']).optional(),
          limit: z.coerce.number().int().min(1).max(1_000).default(200),
        }),
        response: { 200: z.array(UseSchema) },
      },
    },
    async ({ params, query }) => {
      const { since = '0001-01-01', until = '9999-12-31', answer, limit } = query
      const answers = answer === undefined ? ['permit', 'deny', 'gap'] : [answer]
      const rows = await inOrganisation(ports.db, params.organisation, (tx) =>
        usesBetween(tx, params.organisation, { since, until, answers, limit }),
      )
      return rows.map(({ count, last_at, recipient, roles, actor, ...row }) => ({
        ...row,
        recipient: recipient === '' ? null : recipient,
        roles: roles === '' ? [] : roles.split(' '),
        actor: actor === '' ? null : actor,
        count: Number(count),
        lastAt: last_at.toISOString(),
      }))
    },
  )
}

/** Who asks, for the facts: the program or operator that holds the gate's answers against its own actors. */
export function callerOf(request: FastifyRequest, organisation: string) {
  const { kind, id } = authorise(request.caller, organisation, 'gate:ask')
  return { kind, id }
}
