// SPDX-License-Identifier: Apache-2.0
/** What an operator sees first: duties by their deadline, requests, promises and the ledger at a glance. Reads only. */
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import { inOrganisation, type Database } from '../database/index.ts'
import { openDuties } from '../duties/index.ts'
import type { Http } from '../http/index.ts'
import type { Clock } from '../kernel/index.ts'
import { state } from '../ledger/index.ts'
import { readPolicy, type Policies } from '../policies/index.ts'
import { counts, type RequestPorts } from '../requests/index.ts'
import { TodaySchema, type Today } from './contract.ts'

/** What *Today* is put together from. */
export interface TodayPorts {
  readonly db: Database
  readonly clock: Clock
  readonly policies: Policies
  readonly requests: RequestPorts
}

/** Registers the first screen's data. */
export function registerTodayRoutes(http: Http, ports: TodayPorts): void {
  http.get(
    '/api/organisations/:organisation/today',
    {
      preValidation: requires('today:read'),
      schema: {
        tags: ['today'],
        summary: 'What is due, and how everything stands',
        params: z.object({ organisation: z.string() }),
        response: { 200: TodaySchema },
      },
    },
    ({ params }) => today(ports, params.organisation),
  )
}

async function today(ports: TodayPorts, organisation: string): Promise<Today> {
  const { db, clock } = ports
  const policy = await readPolicy(db, ports.policies, clock, organisation)
  const states = policy.sections.flatMap((section) => section.promises.map((promise) => promise.state))
  const count = (wanted: string) => states.filter((one) => one === wanted).length
  const [duties, ledger] = await inOrganisation(db, organisation, async (tx) => [
    await openDuties(tx, organisation, clock.now()),
    await state(tx, organisation),
  ])
  return {
    duties,
    requests: await counts(ports.requests, organisation),
    ledger,
    promises: {
      held: count('held'),
      atRisk: count('at-risk'),
      broken: count('broken'),
      notYet: count('not-yet'),
    },
  }
}
