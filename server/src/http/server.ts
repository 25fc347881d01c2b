// SPDX-License-Identifier: Apache-2.0
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { commonRefusals, newId, refuse, type Log } from '../kernel/index.ts'
import { Direct } from './direct.ts'
import { asRefusal, sendProblem } from './problem.ts'
import { sendRefusal } from './problem-page.ts'

/** The HTTP server with zod schemas: what routes are registered on. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What of the server's behaviour tests and settings change. */
export interface HttpOptions {
  readonly log: Log
  /** Whether people reach the server by https, so that their browsers may be told to use nothing else. */
  readonly https?: boolean
  /** Requests of one address in a minute before it is told to wait. */
  readonly requestsPerMinute?: number
}

/**
 * Config of a route that only programs ask, each as often as it acts: without the headers that tell browsers what a page
 * may do, and without a limit on those whose token is known; wrong tokens are limited where tokens are looked up.
 */
export const forPrograms = { rateLimit: false, helmet: { skipRoute: true } } as const

const bodyLimit = 1_048_576
/** To receive a request whole; a client that sends it byte by byte would hold its connection for ever. */
const requestTimeout = 60_000

/** A route as it was registered: its pattern, and one entry a method. */
export interface RegisteredRoute {
  readonly method: string
  readonly url: string
}

const registered = new WeakMap<object, RegisteredRoute[]>()
const directs = new WeakMap<object, Direct>()

/** The short way of a server. */
export const directOf = (http: Http): Direct => directs.get(http.server) as Direct

/** Every route of a server, whoever registered it: what has to hold for all of them is checked against this list. */
export function registeredRoutes(http: Http): readonly RegisteredRoute[] {
  return registered.get(http.server) ?? []
}

/** Creates the server: validation, problem+json, security headers, rate limit, OpenAPI; no routes yet. */
export async function createHttp(options: HttpOptions): Promise<Http> {
  const { log } = options
  const direct = new Direct()
  const server = Fastify({
    serverFactory: direct.serverFactory,
    bodyLimit,
    requestTimeout,
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, malformedAddress()),
    genReqId: () => newId(),
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  })
  const http = server.withTypeProvider<ZodTypeProvider>() as unknown as Http
  http.setValidatorCompiler(validatorCompiler)
  http.setSerializerCompiler(serializerCompiler)
  const routes: RegisteredRoute[] = []
  registered.set(http.server, routes)
  directs.set(http.server, direct)
  http.addHook('preClose', async () => direct.close())
  http.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url })
  })
  http.decorateRequest('caller')
  http.addHook('onRequest', (request, reply, done) => {
    request.caller = { kind: 'anonymous' }
    reply.header('x-request-id', request.id)
    // What the API answers is about people, and no cache is to keep it; the few routes that differ say so.
    if (request.routeOptions.url?.startsWith('/api/')) reply.header('cache-control', 'no-store')
    done()
  })
  http.setErrorHandler((error, request, reply) => sendRefusal(request, reply, asRefusal(error, request, log)))
  http.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, refuse(commonRefusals, 'common.not-found')),
  )
  await http.register(cookie)
  await http.register(formbody, { bodyLimit })
  await protect(http, options)
  await describeApi(http)
  return http
}

function malformedAddress() {
  const errors = [{ at: 'url', message: 'The address is not a valid one.' }]
  return refuse(commonRefusals, 'common.invalid', { errors })
}

async function protect(http: Http, { https = false, requestsPerMinute = 1_200 }: HttpOptions): Promise<void> {
  await http.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  await http.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      refuse(commonRefusals, 'common.too-many', { seconds: Math.ceil(context.ttl / 1000) }),
  })
}

async function describeApi(http: Http): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Yakusoku',
        version: '0.1.0',
        description:
          'Everything the console and the privacy centre do. Errors are problem+json (RFC 9457), each with a [documented code](/api/docs/errors).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'yakusoku.session_token' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    hideUntagged: true,
    transform: createJsonSchemaTransform({}),
    transformObject: createJsonSchemaTransformObject({}),
  })
  http.get('/api/openapi.json', { schema: { hide: true } }, async () => http.swagger())
}
