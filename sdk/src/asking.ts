// SPDX-License-Identifier: Apache-2.0
// Asks the server, over OpenID AuthZEN, what has to be written down before it is told.
import type { Answer } from './decision.ts'
import type { Asking } from './gate.ts'
import { reasonOf, sending, type Link } from './link.ts'
import type { Question } from './question.ts'
import { GateError } from './refusal.ts'
import { evaluation } from './wording.ts'

/** Has the server decide, and write what the permit asks for. */
export async function askServer(
  link: Link,
  question: Question,
  person: string | undefined,
  { takeOut }: Asking,
): Promise<Answer> {
  const path = `/organisations/${encodeURIComponent(link.organisation)}/access/v1/evaluation`
  const response = await link.request(path, sending(evaluation(question, person, takeOut)))
  const told: unknown = await response.json().catch((error: unknown) => {
    throw new GateError('gate.unreachable', { why: reasonOf(error) })
  })
  return answerIn(told)
}

/** A decision as it is told over HTTP; what is none is no answer. */
function answerIn(told: unknown): Answer {
  const { decision, context } = (told ?? {}) as { decision?: unknown; context?: Partial<Answer> }
  const permitted = context?.answer === 'permit'
  const { reason, says, by = [], promises = [], obligations = [] } = context ?? {}
  if (context?.answer === undefined || reason === undefined || says === undefined || decision !== permitted)
    throw new GateError('gate.unreachable', { why: 'an answer that is none' })
  return { ...context, answer: context.answer, reason, says, by, promises, obligations, steps: [] }
}
