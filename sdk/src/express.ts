// SPDX-License-Identifier: Apache-2.0
// The gate before a handler of Express.
import type { Request, RequestHandler, Response } from 'express'
import type { Answer } from './decision.ts'
import type { Gate } from './gate.ts'
import { guarded, type Asked } from './guard.ts'

export type { Asked, Problem } from './guard.ts'

const answers = new WeakMap<object, Answer>()

/**
 * Lets a request on where the gate permits what it asks; otherwise it ends with problem+json: 403 with the reason, 503
 * where the gate decides nothing.
 */
export function gated<Parameters = Record<string, string>>(
  gate: Pick<Gate, 'ask'>,
  ask: (request: Request<Parameters>) => Asked | Promise<Asked>,
): RequestHandler<Parameters> {
  const pass = async (request: Request<Parameters>, response: Response): Promise<boolean> => {
    const found = await guarded(gate, await ask(request), request.headers['accept-language'])
    if (found.problem)
      response.status(found.problem.status).set(found.headers).end(JSON.stringify(found.problem))
    else answers.set(response, found.answer)
    return found.problem === undefined
  }
  // What is thrown goes to the program's own handler of errors. Express 4 takes no promise: it would leave the request open.
  return async (request, response, next) => {
    let on: boolean
    try {
      on = await pass(request, response)
    } catch (error) {
      next(error)
      return
    }
    if (on) next()
  }
}

/** What the gate answered for the request: its obligations are the handler's to meet. */
export const answerOf = (response: Response): Answer | undefined => answers.get(response)
