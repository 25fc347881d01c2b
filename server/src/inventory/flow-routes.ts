// SPDX-License-Identifier: Apache-2.0
import { drawFlows, flowGraph, layOut, printShape, type FlowGraph } from '@yakusoku/core/inventory'
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import { inOrganisation } from '../database/index.ts'
import type { Http } from '../http/index.ts'
import { FlowsSchema } from './contract.ts'
import type { InventoryPorts } from './ports.ts'
import * as store from './store.ts'

const tags = ['inventory']
const base = '/api/organisations/:organisation/inventory'
const place = z.object({ organisation: z.string() })
const view = z.object({
  lang: z.enum(['ja', 'en']).default('ja'),
  focus: z.string().max(5_000).optional().describe('Only what passes through this station, by its id'),
  open: z
    .union([z.string().max(5_000), z.array(z.string().max(5_000)).max(200)])
    .optional()
    .describe('Groups whose things are drawn one by one, by their ids'),
  all: z.enum(['true', 'false']).default('false').describe('Draw every thing, however crowded'),
})

const titles = { ja: '個人情報の流れ', en: 'Flows of personal information' } as const

/** Registers the picture of flows, as data and as SVG. */
export function registerFlowRoutes(http: Http, ports: InventoryPorts): void {
  http.get(
    `${base}/flows`,
    {
      preValidation: requires('inventory:read'),
      schema: {
        tags,
        summary: 'Flows from source over system, purpose and recipient to the end, as stations and links',
        params: place,
        querystring: view,
        response: { 200: FlowsSchema },
      },
    },
    async ({ params, query }) => {
      const { nodes, links, entries } = await flows(ports, params.organisation, query)
      return { nodes: [...nodes], links: [...links], entries }
    },
  )
  http.get(
    `${base}/flows.svg`,
    {
      preValidation: requires('inventory:read'),
      schema: { tags, summary: 'The picture of flows (SVG)', params: place, querystring: view },
    },
    async ({ params, query }, reply) => {
      const graph = await flows(ports, params.organisation, query)
      const drawn = drawFlows(layOut(graph), { language: query.lang, title: titles[query.lang] })
      return reply
        .type('image/svg+xml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${params.organisation}-flows.svg"`)
        .send(printShape(drawn))
    },
  )
}

async function flows(
  ports: InventoryPorts,
  organisation: string,
  { lang, focus, open, all }: z.infer<typeof view>,
): Promise<FlowGraph> {
  const rows = await inOrganisation(ports.db, organisation, (tx) => store.entries(tx, organisation))
  return flowGraph(
    rows.filter(({ state }) => state === 'open'),
    {
      language: lang,
      focus,
      open: new Set([open ?? []].flat()),
      ...(all === 'true' && { most: Infinity }),
    },
  )
}
