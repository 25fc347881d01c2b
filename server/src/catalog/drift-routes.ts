// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { CatalogPorts } from './connected.ts'
import { CategorySchema, DecideSchema, DriftSchema, FieldPageSchema, SystemSchema } from './contract.ts'
import { decide, undo } from './decide.ts'
import { registerDrafting } from './draft-route.ts'
import { registerReadingRoutes } from './reading-routes.ts'
import { requestScans } from './scan.ts'
import { listCategories, listDrift, listFields, listSystems, type NameActors } from './views.ts'

const tags = ['catalog']
const place = z.object({ organisation: z.string() })
const base = '/api/organisations/:organisation/catalog'
const key = z.string().regex(/^[\w.-]{1,100}$/)

/** Registers what the systems hold, where it differs from what is promised, and what people decide about that. */
export function registerDriftRoutes(http: Http, ports: CatalogPorts, nameActors: NameActors): void {
  registerSystems(http, ports)
  registerDrafting(http, ports)
  registerReadingRoutes(http, ports)
  registerFields(http, ports)
  registerCategories(http, ports)
  registerDrift(http, ports, nameActors)
}

function registerSystems(http: Http, ports: CatalogPorts): void {
  const response = { 200: z.array(SystemSchema) }
  http.get(
    `${base}/systems`,
    {
      preValidation: requires('sources:read'),
      schema: { tags, summary: 'The connected systems with their last scan', params: place, response },
    },
    ({ params }) => listSystems(ports, params.organisation),
  )
  http.post(
    `${base}/scans`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Scan one connected system, or all; one that is being scanned goes on',
        params: place,
        body: z.object({ source: key.optional() }).nullish(),
        response: { 202: z.array(SystemSchema) },
      },
    },
    async ({ params: { organisation }, body }, reply) => {
      await requestScans(ports, organisation, body?.source)
      return reply.code(202).send(await listSystems(ports, organisation))
    },
  )
}

function registerFields(http: Http, ports: CatalogPorts): void {
  http.get(
    `${base}/fields`,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary: 'Fields of the connected systems with their categories, 200 at a time; never a value',
        params: place,
        querystring: z.object({
          source: key.optional(),
          search: z.string().max(200).optional(),
          category: z.string().max(100).optional(),
          only: z.enum(['drift', 'personal', 'unmapped']).optional(),
          from: z.coerce.number().int().min(0).max(1_000_000).optional(),
        }),
        response: { 200: FieldPageSchema },
      },
    },
    ({ params, query }) => listFields(ports, params.organisation, query),
  )
}

function registerCategories(http: Http, ports: CatalogPorts): void {
  http.get(
    `${base}/categories`,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary:
          'The categories of the policy in force: what for, how long, who gets it, and where it is held',
        params: place,
        response: { 200: z.array(CategorySchema) },
      },
    },
    ({ params }) => listCategories(ports, params.organisation),
  )
  http.get(
    `${base}/categories/:id`,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary: 'One category of the policy in force',
        params: place.extend({ id: z.string().max(100) }),
        response: { 200: CategorySchema },
      },
    },
    async ({ params: { organisation, id } }) => {
      const found = (await listCategories(ports, organisation)).find((one) => one.id === id)
      if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
      return found
    },
  )
}

function registerDrift(http: Http, ports: CatalogPorts, nameActors: NameActors): void {
  http.get(
    `${base}/drift`,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary: 'Where what is held and what is promised differ',
        params: place,
        querystring: z.object({
          state: z.enum(['open', 'decided', 'gone']).default('open'),
          source: key.optional(),
        }),
        response: { 200: z.array(DriftSchema) },
      },
    },
    ({ params, query }) => listDrift(ports, params.organisation, query, nameActors),
  )
  registerDecisions(http, ports)
}

function registerDecisions(http: Http, ports: CatalogPorts): void {
  http.post(
    `${base}/drift/decisions`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Decide about drift, several at once; accepting writes the data map',
        params: place,
        body: DecideSchema,
        response: { 201: z.object({ act: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      return reply.code(201).send(await decide(ports, organisation, { kind, id }, request.body))
    },
  )
  http.delete(
    `${base}/drift/decisions/:act`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Take back what was decided in one act',
        params: place.extend({ act: z.uuid() }),
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      const { organisation, act } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      await undo(ports, organisation, { kind, id }, act)
      return reply.code(204).send(null)
    },
  )
}
