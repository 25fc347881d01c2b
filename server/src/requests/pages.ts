// SPDX-License-Identifier: Apache-2.0
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asRefusal, languageOf, sendPage, sendRefusal, type FieldError, type Http } from '../http/index.ts'
import { Refusal, type Language } from '../kernel/index.ts'
import type { Centre } from '../notices/index.ts'
import { ask, awaitsCode, prove, sendAnotherCode } from './ask.ts'
import { AskSchema } from './contract.ts'
import { fetchPackage, follow, peekDownload, receipts, renewLink, withdraw } from './follow.ts'
import { words } from './page-texts.ts'
import * as views from './page-views.ts'
import type { RequestPorts } from './ports.ts'
import { askLimit, guessLimit } from './public-routes.ts'
import { canMove } from './requests.ts'

const place = z.object({ organisation: z.string().max(63) })
const asked = place.extend({ id: z.uuid() })
const link = place.extend({ token: z.string().max(100) })
const KeyForm = z.object({
  number: z.string().max(1_000).default(''),
  secret: z.string().max(1_000).default(''),
  action: z.string().optional(),
})
const AskForm = z.object({
  email: z.string().default(''),
  name: z.string().default(''),
  note: z.string().default(''),
})

/** Registers the privacy centre: plain HTML that works without script, saying what the public API says. */
export async function registerPrivacyPages(http: Http, ports: RequestPorts): Promise<void> {
  const centreOf = (request: FastifyRequest): Centre => {
    const { organisation } = request.params as { organisation: string }
    return { pack: ports.inForce(organisation), language: languageOf(request) }
  }
  await http.register(async (scope: Http) => {
    // A refusal is told as a page of the organisation, as long as that exists.
    scope.setErrorHandler((error, request, reply) => {
      const refusal = asRefusal(error, request, ports.log)
      retryAfter(reply, refusal)
      let centre: Centre
      try {
        centre = centreOf(request)
      } catch {
        return sendRefusal(request, reply, refusal)
      }
      return sendPage(request, reply, views.problemView(centre, refusal), refusal.status)
    })
    scope.get('/privacy/:organisation', { schema: { params: place } }, async (request, reply) => {
      const centre = centreOf(request)
      const news = await ports.news(centre.pack.id, centre.language)
      return sendPage(request, reply, views.homeView(centre, news))
    })
    registerAsking(scope, ports, centreOf)
    registerFollowing(scope, ports, centreOf)
    registerDownload(scope, ports, centreOf)
  })
}

type CentreOf = (request: FastifyRequest) => Centre

function registerAsking(scope: Http, ports: RequestPorts, centreOf: CentreOf): void {
  const path = '/privacy/:organisation/requests/new'
  scope.get(path, { schema: { params: place } }, (request, reply) =>
    sendPage(request, reply, views.askView(centreOf(request), { email: '', name: '', note: '' })),
  )
  scope.post(path, { config: askLimit, schema: { params: place, body: AskForm } }, async (request, reply) => {
    const centre = centreOf(request)
    const { language } = centre
    const shown = (errors: FieldError[], status: number) =>
      sendPage(request, reply, views.askView(centre, request.body, errors), status)
    const parsed = AskSchema.safeParse({ kind: 'disclosure', language, ...request.body })
    if (!parsed.success) return shown(mistakes(parsed.error, language), 422)
    try {
      const { id } = await ask(ports, centre.pack.id, parsed.data)
      return await reply.redirect(`/privacy/${centre.pack.id}/requests/${id}/code`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'requests.too-many-codes') throw error
      retryAfter(reply, error)
      return shown([{ field: 'email', message: views.inOneLine(error, language) }], error.status)
    }
  })
  registerCode(scope, ports, centreOf)
}

/** What is wrong with the form, field by field. */
function mistakes(error: z.ZodError, language: Language): FieldError[] {
  const messages = { email: words.emailWrong, name: words.nameMissing, note: words.noteLong }
  const wrong = new Set(error.issues.map((issue) => issue.path[0]))
  return (['email', 'name', 'note'] as const)
    .filter((name) => wrong.has(name))
    .map((name) => ({ field: name, message: messages[name][language] }))
}

function retryAfter(reply: FastifyReply, { details: { seconds } }: Refusal): void {
  if (typeof seconds === 'number') reply.header('retry-after', seconds)
}

function registerCode(scope: Http, ports: RequestPorts, centreOf: CentreOf): void {
  const path = '/privacy/:organisation/requests/:id/code'
  const body = z.object({ code: z.string().max(1_000).default(''), another: z.string().optional() })
  // Where another code or try may help, the form is shown again; a request received says so.
  const again = new Set(['requests.wrong-code', 'requests.code-expired', 'requests.too-many-codes'])
  const code = async (request: FastifyRequest, reply: FastifyReply, work: () => Promise<FastifyReply>) => {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const centre = centreOf(request)
      if (error.code === 'requests.code-used') return sendPage(request, reply, views.usedView(centre))
      if (!again.has(error.code)) throw error
      retryAfter(reply, error)
      return sendPage(request, reply, views.codeView(centre, { error }), error.status)
    }
  }
  scope.get(path, { config: guessLimit, schema: { params: asked } }, (request, reply) =>
    code(request, reply, async () => {
      await awaitsCode(ports, request.params.organisation, request.params.id)
      return sendPage(request, reply, views.codeView(centreOf(request), {}))
    }),
  )
  scope.post(path, { config: guessLimit, schema: { params: asked, body } }, (request, reply) => {
    const { organisation, id } = request.params
    return code(request, reply, async () => {
      if (request.body.another !== undefined) {
        await sendAnotherCode(ports, organisation, id)
        return sendPage(request, reply, views.codeView(centreOf(request), { sent: true }))
      }
      const received = await prove(ports, organisation, id, request.body.code)
      return sendPage(request, reply, views.receivedView(centreOf(request), received), 201)
    })
  })
}

function registerFollowing(scope: Http, ports: RequestPorts, centreOf: CentreOf): void {
  const base = '/privacy/:organisation/follow'
  const query = z.object({ number: z.string().max(1_000).default(''), lang: z.string().optional() })
  scope.get(base, { schema: { params: place, querystring: query } }, (request, reply) =>
    sendPage(request, reply, views.followFormView(centreOf(request), request.query.number)),
  )
  const keyed = { config: guessLimit, schema: { params: place, body: KeyForm } }
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    key: z.infer<typeof KeyForm>,
    remark?: string,
  ) => {
    const centre = centreOf(request)
    try {
      const followed = await follow(ports, centre.pack.id, key)
      const late = (followed.downloadUntil ?? '') <= ports.clock.now().toString()
      return sendPage(request, reply, views.statusView(centre, followed, key, { late, remark }))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'requests.unknown') throw error
      return sendPage(request, reply, views.followFormView(centre, key.number, error), error.status)
    }
  }
  scope.post(base, keyed, async (request, reply) => {
    const { organisation } = request.params
    if (request.body.action === 'withdraw') {
      const followed = await follow(ports, organisation, request.body)
      if (canMove(followed.state, 'withdraw'))
        return sendPage(request, reply, views.withdrawView(centreOf(request), followed, request.body))
    }
    if (request.body.action === 'withdraw-now') await withdraw(ports, organisation, request.body)
    return show(request, reply, request.body)
  })
  scope.post(`${base}/link`, keyed, async (request, reply) => {
    const { organisation } = request.params
    return reply.redirect(
      `/privacy/${organisation}/download/${await renewLink(ports, organisation, request.body)}`,
      303,
    )
  })
  registerReceipt(scope, ports, show)
}

type Show = (
  request: FastifyRequest,
  reply: FastifyReply,
  key: z.infer<typeof KeyForm>,
  remark: string,
) => Promise<FastifyReply>

function registerReceipt(scope: Http, ports: RequestPorts, show: Show): void {
  const path = '/privacy/:organisation/follow/receipt'
  const keyed = { config: guessLimit, schema: { params: place, body: KeyForm } }
  scope.post(path, keyed, async (request, reply) => {
    const newest = (await receipts(ports, request.params.organisation, request.body)).at(-1)
    if (newest === undefined)
      return show(request, reply, request.body, words.receiptSoon[languageOf(request)])
    return reply
      .type('application/json')
      .header(
        'content-disposition',
        `attachment; filename="receipt-${request.body.number.replaceAll(/[^\w-]/g, '')}.json"`,
      )
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(newest, null, 2)}\n`)
  })
}

function registerDownload(scope: Http, ports: RequestPorts, centreOf: CentreOf): void {
  const path = '/privacy/:organisation/download/:token'
  scope.get(path, { config: guessLimit, schema: { params: link } }, async (request, reply) => {
    const { organisation, token } = request.params
    return sendPage(
      request,
      reply,
      views.downloadView(centreOf(request), await peekDownload(ports, organisation, token)),
    )
  })
  scope.post(path, { config: guessLimit, schema: { params: link } }, async (request, reply) => {
    const { name, archive } = await fetchPackage(ports, request.params.organisation, request.params.token)
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(archive))
  })
}
