// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import type { Http } from '../http/index.ts'
import { ask, prove, sendAnotherCode } from './ask.ts'
import { AskSchema, FollowSchema } from './contract.ts'
import { fetchPackage, follow, peekDownload, receipts, renewLink, withdraw } from './follow.ts'
import type { RequestPorts } from './ports.ts'

const tags = ['privacy centre']
const place = z.object({ organisation: z.string() })
const asked = place.extend({ id: z.uuid() })
const open = { security: [] as Record<string, string[]>[] }
const KeySchema = z.object({ number: z.string().max(40), secret: z.string().max(60) })

/** Requests of one address in a minute on routes that could be tried through: codes, secrets, links. */
export const guessLimit = { rateLimit: { max: 30, timeWindow: 60_000 } }
/** Requests of one address in a minute on the form itself, each of which sends a mail. */
export const askLimit = { rateLimit: { max: 10, timeWindow: 60_000 } }

/** Registers what a data subject does, as JSON; the privacy centre's pages do the same as HTML. */
export function registerPublicRequestRoutes(http: Http, ports: RequestPorts): void {
  registerAsking(http, ports)
  registerProving(http, ports)
  registerFollowing(http, ports)
  registerActing(http, ports)
  registerDownload(http, ports)
}

function registerAsking(http: Http, ports: RequestPorts): void {
  const base = '/api/privacy/:organisation/requests'
  http.post(
    base,
    {
      config: askLimit,
      schema: {
        tags,
        ...open,
        summary: 'Ask; a code is mailed to the address',
        params: place,
        body: AskSchema,
        response: { 202: z.object({ id: z.uuid() }) },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await ask(ports, request.params.organisation, request.body)),
  )
}

function registerProving(http: Http, ports: RequestPorts): void {
  const base = '/api/privacy/:organisation/requests'
  http.post(
    `${base}/:id/code`,
    {
      config: guessLimit,
      schema: {
        tags,
        ...open,
        summary: 'Prove control of the address with the code; the request is received',
        params: asked,
        body: z.object({ code: z.string().max(20) }),
        response: { 201: z.object({ number: z.string(), secret: z.string(), dueOn: z.iso.date() }) },
      },
    },
    async (request, reply) => {
      const { organisation, id } = request.params
      return reply.code(201).send(await prove(ports, organisation, id, request.body.code))
    },
  )
  http.post(
    `${base}/:id/another-code`,
    {
      config: askLimit,
      schema: {
        tags,
        ...open,
        summary: 'Send another code; the one before is dead',
        params: asked,
        response: { 202: z.object({}) },
      },
    },
    async (request, reply) => {
      await sendAnotherCode(ports, request.params.organisation, request.params.id)
      return reply.code(202).send({})
    },
  )
}

function registerFollowing(http: Http, ports: RequestPorts): void {
  const base = '/api/privacy/:organisation/follow'
  const common = { tags, ...open, params: place, body: KeySchema }
  http.post(
    base,
    {
      config: guessLimit,
      schema: {
        ...common,
        summary: 'Where the request of a number and secret stands',
        response: { 200: FollowSchema },
      },
    },
    (request) => follow(ports, request.params.organisation, request.body),
  )
  http.post(
    `${base}/receipts`,
    {
      config: guessLimit,
      schema: {
        ...common,
        summary: 'Receipts with ledger proof (yakusoku-receipt/1); `yakusoku verify` checks each',
        response: { 200: z.array(z.record(z.string(), z.unknown())) },
      },
    },
    (request) => receipts(ports, request.params.organisation, request.body),
  )
}

function registerActing(http: Http, ports: RequestPorts): void {
  const base = '/api/privacy/:organisation/follow'
  const common = { tags, ...open, params: place, body: KeySchema }
  http.post(
    `${base}/link`,
    {
      config: guessLimit,
      schema: {
        ...common,
        summary: 'A new download link',
        response: { 200: z.object({ token: z.string() }) },
      },
    },
    async (request) => ({ token: await renewLink(ports, request.params.organisation, request.body) }),
  )
  http.post(
    `${base}/withdraw`,
    {
      config: guessLimit,
      schema: { ...common, summary: 'Take the request back', response: { 200: FollowSchema } },
    },
    async (request) => {
      await withdraw(ports, request.params.organisation, request.body)
      return follow(ports, request.params.organisation, request.body)
    },
  )
}

function registerDownload(http: Http, ports: RequestPorts): void {
  const path = '/api/privacy/:organisation/download/:token'
  const params = place.extend({ token: z.string().max(100) })
  http.get(
    path,
    {
      config: guessLimit,
      schema: {
        tags,
        ...open,
        summary: 'What a download link leads to; looking does not count as fetching',
        params,
        response: {
          200: z.object({
            number: z.string(),
            bytes: z.number(),
            until: z.iso.datetime(),
            takenOut: z.number(),
          }),
        },
      },
    },
    (request) => peekDownload(ports, request.params.organisation, request.params.token),
  )
  http.post(
    path,
    { config: guessLimit, schema: { tags, ...open, summary: 'Fetch the package (ZIP)', params } },
    async (request, reply) => {
      const { name, archive } = await fetchPackage(ports, request.params.organisation, request.params.token)
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(archive))
    },
  )
}
