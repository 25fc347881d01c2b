// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Catalog } from './sources.ts'

const SourceSchema = z
  .object({
    key: z.string(),
    where: z.string().describe('Engine, host and database; never a password'),
    collections: z.number().int(),
    fields: z.number().int(),
  })
  .meta({ id: 'Source' })

const tags = ['sources']
const place = z.object({ organisation: z.string() })

const ConnectedSchema = z
  .object({
    checked: z
      .enum(['whole', 'without-database'])
      .describe(
        'without-database: it does not answer now; only the map was new, and was checked with the others',
      ),
    sources: z.array(SourceSchema),
  })
  .meta({ id: 'ConnectedSource' })
const base = '/api/organisations/:organisation/sources'
const oneOf = place.extend({ key: z.string().regex(/^[\w.-]{1,100}$/) })

/** Registers the connected systems. */
export function registerCatalogRoutes(http: Http, catalog: Catalog): void {
  http.get(
    base,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary: 'The connected systems',
        params: place,
        response: { 200: z.array(SourceSchema) },
      },
    },
    ({ params }) => catalog.list(params.organisation),
  )
  registerConnecting(http, catalog)
  registerDisconnecting(http, catalog)
}

function registerConnecting(http: Http, catalog: Catalog): void {
  http.put(
    `${base}/:key`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary:
          'Connect a system, or replace its address and data map (Fides dataset YAML), checked as it is read',
        params: oneOf,
        body: z.object({ url: z.string().min(1).max(2_000), map: z.string().min(1).max(1_000_000) }),
        response: { 200: ConnectedSchema },
      },
    },
    async (request) => {
      const { organisation, key } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      const checked = await catalog.connectChecked(organisation, { kind, id }, { key, ...request.body })
      return { checked, sources: await catalog.list(organisation) }
    },
  )
}

function registerDisconnecting(http: Http, catalog: Catalog): void {
  http.delete(
    `${base}/:key`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Disconnect a system; requests go on with the rest',
        params: oneOf,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      const { organisation, key } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      await catalog.disconnect(organisation, { kind, id }, key)
      return reply.code(204).send(null)
    },
  )
}
