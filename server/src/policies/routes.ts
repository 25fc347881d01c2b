// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import { inOrganisation, type Database } from '../database/index.ts'
import { countByPromise } from '../duties/index.ts'
import type { Http } from '../http/index.ts'
import type { Clock } from '../kernel/index.ts'
import { evidence } from '../ledger/index.ts'
import { PolicyViewSchema, type PolicyView } from './contract.ts'
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
      facts: await evidence(tx, organisation),
      duties: await countByPromise(tx, organisation, clock.now()),
    }),
  )
}

/** Registers the promises. */
export function registerPolicyRoutes(http: Http, db: Database, policies: Policies, clock: Clock): void {
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
}
