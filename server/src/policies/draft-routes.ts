// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { requires } from '../accounts/index.ts'
import type { Http } from '../http/index.ts'
import { DraftCheckSchema, DraftSchema, DraftSummarySchema, SentFilesSchema } from './contract.ts'
import { decideDraft, publishDraft, recallDraft, submitDraft } from './deciding.ts'
import { editorOf, place, tags, versionNumber } from './editor.ts'
import { listDrafts, readDraft, type Reading } from './reading.ts'
import { checkDraft, createDraft, putAside, saveDraft } from './writing.ts'

const base = '/api/organisations/:organisation/policy/drafts'
const one = place.extend({ id: z.uuid() })
const revision = z.number().int().min(1).describe('The revision that was seen')
const seen = z.object({ revision })
/** Three files of a megabyte, in base64. */
const bodyLimit = 6_000_000

/** Registers the drafts: written, checked, submitted, decided about and published. */
export function registerDraftRoutes(http: Http, reading: Reading): void {
  const shown = async (request: FastifyRequest, organisation: string, id: string) =>
    readDraft(reading, organisation, id, editorOf(request, organisation, 'policies:read'))
  registerReading(http, reading, shown)
  registerWriting(http, reading, shown)
  registerPuttingAside(http, reading, shown)
  registerSubmitting(http, reading, shown)
  registerDeciding(http, reading, shown)
  registerPublishing(http, reading, shown)
}

type Shown = (
  request: FastifyRequest,
  organisation: string,
  id: string,
) => Promise<z.infer<typeof DraftSchema>>

function registerReading(http: Http, reading: Reading, shown: Shown): void {
  http.get(
    base,
    {
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'Drafts, the last changed first, at most 100',
        params: place,
        response: { 200: z.array(DraftSummarySchema) },
      },
    },
    ({ params }) => listDrafts(reading, params.organisation),
  )
  http.get(
    `${base}/:id`,
    {
      preValidation: requires('policies:read'),
      schema: { tags, summary: 'A draft with its files', params: one, response: { 200: DraftSchema } },
    },
    (request) => shown(request, request.params.organisation, request.params.id),
  )
  http.post(
    `${base}/:id/check`,
    {
      bodyLimit,
      preValidation: requires('policies:read'),
      schema: {
        tags,
        summary: 'Check a draft as saved, or with the files sent in place of the saved ones; changes nothing',
        params: one,
        body: z.object({ files: SentFilesSchema.optional() }).nullish(),
        response: { 200: DraftCheckSchema },
      },
    },
    ({ params, body }) => checkDraft(reading, params.organisation, params.id, body?.files ?? {}),
  )
}

function registerWriting(http: Http, reading: Reading, shown: Shown): void {
  http.post(
    base,
    {
      bodyLimit,
      preValidation: requires('policies:write'),
      schema: {
        tags,
        summary: 'Begin a draft, from the version in force or from the files sent',
        params: place,
        body: z.object({ files: SentFilesSchema.optional(), from: versionNumber.optional() }).nullish(),
        response: { 201: DraftSchema },
      },
    },
    async (request, reply) => {
      const { organisation } = request.params
      const editor = editorOf(request, organisation, 'policies:write')
      const { files, from } = request.body ?? {}
      const id = await createDraft(reading, organisation, { files, from }, editor)
      return reply.code(201).send(await shown(request, organisation, id))
    },
  )
  http.put(
    `${base}/:id`,
    {
      bodyLimit,
      preValidation: requires('policies:write'),
      schema: {
        tags,
        summary: 'Save files of a draft over the revision that was seen; files left out stay',
        params: one,
        body: seen.extend({ files: SentFilesSchema }),
        response: { 200: DraftSchema },
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:write')
      await saveDraft(reading, organisation, id, request.body, editor)
      return shown(request, organisation, id)
    },
  )
}

function registerPuttingAside(http: Http, reading: Reading, shown: Shown): void {
  const route =
    (action: 'discard' | 'restore') =>
    async (request: FastifyRequest, { organisation, id }: z.infer<typeof one>, at: number | undefined) => {
      const editor = editorOf(request, organisation, 'policies:write')
      await putAside(reading, organisation, id, { revision: at, action }, editor)
      return shown(request, organisation, id)
    }
  const schema = { tags, params: one, response: { 200: DraftSchema } }
  http.delete(
    `${base}/:id`,
    {
      preValidation: requires('policies:write'),
      schema: {
        ...schema,
        summary: 'Discard a draft; it can be restored',
        querystring: z.object({
          revision: z.coerce.number().int().min(1).optional().describe('The revision that was seen'),
        }),
      },
    },
    (request) => route('discard')(request, request.params, request.query.revision),
  )
  http.post(
    `${base}/:id/restore`,
    {
      preValidation: requires('policies:write'),
      schema: { ...schema, summary: 'Take a discarded draft up again', body: seen },
    },
    (request) => route('restore')(request, request.params, request.body.revision),
  )
}

function registerSubmitting(http: Http, reading: Reading, shown: Shown): void {
  const schema = { tags, params: one, response: { 200: DraftSchema } }
  http.post(
    `${base}/:id/submit`,
    {
      preValidation: requires('policies:write'),
      schema: {
        ...schema,
        summary: 'Submit a draft for approval; errors of the check refuse it',
        body: seen.extend({
          warningsSeen: z
            .number()
            .int()
            .min(0)
            .default(0)
            .describe('How many warnings were shown and may stand'),
        }),
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:write')
      await submitDraft(reading, { organisation, id }, request.body, editor)
      return shown(request, organisation, id)
    },
  )
  http.post(
    `${base}/:id/recall`,
    {
      preValidation: requires('policies:write'),
      schema: {
        ...schema,
        summary: 'Take back what was submitted or approved, to go on writing',
        body: seen,
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:write')
      await recallDraft(reading, { organisation, id }, request.body, editor)
      return shown(request, organisation, id)
    },
  )
}

function registerDeciding(http: Http, reading: Reading, shown: Shown): void {
  const schema = { tags, params: one, response: { 200: DraftSchema } }
  http.post(
    `${base}/:id/approve`,
    {
      preValidation: requires('policies:approve'),
      schema: {
        ...schema,
        summary: 'Approve what was submitted; not one’s own work',
        body: seen.extend({
          beside: versionNumber
            .optional()
            .describe('The version it was compared with: `diff.from` of the check'),
        }),
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:approve')
      const decision = { ...request.body, action: 'approve' } as const
      await decideDraft(reading, { organisation, id }, decision, editor)
      return shown(request, organisation, id)
    },
  )
  http.post(
    `${base}/:id/send-back`,
    {
      preValidation: requires('policies:approve'),
      schema: {
        ...schema,
        summary: 'Send a draft back with the reason',
        body: seen.extend({ reason: z.string().trim().min(1).max(2_000) }),
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:approve')
      const decision = { ...request.body, action: 'send-back' } as const
      await decideDraft(reading, { organisation, id }, decision, editor)
      return shown(request, organisation, id)
    },
  )
}

function registerPublishing(http: Http, reading: Reading, shown: Shown): void {
  const schema = { tags, params: one, response: { 200: DraftSchema } }
  http.post(
    `${base}/:id/publish`,
    {
      preValidation: requires('policies:write'),
      schema: {
        ...schema,
        summary:
          'Publish an approved draft; its version is typed again, so that nothing is published by accident',
        body: seen.extend({ version: z.string().max(40) }),
      },
    },
    async (request) => {
      const { organisation, id } = request.params
      const editor = editorOf(request, organisation, 'policies:write')
      await publishDraft(reading, { organisation, id }, request.body, editor)
      return shown(request, organisation, id)
    },
  )
}
