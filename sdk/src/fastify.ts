// SPDX-License-Identifier: Apache-2.0
// The gate before a handler of Fastify.
import type {
  FastifyReply,
  FastifyRequest,
  preHandlerAsyncHookHandler,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
  RouteGenericInterface,
} from 'fastify'
import type { Answer } from './decision.ts'
import type { Gate } from './gate.ts'
import { guarded, type Asked } from './guard.ts'

export type { Asked, Problem } from './guard.ts'

const answers = new WeakMap<object, Answer>()

/** A hook of a route of that shape. */
export type Hook<Route extends RouteGenericInterface> = preHandlerAsyncHookHandler<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Route
>

/**
 * A `preHandler` that lets a request on where the gate permits what it asks; otherwise it ends with problem+json: 403 with
 * the reason, 503 where the gate decides nothing.
 */
export function gated<Route extends RouteGenericInterface = RouteGenericInterface>(
  gate: Pick<Gate, 'ask'>,
  ask: (request: FastifyRequest<Route>) => Asked | Promise<Asked>,
): Hook<Route> {
  return async (request, reply) => {
    const found = await guarded(gate, await ask(request), request.headers['accept-language'])
    // Whatever the route answers, this is another answer.
    const plain = reply as unknown as FastifyReply
    if (found.problem)
      return plain.code(found.problem.status).headers(found.headers).send(JSON.stringify(found.problem))
    answers.set(request, found.answer)
    return undefined
  }
}

/** What the gate answered for the request: its obligations are the handler's to meet. */
export const answerOf = (request: object): Answer | undefined => answers.get(request)
