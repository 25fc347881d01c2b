// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { Command } from './commands.ts'
import {
  BeyondSaidSchema,
  ConsentSaidSchema,
  DescriptionSaidSchema,
  EventSaidSchema,
  ObjectionSaidSchema,
  PersonChoicesSchema,
  PersonKnownSchema,
  PersonLookupSchema,
  PersonRecordedSchema,
  RestrictionSaidSchema,
  RetentionSaidSchema,
  SuspensionSaidSchema,
} from './contract.ts'
import { choicesOf, lookUp } from './lookup.ts'
import { record, type Said } from './operations.ts'
import type { ConsentPorts } from './ports.ts'

const tags = ['persons']
const place = z.object({ organisation: z.string().max(63) })
const base = '/api/organisations/:organisation/persons'

function actorOf(request: FastifyRequest, permission: Permission): Reference {
  const { organisation } = request.params as { organisation: string }
  const { kind, id } = authorise(request.caller, organisation, permission)
  return { kind, id }
}

/** Registers the routes of what is known of people; who is meant stands in bodies only. */
export function registerConsentRoutes(http: Http, ports: ConsentPorts): void {
  registerReading(http, ports)
  registerStopping(http, ports)
  registerDescribing(http, ports)
  registerKeeping(http, ports)
  const inForce = (organisation: string) => ports.inForce(organisation).version
  command(
    http,
    ports,
    {
      path: 'consents',
      summary: 'Record that a person gave or withdrew a consent, with what shows it',
      schema: ConsentSaidSchema,
    },
    (body, organisation) =>
      body.act === 'give'
        ? {
            type: 'give',
            consent: body.consent,
            version: body.version ?? inForce(organisation),
            language: body.language,
          }
        : { type: 'withdraw', consent: body.consent },
  )
}

function registerStopping(http: Http, ports: ConsentPorts): void {
  command(
    http,
    ports,
    {
      path: 'objections',
      summary: 'Record that a person objects to a purpose, or does no longer',
      schema: ObjectionSaidSchema,
    },
    ({ act, purpose }) => ({
      type: act === 'object' ? 'object' : 'lift-objection',
      purpose,
    }),
  )
  command(
    http,
    ports,
    {
      path: 'restrictions',
      summary: 'Restrict the use of categories for a person, or let it go on',
      schema: RestrictionSaidSchema,
    },
    ({ act, categories }) => ({
      type: act === 'restrict' ? 'restrict' : 'lift-restriction',
      categories,
    }),
  )
  command(
    http,
    ports,
    {
      path: 'suspensions',
      summary: 'Stop use or provision at a person’s demand, or resume it',
      schema: SuspensionSaidSchema,
    },
    ({ act, what }) => ({ type: act, what }),
  )
}

function registerDescribing(http: Http, ports: ConsentPorts): void {
  command(
    http,
    ports,
    {
      path: 'descriptions',
      summary: 'Record whose law protects a person, the day of birth, a statutory agent, kinds of person',
      schema: DescriptionSaidSchema,
    },
    ({ jurisdictions, born, guardian, subjects }) => ({
      type: 'describe',
      jurisdictions,
      born,
      guardian,
      subjects,
    }),
  )
  command(
    http,
    ports,
    {
      path: 'events',
      summary: 'Record that an event of the policy happened to a person, or did not',
      schema: EventSaidSchema,
    },
    ({ act, event }) => ({
      type: act === 'happened' ? 'happened' : 'correct-event',
      event,
    }),
  )
}

function registerKeeping(http: Http, ports: ConsentPorts): void {
  command(
    http,
    ports,
    {
      path: 'retention',
      summary: 'Record that a category has run its retention for a person, or runs again',
      schema: RetentionSaidSchema,
    },
    ({ act, category }) => ({
      type: act === 'over' ? 'retention-over' : 'retention-runs',
      category,
    }),
  )
  command(
    http,
    ports,
    {
      path: 'beyond',
      summary: 'Record that a person agreed to a use beyond the purposes, or withdrew that',
      schema: BeyondSaidSchema,
    },
    ({ act, purpose, category, words = '' }) =>
      act === 'agree'
        ? { type: 'agree-beyond', purpose, category, words }
        : { type: 'withdraw-beyond', purpose, category },
  )
}

type SaidBody = z.ZodType<Omit<Said, 'command'>>

/** A route that records one kind of command. */
function command<S extends SaidBody>(
  http: Http,
  ports: ConsentPorts,
  { path, summary, schema }: { readonly path: string; readonly summary: string; readonly schema: S },
  commandOf: (body: z.output<S>, organisation: string) => Command,
): void {
  http.post(
    `${base}/${path}`,
    {
      preValidation: requires('consent:write'),
      schema: { tags, summary, params: place, body: schema, response: { 201: PersonRecordedSchema } },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const body = request.body as z.output<S>
      const { person, channel, evidence, at } = body
      const said = { person, channel, evidence, at, command: commandOf(body, organisation) }
      return reply.code(201).send(await record(ports, organisation, said, actorOf(request, 'consent:write')))
    },
  )
}

function registerReading(http: Http, ports: ConsentPorts): void {
  http.post(
    `${base}/lookups`,
    {
      preValidation: requires('consent:read'),
      schema: {
        tags,
        summary: 'What is known of a person, and how it came to be known; asking is a fact',
        params: place,
        body: PersonLookupSchema,
        response: { 200: PersonKnownSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, 'consent:read')
      void reply.header('cache-control', 'no-store')
      return lookUp(ports, request.params.organisation, request.body.person, actor)
    },
  )
  http.get(
    `${base}/choices`,
    {
      preValidation: requires('consent:read'),
      schema: {
        tags,
        summary: 'What may be said of people, by the policy in force',
        params: place,
        response: { 200: PersonChoicesSchema },
      },
    },
    async ({ params }) => choicesOf(ports.inForce(params.organisation), ports.history(params.organisation)),
  )
}
