// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import {
  EndStandingSchema,
  NewStandingSchema,
  StandingChoicesSchema,
  StandingEntrySchema,
  standingKinds,
  StandingListSchema,
} from './contract.ts'
import { choicesOf, listEntries } from './list.ts'
import { change, end, register } from './operations.ts'
import type { StandingPorts } from './ports.ts'

const tags = ['standing']
const place = z.object({ organisation: z.string().max(63) })
const entry = place.extend({
  id: z.string().max(250).describe('Kind and name, for instance receiver:kumo-clean'),
})
const base = '/api/organisations/:organisation/standing'

/** Who acts; clearing people and giving them roles is for those who may clear alone. */
function actorOf(request: FastifyRequest, kind: string): Reference {
  const { organisation } = request.params as { organisation: string }
  const given = kind === 'clearance' || kind === 'actor'
  const permission: Permission = given ? 'standing:clear' : 'standing:write'
  const { kind: caller, id } = authorise(request.caller, organisation, permission)
  return { kind: caller, id }
}

/** Registers the routes of how the organisation stands. */
export function registerStandingRoutes(http: Http, ports: StandingPorts): void {
  registerReading(http, ports)
  registerWriting(http, ports)
  registerChanging(http, ports)
}

function registerReading(http: Http, ports: StandingPorts): void {
  http.get(
    base,
    {
      preValidation: requires('standing:read'),
      schema: {
        tags,
        summary: 'Receivers, approvals, assessments, clearances and the rest, those that stand first',
        params: place,
        querystring: z.object({ kind: z.enum(standingKinds).optional() }),
        response: { 200: StandingListSchema },
      },
    },
    ({ params, query }) => listEntries(ports, params.organisation, query.kind),
  )
  http.get(
    `${base}/choices`,
    {
      preValidation: requires('standing:read'),
      schema: {
        tags,
        summary: 'What entries may be made of, by the policy in force',
        params: place,
        response: { 200: StandingChoicesSchema },
      },
    },
    async ({ params }) => choicesOf(ports.inForce(params.organisation)),
  )
}

function registerWriting(http: Http, ports: StandingPorts): void {
  http.post(
    `${base}/entries`,
    {
      preValidation: requires('standing:write'),
      schema: {
        tags,
        summary: 'Register an entry; a clearance or an actor needs the permission standing:clear',
        params: place,
        body: NewStandingSchema,
        response: { 201: StandingEntrySchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, request.body.body.kind)
      return reply.code(201).send(await register(ports, request.params.organisation, request.body, actor))
    },
  )
}

function registerChanging(http: Http, ports: StandingPorts): void {
  http.put(
    `${base}/entries/:id`,
    {
      preValidation: requires('standing:write'),
      schema: {
        tags,
        summary: 'Change what an entry says; what it is about stays',
        params: entry,
        body: NewStandingSchema,
        response: { 200: StandingEntrySchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, request.body.body.kind)
      return change(ports, organisation, id, { given: request.body, actor })
    },
  )
  http.post(
    `${base}/entries/:id/end`,
    {
      preValidation: requires('standing:write'),
      schema: {
        tags,
        summary: 'End an entry',
        params: entry,
        body: EndStandingSchema,
        response: { 200: StandingEntrySchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, id.split(':', 1)[0] ?? '')
      return end(ports, organisation, id, { reason: request.body.reason, actor })
    },
  )
}
