// SPDX-License-Identifier: Apache-2.0
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isDatabaseAway, isStorageFull } from '../database/index.ts'
import { commonRefusals, refuse, Refusal, type Language, type Log } from '../kernel/index.ts'
import { languageOf } from './context.ts'

/** The body of every error (RFC 9457), media type `application/problem+json`. */
export const ProblemSchema = z
  .object({
    type: z.string().describe('Documentation of the code, below /api/docs/errors'),
    title: z.string().describe('What happened, in the language asked for'),
    status: z.number().int(),
    detail: z.string().describe('What to do'),
    code: z.string(),
    instance: z.string().describe('Id of this request, for the log'),
    errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  })
  .catchall(z.unknown())
  .meta({ id: 'Problem' })

/** Shape of {@link ProblemSchema}. */
export type Problem = z.infer<typeof ProblemSchema>

/** Presents a refusal as problem+json in a language. */
export function toProblem(refusal: Refusal, language: Language, requestId: string): Problem {
  return {
    ...refusal.details,
    type: `/api/docs/errors#${refusal.code}`,
    title: refusal.title[language],
    status: refusal.status,
    detail: refusal.remedy[language],
    code: refusal.code,
    instance: requestId,
  }
}

/** Whether PostgreSQL refused a text for a character it has no place for: 22021 in text, 22P05 in JSON. */
function isUnstorable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === '22021' || code === '22P05'
}

/** Turns whatever was thrown into a refusal; what is no refusal leaves as an opaque 500 and is logged without values. */
export function asRefusal(error: unknown, request: FastifyRequest, log: Log): Refusal {
  if (error instanceof Refusal) return error
  const fault = error as FastifyError
  if (hasZodFastifySchemaValidationErrors(fault)) {
    const errors = fault.validation.map((issue) => ({
      at: `${fault.validationContext}${issue.instancePath.replaceAll('/', '.')}`,
      message: issue.message,
    }))
    return refuse(commonRefusals, 'common.invalid', { errors })
  }
  if (fault.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return refuse(commonRefusals, 'common.too-large', { limit: request.routeOptions.bodyLimit })
  }
  if (fault.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return refuse(commonRefusals, 'common.unsupported-type')
  if (isUnstorable(error)) {
    const message = 'A text holds a character that cannot be kept, such as NUL.'
    return refuse(commonRefusals, 'common.invalid', { errors: [{ at: 'request', message }] })
  }
  if (isStorageFull(error)) return refuse(commonRefusals, 'common.storage-full')
  if (isDatabaseAway(error)) return refuse(commonRefusals, 'common.unavailable')
  if (fault.statusCode !== undefined && fault.statusCode < 500) {
    return refuse(commonRefusals, 'common.invalid', { errors: [{ at: 'request', message: fault.message }] })
  }
  log.error('http.failed', { requestId: request.id, route: request.routeOptions.url, error })
  return refuse(commonRefusals, 'common.internal', { requestId: request.id })
}

/** Sends a refusal as problem+json. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const language = languageOf(request)
  if (typeof refusal.details['seconds'] === 'number') reply.header('retry-after', refusal.details['seconds'])
  return reply
    .code(refusal.status)
    .header('content-language', language)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(toProblem(refusal, language, request.id))
}
