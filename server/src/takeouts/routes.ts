// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import { NewReturnSchema, TakeOutDetailsSchema, TakeOutExportSchema, TakeOutPageSchema } from './contract.ts'
import { bringBack } from './operations.ts'
import type { TakeOutPorts } from './ports.ts'
import { exportTakeOuts, listTakeOuts, readDetails } from './read.ts'

const tags = ['takeouts']
const place = z.object({ organisation: z.string().max(63) })
const one = place.extend({ id: z.uuid() })
const base = '/api/organisations/:organisation/takeouts'

type Request = { readonly caller: Parameters<typeof authorise>[0] }

function actorOf({ caller }: Request, organisation: string, permission: Permission): Reference {
  const { kind, id } = authorise(caller, organisation, permission)
  return { kind, id }
}

/** Registers the log of take-outs. */
export function registerTakeOutRoutes(http: Http, ports: TakeOutPorts): void {
  registerReading(http, ports)
  registerExport(http, ports)
  http.post(
    `${base}/:id/return`,
    {
      preValidation: requires('takeouts:write'),
      schema: {
        tags,
        summary: 'Record that a take-out came back, which ends its duty',
        params: one,
        body: NewReturnSchema,
        response: { 201: z.object({ fact: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      const actor = actorOf(request, organisation, 'takeouts:write')
      return reply.code(201).send(await bringBack(ports, organisation, id, request.body, actor))
    },
  )
}

function registerReading(http: Http, ports: TakeOutPorts): void {
  http.get(
    base,
    {
      preValidation: requires('takeouts:read'),
      schema: {
        tags,
        summary: 'What is out, the earliest return first (at most 500), or what came back',
        params: place,
        querystring: z.object({
          state: z.enum(['out', 'returned']).default('out'),
          before: z.uuid().optional(),
        }),
        response: { 200: TakeOutPageSchema },
      },
    },
    ({ params, query }) => listTakeOuts(ports, params.organisation, query),
  )
  http.get(
    `${base}/:id/details`,
    {
      preValidation: requires('takeouts:read'),
      schema: {
        tags,
        summary: 'Who took it where, and who brought it back; reading it is a fact',
        params: one,
        response: { 200: TakeOutDetailsSchema },
      },
    },
    (request) => {
      const { organisation, id } = request.params
      return readDetails(ports, organisation, id, actorOf(request, organisation, 'takeouts:read'))
    },
  )
}

function registerExport(http: Http, ports: TakeOutPorts): void {
  http.post(
    `${base}/exports`,
    {
      preValidation: requires('takeouts:read'),
      schema: {
        tags,
        summary: 'The log of some days as CSV, one line a take-out; exporting is a fact',
        params: place,
        body: TakeOutExportSchema,
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const reader = actorOf(request, organisation, 'takeouts:read')
      const { name, content } = await exportTakeOuts(ports, organisation, request.body, reader)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(content)
    },
  )
}
