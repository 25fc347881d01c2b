// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import { asked, choices } from './choices.ts'
import {
  AskedSchema,
  counterpartKinds,
  directions,
  NewRecordSchema,
  RecordChoicesSchema,
  RecordExportSchema,
  RecordMadeSchema,
  RecordPageSchema,
  RecordSearchSchema,
  RecordViewSchema,
} from './contract.ts'
import { exportRecords } from './export.ts'
import { addRecord } from './operations.ts'
import type { NameActors, RecipientPorts } from './ports.ts'
import { listRecords, readRecord } from './read.ts'

const tags = ['recipients']
const place = z.object({ organisation: z.string().max(63) })
const base = '/api/organisations/:organisation/recipients'

/** Who acts, once the route's permission is there. */
function actorOf(request: FastifyRequest, permission: Permission): Reference {
  const { organisation } = request.params as { organisation: string }
  const { kind, id } = authorise(request.caller, organisation, permission)
  return { kind, id }
}

/** Registers the records of provision and receipt. */
export function registerRecipientRoutes(http: Http, ports: RecipientPorts, nameActors: NameActors): void {
  registerLists(http, ports)
  registerOne(http, ports, nameActors)
  registerLaw(http, ports)
  registerExport(http, ports)
}

function registerLists(http: Http, ports: RecipientPorts): void {
  http.get(
    `${base}/records`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary: 'Records of provision and receipt, newest first, 50 a page',
        params: place,
        querystring: RecordSearchSchema.omit({ counterparty: true, person: true }),
        response: { 200: RecordPageSchema },
      },
    },
    (request) =>
      listRecords(ports, request.params.organisation, request.query, actorOf(request, 'recipients:read')),
  )
  // What names a person does not go into an address, which every proxy writes down.
  http.post(
    `${base}/searches`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary: 'Records by the exact name of the other side or by a person; asking for a person is a fact',
        params: place,
        body: RecordSearchSchema,
        response: { 200: RecordPageSchema },
      },
    },
    (request) =>
      listRecords(ports, request.params.organisation, request.body, actorOf(request, 'recipients:read')),
  )
}

function registerOne(http: Http, ports: RecipientPorts, nameActors: NameActors): void {
  http.post(
    `${base}/records`,
    {
      preValidation: requires('recipients:write'),
      schema: {
        tags,
        summary: 'Record a provision or a receipt, or correct a record by a new one',
        params: place,
        body: NewRecordSchema,
        response: { 201: RecordMadeSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, 'recipients:write')
      return reply.code(201).send(await addRecord(ports, request.params.organisation, request.body, actor))
    },
  )
  http.get(
    `${base}/records/:id`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary: 'One record with all it says; reading it is a fact',
        params: place.extend({ id: z.uuid() }),
        response: { 200: RecordViewSchema },
      },
    },
    (request) =>
      readRecord(ports, request.params.organisation, request.params.id, {
        reader: actorOf(request, 'recipients:read'),
        nameActors,
      }),
  )
}

function registerLaw(http: Http, ports: RecipientPorts): void {
  http.get(
    `${base}/choices`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary: 'What a record may be made of: grounds of the law; channels, recipients, categories',
        params: place,
        response: { 200: RecordChoicesSchema },
      },
    },
    async ({ params }) => choices(ports, params.organisation),
  )
  http.get(
    `${base}/asked`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary: 'What the law asks of an act: which items, by which article, kept how long, or none',
        params: place,
        querystring: z.object({
          direction: z.enum(directions).default('receipt'),
          grounds: z
            .string()
            .max(200)
            .default('')
            .transform((list) => list.split(',').filter((id) => id !== ''))
            .describe('Ids, separated by commas'),
          counterpart: z.enum(counterpartKinds).default('company'),
          country: z
            .string()
            .regex(/^[A-Z]{2}$/)
            .default('JP'),
          personRelated: z.stringbool().default(false),
          channel: z.string().max(60).optional(),
        }),
        response: { 200: AskedSchema },
      },
    },
    async ({ params, query }) => asked(ports, params.organisation, query),
  )
}

function registerExport(http: Http, ports: RecipientPorts): void {
  http.post(
    `${base}/exports`,
    {
      preValidation: requires('recipients:read'),
      schema: {
        tags,
        summary:
          'The records of a period or a person as CSV or Excel, one line a person; exporting is a fact',
        params: place,
        body: RecordExportSchema,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, 'recipients:read')
      const file = await exportRecords(ports, request.params.organisation, request.body, actor)
      return reply
        .type(file.type)
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .header('cache-control', 'no-store')
        .send(file.content)
    },
  )
}
