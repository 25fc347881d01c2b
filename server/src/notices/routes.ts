// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { authorise, requires, type Permission } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import type { Reference } from '../ledger/index.ts'
import { acknowledge, applicable, recordUses } from './acceptance.ts'
import { collectionNotice } from './collection.ts'
import {
  AcknowledgementSchema,
  ApplicableSchema,
  CollectionNoticeSchema,
  FailedMailSchema,
  OverviewSchema,
  PersonNameSchema,
  TalkSchema,
  UsesRecordedSchema,
  UsesSchema,
  WebsiteNoticeSchema,
} from './contract.ts'
import type { NoticePorts } from './ports.ts'
import { failedMails, overview, websiteNotices } from './register.ts'
import { bounced, sendAgain } from './send.ts'
import { listTalks, told } from './talks.ts'
import { sendYearly } from './year.ts'

const tags = ['notices']
const place = z.object({ organisation: z.string().max(63) })
const one = place.extend({ id: z.uuid() })

/** Who acts, once the route's permission is there. */
function actorOf(request: FastifyRequest, permission: Permission): Reference {
  const { organisation } = request.params as { organisation: string }
  const { kind, id } = authorise(request.caller, organisation, permission)
  return { kind, id }
}

/** Registers notices for operators and programs, and the website notice for anybody. */
export function registerNoticeRoutes(http: Http, ports: NoticePorts): void {
  registerReading(http, ports)
  registerActing(http, ports)
  registerTalks(http, ports)
  registerAcceptance(http, ports)
  http.get(
    '/api/privacy/:organisation/notices',
    {
      schema: {
        tags: ['privacy centre'],
        security: [],
        summary: 'Changes of the policy to be shown on the website now: effective day, summary, links',
        params: place,
        response: { 200: z.array(WebsiteNoticeSchema) },
      },
    },
    ({ params }) => websiteNotices(ports, params.organisation),
  )
  http.get(
    '/api/privacy/:organisation/collection/:channel',
    {
      schema: {
        tags: ['privacy centre'],
        security: [],
        summary:
          'What to tell before somebody gives data by a channel: purposes, and what follows without it',
        params: place.extend({ channel: z.string().max(60) }),
        response: { 200: CollectionNoticeSchema },
      },
    },
    ({ params }) => collectionNotice(ports.inForce(params.organisation), params.channel),
  )
}

const base = '/api/organisations/:organisation/notices'

function registerReading(http: Http, ports: NoticePorts): void {
  http.get(
    base,
    {
      preValidation: requires('notices:read'),
      schema: {
        tags,
        summary: 'What went out for which version and how it stands, the newest 200',
        params: place,
        response: { 200: OverviewSchema },
      },
    },
    ({ params }) => overview(ports, params.organisation),
  )
  http.get(
    `${base}/:id/failed`,
    {
      preValidation: requires('notices:send'),
      schema: {
        tags,
        summary: 'The first 200 mails that did not arrive, with addresses; reading it is a fact',
        params: one,
        response: { 200: z.array(FailedMailSchema) },
      },
    },
    (request) =>
      failedMails(ports, request.params.organisation, request.params.id, actorOf(request, 'notices:send')),
  )
}

function registerActing(http: Http, ports: NoticePorts): void {
  const done = { 202: z.object({}) }
  const send = requires('notices:send')
  http.post(
    `${base}/:id/send-again`,
    {
      preValidation: send,
      schema: { tags, summary: 'Send again to those not reached', params: one, response: done },
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      await sendAgain(ports, organisation, id, actorOf(request, 'notices:send'))
      return reply.code(202).send({})
    },
  )
  registerBounces(http, ports)
  http.post(
    `${base}/yearly`,
    {
      preValidation: send,
      schema: {
        tags,
        summary: 'Send the year’s message about the policy to everybody who is registered',
        params: place,
        body: z.object({ notice: z.string().max(100) }),
        response: done,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, 'notices:send')
      await sendYearly(ports, request.params.organisation, { ...request.body, actor })
      return reply.code(202).send({})
    },
  )
}

function registerBounces(http: Http, ports: NoticePorts): void {
  const bounce = z.object({
    message: z.string().max(300).describe('Message-ID of the mail that came back, or its id'),
    reason: z
      .string()
      .regex(/^[\w.-]{1,60}$/)
      .default('bounced')
      .describe('A code, such as 5.1.1; no address'),
  })
  http.post(
    `${base}/bounces`,
    {
      preValidation: requires('notices:send'),
      schema: {
        tags,
        summary: 'Take in that a mail came back',
        params: place,
        body: bounce,
        response: { 202: z.object({}) },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request, 'notices:send')
      await bounced(ports, request.params.organisation, { ...request.body, actor })
      return reply.code(202).send({})
    },
  )
}

function registerTalks(http: Http, ports: NoticePorts): void {
  http.get(
    `${base}/:id/talks`,
    {
      preValidation: requires('notices:tell'),
      schema: {
        tags,
        summary: 'The clients to be told in person or by letter',
        params: one,
        response: { 200: z.array(TalkSchema) },
      },
    },
    ({ params }) => listTalks(ports, params.organisation, params.id),
  )
  http.post(
    `${base}/:id/talks/:talk`,
    {
      preValidation: requires('notices:tell'),
      schema: {
        tags,
        summary: 'Record that a client was told; its duty closes',
        params: one.extend({ talk: z.uuid() }),
        response: { 200: z.object({}) },
      },
    },
    async (request) => {
      const { organisation, id, talk } = request.params
      await told(ports, organisation, { notice: id, talk, actor: actorOf(request, 'notices:tell') })
      return {}
    },
  )
}

function registerAcceptance(http: Http, ports: NoticePorts): void {
  const path = '/api/organisations/:organisation/acceptances'
  const recording = requires('acceptances:record')
  http.post(
    `${path}/acknowledgements`,
    {
      preValidation: recording,
      schema: {
        tags,
        summary: 'Record that somebody acknowledged a version of the policy, by which channel and when',
        params: place,
        body: AcknowledgementSchema,
        response: { 200: z.object({ version: z.string(), recorded: z.boolean() }) },
      },
    },
    (request) =>
      acknowledge(ports, request.params.organisation, request.body, actorOf(request, 'acceptances:record')),
  )
  http.post(
    `${path}/uses`,
    {
      preValidation: recording,
      schema: {
        tags,
        summary:
          'Record who used the service; the first use under a version accepts it, if the policy says so',
        params: place,
        body: UsesSchema,
        response: { 200: UsesRecordedSchema },
      },
    },
    (request) =>
      recordUses(ports, request.params.organisation, request.body, actorOf(request, 'acceptances:record')),
  )
  registerApplicable(http, ports, path)
}

function registerApplicable(http: Http, ports: NoticePorts, path: string): void {
  // What names a person does not go into an address, which every proxy writes down.
  http.post(
    `${path}/applicable`,
    {
      preValidation: requires('acceptances:read'),
      schema: {
        tags,
        summary: 'Which version applied to somebody on a day, with the facts that show it; asking is a fact',
        params: place,
        body: z.object({ person: PersonNameSchema, day: z.iso.date().optional() }),
        response: { 200: ApplicableSchema },
      },
    },
    (request) =>
      applicable(ports, request.params.organisation, {
        name: request.body.person,
        day: request.body.day,
        reader: actorOf(request, 'acceptances:read'),
      }),
  )
}
