// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { promisesKeptBy } from '@yakusoku/core/packs'
import { authorise, requires } from '../accounts/index.ts'
import { inOrganisation } from '../database/index.ts'
import { forPrograms, type Http } from '../http/index.ts'
import { newId, Refusal, refuse } from '../kernel/index.ts'
import { ReportedUsesSchema } from './contract.ts'
import type { Gates } from './gates.ts'
import type { Node } from './node.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'
import { reported } from './reported.ts'
import { sending } from './sending.ts'
import { changes, everything } from './telling.ts'

const tags = ['gate']
const place = z.object({ organisation: z.string().max(63) })
const base = '/api/organisations/:organisation/gate'
const recheckMilliseconds = 1_000
/** Who misses more changes than this reads as much as a snapshot holds, and it is recorded alike. */
const mostUnrecorded = 1_000

const position = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt)
  .refine((value) => value < 2n ** 63n)

/** Registers what a gate in another process is filled and kept up to date from, and what it tells of its answers. */
export function registerFollowRoutes(http: Http, gates: Gates, ports: GatePorts): void {
  const streams = new Set<AbortController>()
  // A stream never ends by itself, and a server that stops waits for its answers.
  http.addHook('preClose', (done) => {
    for (const stream of streams) stream.abort()
    done()
  })
  registerSnapshot(http, gates, ports, streams)
  registerChanges(http, gates, ports, streams)
  registerReportedUses(http, gates, ports)
}

function registerSnapshot(http: Http, gates: Gates, ports: GatePorts, streams: Set<AbortController>): void {
  http.get(
    `${base}/snapshot`,
    {
      preValidation: requires('gate:follow'),
      config: forPrograms,
      schema: {
        tags,
        summary:
          'Everything a gate decides by, in frames, to fill a gate in another process; a recorded reading',
        params: place,
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const node = await gates.node(organisation)
      await node.follower.followAfresh()
      await recordCopy(ports, request, organisation, node, 0n)
      const stop = held(streams, ports, request, reply)
      return streamed(reply)
        .type('application/octet-stream')
        .send(sending(everything(node, organisation, stop.signal), stop))
    },
  )
}

function registerChanges(http: Http, gates: Gates, ports: GatePorts, streams: Set<AbortController>): void {
  http.get(
    `${base}/changes`,
    {
      preValidation: requires('gate:follow'),
      config: forPrograms,
      schema: {
        tags,
        summary:
          'What changes after a position, one JSON object a line: first what is missed, then as it happens',
        params: place,
        querystring: z.object({
          after: position.describe('The position of the last change that is known; 0 for none'),
          policy: z.coerce
            .number()
            .int()
            .min(-1)
            .max(Number.MAX_SAFE_INTEGER)
            .default(-1)
            .describe('The revision of the policy that is known'),
          wait: z.enum(['0', '1']).default('1').describe('0: end when everything is told'),
        }),
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const { after, policy, wait } = request.query
      const node = await nodeFor(gates, ports, organisation, { after, policy })
      if (node.follower.position - after > mostUnrecorded)
        await recordCopy(ports, request, organisation, node, after)
      const stop = held(streams, ports, request, reply)
      const lines = changes(node, { position: after, revision: policy }, wait === '1', stop.signal)
      if (wait === '1') streamed(reply)
      return reply.type('application/x-ndjson').send(sending(lines, stop))
    },
  )
}

/** The node, once it has seen what whoever follows has seen. Refuses `gate.older-policy` and `gate.not-reached`. */
async function nodeFor(
  gates: Gates,
  ports: GatePorts,
  organisation: string,
  { after, policy }: { after: bigint; policy: number },
): Promise<Node> {
  const node = await gates.node(organisation)
  if (policy > node.follower.revision) await ports.lookForPolicies()
  await node.follower.followAfresh()
  if (policy > node.follower.revision) throw refuse(gateRefusals, 'gate.older-policy')
  if (after > node.follower.position)
    throw refuse(gateRefusals, 'gate.not-reached', { position: String(after) })
  return node
}

/** No proxy is to gather it; and once it has ended, a server that stops need not wait for the connection. */
const streamed = (reply: FastifyReply): FastifyReply =>
  reply.header('x-accel-buffering', 'no').header('connection', 'close')

/** What ends a stream: the server's end, and that the token may no longer follow. */
function held(
  streams: Set<AbortController>,
  ports: GatePorts,
  request: FastifyRequest,
  reply: FastifyReply,
): AbortController {
  const stop = new AbortController()
  const { organisation } = request.params as z.infer<typeof place>
  streams.add(stop)
  const timer = setInterval(() => {
    void mayFollow(ports, request, organisation).then((may) => (may ? undefined : stop.abort()))
  }, recheckMilliseconds)
  reply.raw.once('close', () => stop.abort())
  stop.signal.addEventListener('abort', () => {
    clearInterval(timer)
    streams.delete(stop)
  })
  return stop
}

async function mayFollow(ports: GatePorts, request: FastifyRequest, organisation: string): Promise<boolean> {
  try {
    request.caller = { kind: 'anonymous' }
    await ports.recheck(request)
    authorise(request.caller, organisation, 'gate:follow')
    return true
  } catch (error) {
    // A database that is away says nothing about a token; how far behind the node is says that already.
    return !(error instanceof Refusal) || error.status === 503
  }
}

/** Who takes a copy of what is known of people reads all of it: that is a fact. */
async function recordCopy(
  ports: GatePorts,
  request: FastifyRequest,
  organisation: string,
  node: Node,
  after: bigint,
): Promise<void> {
  const { kind, id } = authorise(request.caller, organisation, 'gate:follow')
  await inOrganisation(ports.db, organisation, (tx) =>
    ports.ledger.append(tx, organisation, [
      {
        type: 'gate.copied',
        at: ports.clock.now(),
        actor: { kind, id },
        subject: { kind: 'gate', id: newId() },
        clear: {
          persons: node.gate.persons(),
          position: String(node.follower.position),
          ...(after > 0n && { after: String(after) }),
        },
        promises: promisesKeptBy(node.follower.pack, 'system:access-records'),
      },
    ]),
  )
}

function registerReportedUses(http: Http, gates: Gates, ports: GatePorts): void {
  http.post(
    `${base}/uses`,
    {
      preValidation: requires('gate:ask'),
      config: forPrograms,
      schema: {
        tags,
        summary: 'Answers that a gate in another process gave, counted: they are added to those given here',
        params: place,
        body: ReportedUsesSchema,
        response: { 202: z.object({ counted: z.number().int() }) },
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const node = await gates.node(organisation)
      const uses = reported(node, request.body.uses, ports.clock.now())
      gates.uses.add(organisation, uses)
      return reply.code(202).send({ counted: uses.reduce((sum, { count }) => sum + count, 0) })
    },
  )
}
