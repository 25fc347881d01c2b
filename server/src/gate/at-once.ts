// SPDX-License-Identifier: Apache-2.0
// The short way of a single access evaluation: a known token, an open node, nothing to record. Everything else takes the
// long way, and whatever is answered here is answered there with the same bytes.
import { EvaluationSchema, plainEvaluation, presented, type Evaluation } from '@yakusoku/core/authzen'
import type { Decision } from '@yakusoku/core/gate'
import { authorise } from '../accounts/index.ts'
import { directOf, type Caller, type Http } from '../http/index.ts'
import { understood } from './callers.ts'
import type { Gates } from './gates.ts'

const writtenDown = new WeakMap<Decision, string>()

/**
 * The answer, JSON in UTF-8 with a character for each byte; the gate gives the same decision for the same question and
 * facts, so most were written before.
 */
export function written(decision: Decision, record?: string): string {
  if (record !== undefined) return bytesOf(presented(decision, record))
  const known = writtenDown.get(decision)
  if (known !== undefined) return known
  const made = bytesOf(presented(decision))
  writtenDown.set(decision, made)
  return made
}

const bytesOf = (view: object): string => Buffer.from(JSON.stringify(view)).toString('latin1')

function evaluationOf(sent: unknown): Evaluation | undefined {
  return plainEvaluation(sent) ?? EvaluationSchema.safeParse(sent).data
}

/** Who a token stands for, where that is known without asking the database. */
export type Remembered = (authorization: string | undefined) => Caller | undefined

/** Answers access evaluations at once where that is possible. */
export function answerAtOnce(http: Http, gates: Gates, remembered: Remembered): void {
  const answer = (named: string | undefined, authorization: string | undefined, body: string) => {
    const caller = remembered(authorization)
    if (caller?.kind !== 'token') return undefined
    const organisation = named ?? [...caller.permissions.keys()].join()
    const { kind, id } = authorise(caller, organisation, 'gate:ask')
    const node = gates.ready(organisation)
    const sent = evaluationOf(JSON.parse(body))
    if (node === undefined || sent === undefined) return undefined
    const asked = understood(node, sent, { kind, id })
    if ('problem' in asked) return undefined
    const decision = gates.askAtOnce(node, organisation, asked)
    return decision && written(decision)
  }
  directOf(http).add({
    route: '/access/v1/evaluation',
    path: /^\/access\/v1\/evaluation$/,
    answer: (_parts, { authorization }, body) => answer(undefined, authorization, body),
  })
  directOf(http).add({
    route: '/organisations/:organisation/access/v1/evaluation',
    path: /^\/organisations\/([a-z0-9-]{1,63})\/access\/v1\/evaluation$/,
    answer: ([organisation], { authorization }, body) => answer(organisation, authorization, body),
  })
}
