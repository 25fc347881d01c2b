// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { SimulationSchema } from './contract.ts'
import type { Gates } from './gates.ts'
import type { GatePorts } from './ports.ts'
import { keptDays } from './kept-days.ts'
import { Simulations } from './simulations.ts'

/** Registers the simulation of drafts. */
export function registerSimulationRoutes(http: Http, gates: Gates, ports: GatePorts): void {
  const simulations = new Simulations(gates, ports)
  http.get(
    '/api/organisations/:organisation/policy/drafts/:id/simulation',
    {
      preValidation: requires('policies:read'),
      schema: {
        tags: ['policy'],
        summary: 'What a draft as saved would change of what the gate decided; changes nothing',
        params: z.object({ organisation: z.string().max(63), id: z.uuid() }),
        querystring: z.object({
          days: z.coerce
            .number()
            .int()
            .min(1)
            .max(keptDays)
            .default(30)
            .describe('Today and the days before'),
          from: z.coerce.number().int().min(0).default(0).describe('The first of the changes to tell'),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: SimulationSchema },
      },
    },
    ({ params, query }) =>
      simulations.page({ organisation: params.organisation, draft: params.id, ...query }),
  )
}
