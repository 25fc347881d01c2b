// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { CatalogPorts } from './connected.ts'
import { HeldCountSchema } from './contract.ts'
import { countHeld } from './counts.ts'

const category = z.string().min(1).max(100)

/** Registers how many people and records the connected systems hold of some categories. */
export function registerCountRoutes(http: Http, ports: CatalogPorts): void {
  http.get(
    '/api/organisations/:organisation/catalog/counts',
    {
      preValidation: requires('sources:read'),
      schema: {
        tags: ['catalog'],
        summary:
          'How many people, each once over all systems, and records the systems hold of categories; reading is a fact',
        params: z.object({ organisation: z.string() }),
        querystring: z.object({
          category: z.union([category.transform((one) => [one]), z.array(category).min(1).max(200)]),
        }),
        response: { 200: HeldCountSchema },
      },
    },
    async (request) => {
      const { organisation } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:read')
      return countHeld(ports, organisation, { kind, id }, request.query.category)
    },
  )
}
