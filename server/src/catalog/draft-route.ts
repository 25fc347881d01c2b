// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import { openConnector, SourceFailure } from '../connectors/index.ts'
import type { Http } from '../http/index.ts'
import { refuse } from '../kernel/index.ts'
import type { CatalogPorts } from './connected.ts'
import { DraftedMapSchema, type DraftedMap } from './contract.ts'
import { draftMap } from './draft-map.ts'
import { catalogRefusals } from './refusals.ts'
import { isPersonal } from './ties.ts'

/** Somebody waits for the answer. In milliseconds. */
const patience = { statement: 30_000, perTable: 3_000, inAll: 30_000 } as const

/** Registers the drafting of a map for a system that is to be connected; nothing is stored. */
export function registerDrafting(http: Http, ports: CatalogPorts): void {
  http.post(
    '/api/organisations/:organisation/sources/:key/draft',
    {
      preValidation: requires('sources:manage'),
      schema: {
        tags: ['sources'],
        summary:
          'Draft the data map of a system that is to be connected, for a person to review; nothing is stored',
        params: z.object({ organisation: z.string(), key: z.string().regex(/^[\w.-]{1,100}$/) }),
        body: z.object({ url: z.string().min(1).max(2_000) }),
        response: { 200: DraftedMapSchema },
      },
    },
    ({ params: { organisation, key }, body }) => draft(ports, organisation, key, body.url),
  )
}

async function draft(
  { inForce, clock }: CatalogPorts,
  organisation: string,
  key: string,
  url: string,
): Promise<DraftedMap> {
  const pack = inForce(organisation)
  try {
    const connector = await openConnector(url, { timeout: patience.statement })
    try {
      const { year } = clock.now().toZonedDateTimeISO('Asia/Tokyo')
      const { perTable, inAll } = patience
      const drafted = await draftMap(connector, { key, pack, year, perTable, inAll })
      return viewOf(drafted)
    } finally {
      await connector.close()
    }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    const { code, en, ja } = error
    throw refuse(catalogRefusals, 'catalog.unreachable', { reason: code, ja, en })
  }
}

function viewOf({
  yaml,
  tables,
  columns,
  fields,
  toConfirm,
}: Awaited<ReturnType<typeof draftMap>>): DraftedMap {
  return {
    map: yaml,
    tables,
    columns,
    fields: fields
      .filter(({ categories }) => categories.some(isPersonal))
      .map(({ collection, field, categories, proposal: { confidence, en, ja } }) => ({
        collection,
        field,
        fides: [...categories],
        confidence,
        why: { en, ja },
      })),
    toConfirm: toConfirm.map(({ collection, field, en, ja }) => ({
      collection,
      field: field ?? null,
      why: { en, ja },
    })),
  }
}
