// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import { inOrganisation, type Database } from '../database/index.ts'
import { countByPromise } from '../duties/index.ts'
import type { Http } from '../http/index.ts'
import type { Clock } from '../kernel/index.ts'
import { evidence } from '../ledger/index.ts'
import { PolicyViewSchema, PromiseViewSchema, type PolicyView } from './contract.ts'
import { mission } from './mission.ts'
import type { Policies } from './policies.ts'
import { viewPolicy } from './promises.ts'

/** The policy in force with the state of each promise, from duties and the ledger's evidence. */
export async function readPolicy(
  db: Database,
  policies: Policies,
  clock: Clock,
  organisation: string,
): Promise<PolicyView> {
  const pack = policies.inForce(organisation)
  return inOrganisation(db, organisation, async (tx) =>
    viewPolicy(pack, {
      ...(await policies.holdings(tx, organisation)),
      carriedOut: policies.carriedOut(pack),
      mission: mission(),
      facts: await evidence(tx, organisation),
      duties: await countByPromise(tx, organisation, clock.now()),
    }),
  )
}

const local = z.object({ ja: z.string(), en: z.string() })
const text = z.array(
  z.object({
    heading: z.string(),
    level: z.number().int(),
    sentences: z.array(z.object({ text: z.string(), promises: z.array(z.string()) })),
  }),
)
const PolicyTextSchema = z
  .object({
    organisation: z.object({ id: z.string(), name: local }),
    version: z.string(),
    effective: z.iso.date(),
    modified: z.iso.date(),
    text: z.object({ ja: text, en: text }),
  })
  .meta({ id: 'PolicyText' })

/** The policy in force as anybody may read it. */
function publicPolicy({
  id,
  name,
  organisation,
  version,
  effective,
  modified,
  policy,
}: Pack): z.infer<typeof PolicyTextSchema> {
  return {
    organisation: { id, name: organisation?.name ?? name },
    version,
    effective,
    modified,
    text: { ja: policy.ja.sections, en: policy.en.sections },
  }
}

/** Registers the promises for operators, and the policy's text for anybody. */
export function registerPolicyRoutes(http: Http, db: Database, policies: Policies, clock: Clock): void {
  http.get(
    '/api/privacy/:organisation/policy',
    {
      schema: {
        tags: ['privacy centre'],
        security: [],
        summary: 'The policy in force, sentence by sentence with the ids of its promises',
        params: z.object({ organisation: z.string() }),
        response: { 200: PolicyTextSchema },
      },
    },
    ({ params }) => publicPolicy(policies.inForce(params.organisation)),
  )
  http.get(
    '/api/organisations/:organisation/promises',
    {
      preValidation: requires('promises:read'),
      schema: {
        tags: ['promises'],
        summary: 'The policy sentence by sentence, and whether each promise holds',
        params: z.object({ organisation: z.string() }),
        response: { 200: PolicyViewSchema },
      },
    },
    ({ params }) => readPolicy(db, policies, clock, params.organisation),
  )
  http.get(
    '/api/organisations/:organisation/promises/register',
    {
      preValidation: requires('promises:read'),
      schema: {
        tags: ['promises'],
        summary:
          'Every promise in one list: kept by what, its state, last evidence, and its test, if it has one',
        params: z.object({ organisation: z.string() }),
        querystring: z.object({ test: z.enum(['some', 'none']).optional() }),
        response: { 200: z.array(PromiseViewSchema) },
      },
    },
    async ({ params, query }) => {
      const { sections } = await readPolicy(db, policies, clock, params.organisation)
      const all = sections.flatMap(({ promises }) => promises)
      return query.test === undefined
        ? all
        : all.filter(({ test }) => (test === null) === (query.test === 'none'))
    },
  )
}
