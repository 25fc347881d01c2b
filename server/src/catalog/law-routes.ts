// SPDX-License-Identifier: Apache-2.0
import { PackSchema } from '@yakusoku/core/packs'
import { z } from 'zod'
import { authorise, requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { ApplicableLawsSchema } from './contract.ts'
import { lawsForJurisdiction, lawsForPerson } from './laws.ts'
import type { Catalog } from './sources.ts'

const tags = ['catalog']
const place = z.object({ organisation: z.string() })
const path = '/api/organisations/:organisation/catalog/laws'
const handling = PackSchema.shape.categories.unwrap().element.shape.handling.unwrap().element

/** Registers the question which laws apply: to a jurisdiction, or to a person by what the systems know of them. */
export function registerLawRoutes(http: Http, catalog: Catalog): void {
  http.get(
    path,
    {
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'The laws that apply to persons of a jurisdiction (ISO 3166-1 alpha-2, or EU), today',
        params: place,
        querystring: z.object({
          jurisdiction: z
            .string()
            .regex(/^[A-Z]{2,3}$/)
            .optional(),
          handling: handling.optional(),
        }),
        response: { 200: ApplicableLawsSchema },
      },
    },
    ({ params, query: { jurisdiction, handling: one } }) =>
      lawsForJurisdiction(catalog.ports, params.organisation, {
        jurisdiction,
        handling: one === undefined ? undefined : [one],
      }),
  )
  http.post(
    path,
    {
      preValidation: requires('requests:review'),
      schema: {
        tags,
        summary:
          'The laws that apply to a person, by the country the connected systems know of them; reading it is a fact',
        params: place,
        body: z.object({ email: z.email().max(254) }),
        response: { 200: ApplicableLawsSchema },
      },
    },
    async (request) => {
      const { organisation } = request.params
      const { id, kind } = authorise(request.caller, organisation, 'requests:review')
      const collect = (identities: Readonly<Record<string, readonly string[]>>) =>
        catalog.collect(organisation, identities)
      return lawsForPerson(catalog.ports, collect, organisation, { kind, id }, request.body.email)
    },
  )
}
