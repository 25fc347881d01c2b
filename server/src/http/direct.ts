// SPDX-License-Identifier: Apache-2.0
// The short way: a question that programs ask thousands of times a second, answered from memory as soon as its body is
// there. Whatever is not quite usual goes the long way, through every hook of the server, with the body put back.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyRequest, FastifyServerFactory } from 'fastify'
import { newId } from '../kernel/index.ts'

/** A POST of JSON that may be answered at once. */
export interface DirectRoute {
  /** The route's pattern, as the long way has it. */
  readonly route: string
  readonly path: RegExp
  /**
   * The answer, JSON in UTF-8 with a character for each byte (which goes out with its head in one write, without a
   * copy), of the path's parts in parentheses, the headers and the body; undefined sends the request the long way,
   * which answers everything.
   */
  readonly answer: (
    parts: readonly string[],
    headers: IncomingHttpHeaders,
    body: string,
  ) => string | undefined
}

/** Bodies above this take the long way. */
const mostBytes = 65_536
const json = /^application\/json(;\s*charset=utf-8)?$/i
/** Members that must not reach an object's prototype, also with letters escaped: the long way refuses them. */
const poison = /__proto__|constructor|\\u00[5-7]/

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const read = new WeakMap<IncomingMessage, Buffer>()

/** The routes of one server that may be answered at once. */
export class Direct {
  /** Told of each answer given: for the metrics. */
  answered: (route: string, milliseconds: number) => void = () => undefined
  #closing = false
  readonly #routes: DirectRoute[] = []

  /** Adds a route; the same address has to answer the long way too. */
  add(route: DirectRoute): void {
    this.#routes.push(route)
  }

  /** From now on every request takes the long way, which ends its connection. */
  close(): void {
    this.#closing = true
  }

  /** Makes the server that Fastify runs on. */
  readonly serverFactory: FastifyServerFactory = (handler, { keepAliveTimeout, requestTimeout }) => {
    const server = createServer((request, response) => this.#take(request, response, handler))
    if (typeof keepAliveTimeout === 'number') server.keepAliveTimeout = keepAliveTimeout
    if (typeof requestTimeout === 'number') server.requestTimeout = requestTimeout
    return server
  }

  #take(request: IncomingMessage, response: ServerResponse, handler: Handler): void {
    const url = request.url as string
    const route = this.#routes.find(({ path }) => path.test(url))
    if (route === undefined || this.#closing || !isUsual(request)) {
      handler(request, response)
      return
    }
    const began = performance.now()
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
      const answer = answerOf(route, request, body)
      if (answer === undefined) {
        read.set(request, body)
        handler(request, response)
        return
      }
      const sent = request.headers['x-request-id']
      response.writeHead(200, {
        'x-request-id': typeof sent === 'string' ? sent : newId(),
        'content-type': 'application/json; charset=utf-8',
        'content-length': answer.length,
      })
      response.end(answer, 'latin1')
      this.answered(route.route, performance.now() - began)
    })
  }
}

function isUsual({ method, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'])
  return (
    method === 'POST' &&
    length <= mostBytes &&
    headers['content-encoding'] === undefined &&
    json.test(headers['content-type'] ?? '')
  )
}

/** What throws on the short way is told by the long one, which knows how. */
function answerOf(
  { path, answer }: DirectRoute,
  { url, headers }: IncomingMessage,
  body: Buffer,
): string | undefined {
  const text = body.toString()
  if (poison.test(text)) return undefined
  try {
    return answer(path.exec(url as string)?.slice(1) ?? [], headers, text)
  } catch {
    return undefined
  }
}

/** `preParsing` hook of a route that is direct too: gives the body that was read on the short way. */
export function putBack(
  request: FastifyRequest,
  _reply: unknown,
  payload: Readable,
  done: (error: null, payload: Readable) => void,
): void {
  const body = read.get(request.raw)
  done(null, body === undefined ? payload : Readable.from([body], { objectMode: false }))
}
