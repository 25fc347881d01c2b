// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { CatalogPorts } from './connected.ts'
import { CollectorSchema, CollectorViewSchema, ReadingsSchema } from './contract.ts'
import { declare, listCollectors, receive } from './readings.ts'

const tags = ['catalog']
const base = '/api/organisations/:organisation/catalog/collectors'
const place = z.object({ organisation: z.string() })
const one = place.extend({ key: z.string().regex(/^[\w.-]{1,100}$/) })
const done = { 204: z.null().describe('Done') }

/** Registers devices: what each is declared to send, and what it sends. */
export function registerReadingRoutes(http: Http, ports: CatalogPorts): void {
  http.get(
    base,
    {
      preValidation: requires('sources:read'),
      schema: {
        tags,
        summary: 'Devices that send readings',
        params: place,
        response: { 200: z.array(CollectorViewSchema) },
      },
    },
    ({ params }) => listCollectors(ports, params.organisation),
  )
  http.put(
    `${base}/:key`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Declare what a device sends; only what the policy lets come in by a technical channel',
        params: one,
        body: CollectorSchema,
        response: done,
      },
    },
    async (request, reply) => {
      const { organisation, key } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      await declare(ports, organisation, { kind, id }, key, request.body)
      return reply.code(204).send(null)
    },
  )
  registerReceiving(http, ports)
}

function registerReceiving(http: Http, ports: CatalogPorts): void {
  http.post(
    `${base}/:key/readings`,
    {
      preValidation: requires('sources:manage'),
      bodyLimit: 4_194_304,
      schema: {
        tags,
        summary:
          'Readings of a device, at most 10,000 at once; all are taken or none, and only what is declared',
        params: one,
        body: ReadingsSchema,
        response: done,
      },
    },
    async (request, reply) => {
      const { organisation, key } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      await receive(ports, organisation, { kind, id }, key, request.body)
      return reply.code(204).send(null)
    },
  )
}
