// SPDX-License-Identifier: Apache-2.0
// The gate before a handler of Hono.
import type { Context, MiddlewareHandler } from 'hono'
import type { Answer } from './decision.ts'
import type { Gate } from './gate.ts'
import { guarded, type Asked } from './guard.ts'

export type { Asked, Problem } from './guard.ts'

/** What the gate leaves in a context; its obligations are the handler's to meet. */
export interface Gated {
  Variables: { answer: Answer }
}

/**
 * Lets a request on where the gate permits what it asks, with the answer in `c.get('answer')`; otherwise it ends with
 * problem+json: 403 with the reason, 503 where the gate decides nothing.
 */
export function gated(
  gate: Pick<Gate, 'ask'>,
  ask: (context: Context) => Asked | Promise<Asked>,
): MiddlewareHandler<Gated> {
  return async (context, next) => {
    const found = await guarded(gate, await ask(context), context.req.header('accept-language'))
    if (found.problem)
      return new Response(JSON.stringify(found.problem), {
        status: found.problem.status,
        headers: found.headers,
      })
    context.set('answer', found.answer)
    return next()
  }
}
