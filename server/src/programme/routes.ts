// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { CycleDetailSchema, CyclesSchema } from './contract.ts'
import { completeCycle, giveEvidence, type Place } from './give.ts'
import type { Actor, ProgrammePorts } from './ports.ts'
import { listCycles, readCycle, readEvidence } from './read.ts'

const tags = ['duties']
const base = '/api/organisations/:organisation/programme/cycles'
const place = z.object({ organisation: z.string() })
const one = place.extend({ id: z.uuid() })
const piece = one.extend({ evidence: z.string().max(100) })
const fileLimit = 10_000_000

function actorOf(request: FastifyRequest, organisation: string, permission: Permission): Actor {
  const { kind, id, roles } = authorise(request.caller, organisation, permission)
  return { reference: { kind, id }, roles: roles.get(organisation) ?? [] }
}

const placeOf = ({ organisation, id, evidence }: z.infer<typeof piece>): Place => ({
  organisation,
  cycle: id,
  evidence,
})

/** Registers the cycles of duties and safeguards, their evidence, and their completion. */
export function registerProgrammeRoutes(http: Http, ports: ProgrammePorts): void {
  http.get(
    base,
    {
      preValidation: requires('duties:read'),
      schema: {
        tags,
        summary: 'Cycles of the duties and safeguards of the policy: those that wait, or those that ended',
        params: place,
        querystring: z.object({
          state: z.enum(['open', 'ended']).default('open'),
          before: z.uuid().optional(),
          reference: z.string().max(100).optional(),
        }),
        response: { 200: CyclesSchema },
      },
    },
    ({ params, query }) => listCycles(ports, params.organisation, query),
  )
  http.get(
    `${base}/:id`,
    {
      preValidation: requires('duties:read'),
      schema: {
        tags,
        summary: 'One cycle with the sentences it serves and the evidence it asks for',
        params: one,
        response: { 200: CycleDetailSchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      return readCycle(ports, organisation, id, actorOf(request, organisation, 'duties:read'))
    },
  )
  registerReading(http, ports)
  registerGiving(http, ports)
  registerFiles(http, ports)
  registerCompleting(http, ports)
}

function registerReading(http: Http, ports: ProgrammePorts): void {
  http.get(
    `${base}/:id/evidence/:evidence`,
    {
      preValidation: requires('duties:read'),
      schema: {
        tags,
        summary:
          'What was given as evidence: the file, or the record as text (in JSON where that is asked for); the reading is a fact',
        params: piece,
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const actor = actorOf(request, organisation, 'duties:read')
      const { kind, content, mediaType, name } = await readEvidence(ports, placeOf(request.params), actor)
      if (kind === 'record' && request.headers.accept === 'application/json')
        return reply.header('cache-control', 'no-store').send({ text: new TextDecoder().decode(content) })
      return reply
        .type(mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(content))
    },
  )
}

function registerGiving(http: Http, ports: ProgrammePorts): void {
  const what = 'it stands in the place of what was given before'
  http.put(
    `${base}/:id/evidence/:evidence/record`,
    {
      preValidation: requires('duties:complete'),
      schema: {
        tags,
        summary: `Give a written record as evidence; ${what}`,
        params: piece,
        body: z.object({ text: z.string().trim().min(1).max(10_000) }),
        response: { 200: CycleDetailSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, organisation, 'duties:complete')
      const { text } = request.body
      await giveEvidence(ports, placeOf(request.params), { kind: 'record', text }, actor)
      return readCycle(ports, organisation, id, actor)
    },
  )
  http.put(
    `${base}/:id/evidence/:evidence/reference`,
    {
      preValidation: requires('duties:complete'),
      schema: {
        tags,
        summary: `Give facts of the ledger as evidence; ${what}`,
        params: piece,
        body: z.object({ facts: z.array(z.uuid()).min(1).max(50) }),
        response: { 200: CycleDetailSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, organisation, 'duties:complete')
      const facts = [...new Set(request.body.facts)]
      await giveEvidence(ports, placeOf(request.params), { kind: 'reference', facts }, actor)
      return readCycle(ports, organisation, id, actor)
    },
  )
}

function registerFiles(http: Http, ports: ProgrammePorts): void {
  // Only here a body is a file: in a context of its own, so that every other route keeps to JSON.
  void http.register(async (files) => {
    const scope = files as unknown as Http
    // Whatever a browser calls the file, also JSON: it is kept byte for byte, and what it is, its bytes say.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    )
    scope.put(
      `${base}/:id/evidence/:evidence/file`,
      {
        bodyLimit: fileLimit,
        preValidation: requires('duties:complete'),
        schema: {
          tags,
          summary: 'Give a file as evidence (the file is the body, at most 10 MB); it is kept sealed',
          params: piece,
          response: { 200: CycleDetailSchema },
        },
      },
      async (request) => {
        const { organisation, id } = request.params
        const actor = actorOf(request, organisation, 'duties:complete')
        const { body } = request as { body: unknown }
        const file = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        await giveEvidence(ports, placeOf(request.params), { kind: 'file', file }, actor)
        return readCycle(ports, organisation, id, actor)
      },
    )
  })
}

function registerCompleting(http: Http, ports: ProgrammePorts): void {
  http.post(
    `${base}/:id/complete`,
    {
      preValidation: requires('duties:complete'),
      schema: {
        tags,
        summary: 'Complete a cycle whose evidence is all there; its duty closes',
        params: one,
        response: { 200: CycleDetailSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, organisation, 'duties:complete')
      await completeCycle(ports, organisation, id, actor)
      return readCycle(ports, organisation, id, actor)
    },
  )
}
