// SPDX-License-Identifier: Apache-2.0
import { parseDatamaps } from '@yakusoku/core/datamap'
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import { openConnector, SourceFailure } from '../connectors/index.ts'
import type { Http } from '../http/index.ts'
import { refuse } from '../kernel/index.ts'
import { catalogRefusals } from './refusals.ts'
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

/** Registers the connected systems. */
export function registerCatalogRoutes(http: Http, catalog: Catalog): void {
  const base = '/api/organisations/:organisation/sources'
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
  http.put(
    `${base}/:key`,
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags,
        summary: 'Connect a system, or replace its address and data map (Fides dataset YAML)',
        params: place.extend({ key: z.string().regex(/^[\w.-]{1,100}$/) }),
        body: z.object({ url: z.string().min(1).max(2_000), map: z.string().min(1).max(1_000_000) }),
        response: { 200: z.array(SourceSchema) },
      },
    },
    async (request) => {
      const { organisation, key } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'sources:manage')
      checkMap(key, request.body.map)
      await checkAddress(request.body.url)
      await catalog.connect(organisation, { kind, id }, { key, ...request.body })
      return catalog.list(organisation)
    },
  )
}

function checkMap(key: string, map: string): void {
  const { datasets, problems } = parseDatamaps([{ name: `${key}.yml`, content: map }])
  const errors = problems
    .filter((problem) => problem.severity === 'error')
    .map(({ at, en, ja }) => ({
      at: at === undefined ? `${key}.yml` : `${at.file}:${at.line}:${at.column}`,
      message: `${ja} / ${en}`,
    }))
  if (errors.length > 0) throw refuse(catalogRefusals, 'catalog.bad-map', { errors })
  const found = datasets.map((dataset) => dataset.key).join(', ')
  if (found !== key) throw refuse(catalogRefusals, 'catalog.other-key', { found, key })
}

/** Tries the address before it is kept, so that a mistyped one is told to whoever typed it. */
async function checkAddress(url: string): Promise<void> {
  try {
    await (await openConnector(url)).close()
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    throw refuse(catalogRefusals, 'catalog.unreachable', { reason: error.code, ja: error.ja, en: error.en })
  }
}
