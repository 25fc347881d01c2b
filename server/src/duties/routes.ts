// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { inOrganisation, type Database } from '../database/index.ts'
import type { Guard, Http } from '../http/index.ts'
import type { Clock } from '../kernel/index.ts'
import { DutySchema } from './contract.ts'
import { dutiesOf, openDuties } from './duties.ts'

/** Registers the duties: those open, or all about one subject. */
export function registerDutyRoutes(http: Http, db: Database, clock: Clock, guard: Guard): void {
  http.get(
    '/api/organisations/:organisation/duties',
    {
      preValidation: guard('duties:read'),
      schema: {
        tags: ['duties'],
        summary:
          'Open duties, at most 200, the earliest due first; with `subject` all about it, closed ones too',
        params: z.object({ organisation: z.string() }),
        querystring: z.object({ subject: z.string().max(100).optional() }),
        response: { 200: z.array(DutySchema) },
      },
    },
    ({ params: { organisation }, query: { subject } }) =>
      inOrganisation(db, organisation, (tx) =>
        subject === undefined
          ? openDuties(tx, organisation, clock.now())
          : dutiesOf(tx, organisation, subject, clock.now()),
      ),
  )
}
