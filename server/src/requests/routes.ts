// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import {
  answeredDocument,
  list,
  preview,
  printableDocuments,
  read,
  readFoundData,
  type NameActors,
  type Reviewer,
} from './board.ts'
import {
  AddedIdentitySchema,
  ExclusionSchema,
  FoundSchema,
  RequestDetailSchema,
  RequestPageSchema,
  refusalGrounds,
  requestStates,
} from './contract.ts'
import type { RequestPorts } from './ports.ts'
import { approve, collectAgain, exclude, refuseRequest } from './review.ts'

const tags = ['requests']
const one = z.object({ organisation: z.string(), id: z.uuid() })
const decided = z.object({ revision: z.string().max(40).optional() }).nullish()

function reviewerOf(request: FastifyRequest, organisation: string): Reviewer {
  const caller = authorise(request.caller, organisation, 'requests:read')
  const permissions = caller.permissions.get(organisation) ?? new Set<string>()
  return { reference: { kind: caller.kind, id: caller.id }, permissions }
}

/** Registers what operators and programs do with requests. */
export function registerRequestRoutes(http: Http, ports: RequestPorts, nameActors: NameActors): void {
  const base = '/api/organisations/:organisation/requests'
  const detail = async (request: FastifyRequest, organisation: string, id: string) =>
    read(ports, organisation, id, reviewerOf(request, organisation), nameActors)

  http.get(
    base,
    {
      preValidation: requires('requests:read'),
      schema: {
        tags,
        summary: 'The board of requests, newest first',
        params: one.pick({ organisation: true }),
        querystring: z.object({
          state: z.enum(requestStates).optional(),
          number: z.string().max(40).optional(),
          before: z.uuid().optional(),
        }),
        response: { 200: RequestPageSchema },
      },
    },
    (request) => list(ports, request.params.organisation, request.query),
  )
  http.get(
    `${base}/:id`,
    {
      preValidation: requires('requests:read'),
      schema: {
        tags,
        summary: 'One request whole; reading it is a fact',
        params: one,
        response: { 200: RequestDetailSchema },
      },
    },
    (request) => detail(request, request.params.organisation, request.params.id),
  )
  registerFound(http, ports, base)
  registerDecisions(http, ports, base, detail)
}

function registerFound(http: Http, ports: RequestPorts, base: string): void {
  http.get(
    `${base}/:id/found`,
    {
      preValidation: requires('requests:review'),
      schema: {
        tags,
        summary: 'What was found; reading it is a fact',
        params: one,
        response: { 200: FoundSchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      return readFoundData(ports, organisation, id, reviewerOf(request, organisation))
    },
  )
  http.put(
    `${base}/:id/exclusions`,
    {
      preValidation: requires('requests:review'),
      schema: {
        tags,
        summary: 'Say which rows and fields are kept back, mostly other people’s data, and on which ground',
        params: one,
        body: z.object({
          exclusions: z.array(ExclusionSchema).max(10_000),
          revision: z.string().max(40).optional(),
        }),
        response: { 200: FoundSchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      return exclude(ports, organisation, id, request.body, reviewerOf(request, organisation))
    },
  )
  registerDocuments(http, ports, base)
}

function registerDocuments(http: Http, ports: RequestPorts, base: string): void {
  http.get(
    `${base}/:id/preview`,
    {
      preValidation: requires('requests:review'),
      schema: { tags, summary: 'The readable document as it would go out now (PDF)', params: one },
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      const pdf = await preview(ports, organisation, id, reviewerOf(request, organisation))
      return sendPdf(reply, pdf)
    },
  )
  http.get(
    `${base}/:id/documents/:document`,
    {
      preValidation: requires('requests:review'),
      schema: {
        tags,
        summary: 'A document of the answer as it went out (PDF), to print and post',
        params: one.extend({ document: z.enum(printableDocuments) }),
      },
    },
    async (request, reply) => {
      const { organisation, id, document } = request.params
      const reviewer = reviewerOf(request, organisation)
      return sendPdf(reply, await answeredDocument(ports, organisation, id, document, reviewer))
    },
  )
}

const sendPdf = (reply: FastifyReply, pdf: Uint8Array) =>
  reply.type('application/pdf').header('cache-control', 'no-store').send(Buffer.from(pdf))

type ReadDetail = (
  request: FastifyRequest,
  organisation: string,
  id: string,
) => Promise<z.infer<typeof RequestDetailSchema>>

function registerDecisions(http: Http, ports: RequestPorts, base: string, detail: ReadDetail): void {
  const decision = (
    verb: string,
    permission: 'requests:approve' | 'requests:review',
    summary: string,
    act: (organisation: string, id: string, reviewer: Reviewer, revision?: string) => Promise<void>,
  ) =>
    http.post(
      `${base}/:id/${verb}`,
      {
        preValidation: requires(permission),
        schema: { tags, summary, params: one, body: decided, response: { 200: RequestDetailSchema } },
      },
      async (request) => {
        const { organisation, id } = request.params
        await act(organisation, id, reviewerOf(request, organisation), request.body?.revision)
        return detail(request, organisation, id)
      },
    )
  decision('approve', 'requests:approve', 'Approve the answer; it is packed and sent', (...given) =>
    approve(ports, ...given),
  )
  registerCollecting(http, ports, base, detail)
  registerRefusing(http, ports, base, detail)
}

function registerCollecting(http: Http, ports: RequestPorts, base: string, detail: ReadDetail): void {
  http.post(
    `${base}/:id/collect-again`,
    {
      preValidation: requires('requests:review'),
      schema: {
        tags,
        summary: 'Collect again from every source, also by what the requester told besides the address',
        params: one,
        body: z.object({ identities: z.array(AddedIdentitySchema).max(20).optional() }).nullish(),
        response: { 200: RequestDetailSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const reviewer = reviewerOf(request, organisation)
      await collectAgain(ports, organisation, id, request.body?.identities, reviewer)
      return detail(request, organisation, id)
    },
  )
}

function registerRefusing(http: Http, ports: RequestPorts, base: string, detail: ReadDetail): void {
  http.post(
    `${base}/:id/refuse`,
    {
      preValidation: requires('requests:approve'),
      schema: {
        tags,
        summary: 'Refuse on a ground of the law; the requester is told',
        params: one,
        body: z.object({ ground: z.enum(refusalGrounds), explanation: z.string().trim().min(1).max(4_000) }),
        response: { 200: RequestDetailSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      await refuseRequest(ports, organisation, id, request.body, reviewerOf(request, organisation))
      return detail(request, organisation, id)
    },
  )
}
