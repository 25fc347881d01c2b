// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import { NewReviewSchema, ReviewNoteSchema, ReviewPageSchema } from './contract.ts'
import type { GatePorts } from './ports.ts'
import { listReviews } from './review-list.ts'
import { readNote, review } from './reviews.ts'

const tags = ['gate']
const place = z.object({ organisation: z.string().max(63) })
const one = place.extend({ use: z.uuid() })
const base = '/api/organisations/:organisation/gate/reviews'

type Request = { readonly caller: Parameters<typeof authorise>[0] }

function reader({ caller }: Request, organisation: string, permission: Permission): Reference {
  const { kind, id } = authorise(caller, organisation, permission)
  return { kind, id }
}

/** Registers the looks afterwards at what was done in an emergency. */
export function registerReviewRoutes(http: Http, ports: GatePorts): void {
  registerReading(http, ports)
  http.post(
    `${base}/:use`,
    {
      preValidation: requires('gate:review'),
      schema: {
        tags,
        summary: 'Record the review of an emergency use, which closes its duty',
        params: one,
        body: NewReviewSchema,
        response: { 201: z.object({ fact: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const { organisation, use } = request.params
      const actor = reader(request, organisation, 'gate:review')
      return reply.code(201).send(await review(ports, organisation, use, request.body, actor))
    },
  )
}

function registerReading(http: Http, ports: GatePorts): void {
  http.get(
    base,
    {
      preValidation: requires('gate:read'),
      schema: {
        tags,
        summary: 'Emergency uses that wait for their review, or those that were reviewed',
        params: place,
        querystring: z.object({
          state: z.enum(['open', 'closed']).default('open'),
          before: z.uuid().optional(),
        }),
        response: { 200: ReviewPageSchema },
      },
    },
    (request) => {
      const { organisation } = request.params
      return listReviews(ports, organisation, request.query, reader(request, organisation, 'gate:read'))
    },
  )
  http.get(
    `${base}/:use/note`,
    {
      preValidation: requires('gate:review'),
      schema: {
        tags,
        summary: 'What the reviewer wrote; reading it is a fact',
        params: one,
        response: { 200: ReviewNoteSchema },
      },
    },
    (request) => {
      const { organisation, use } = request.params
      return readNote(ports, organisation, use, reader(request, organisation, 'gate:review'))
    },
  )
}
