// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from 'ghtml'
import { z } from 'zod'
import {
  asRefusal,
  languageOf,
  notice,
  remedyOnPage,
  sendPage,
  sendRefusal,
  type Http,
} from '../http/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { todayOf } from './announce.ts'
import { centreHome, centreView, type Centre } from './centre.ts'
import { collectionView } from './collection.ts'
import { compareView } from './compare-view.ts'
import { figuresOf } from './figures.ts'
import { words } from './page-texts.ts'
import { policyView } from './policy-view.ts'
import type { NoticePorts } from './ports.ts'
import { websiteNotices } from './register.ts'

const place = z.object({ organisation: z.string().max(63) })
const versioned = place.extend({ version: z.string().max(60) })
const asked = z.object({
  from: z.string().max(60).optional(),
  to: z.string().max(60).optional(),
  all: z.string().max(5).optional(),
  lang: z.string().optional(),
})

/** Registers the public pages of the policy: plain HTML, in both languages, for screen, print and screen readers. */
export async function registerPolicyPages(http: Http, ports: NoticePorts): Promise<void> {
  await http.register(async (scope: Http) => {
    scope.setErrorHandler((error, request, reply) => problem(ports, error, request, reply))
    const base = '/privacy/:organisation/policy'
    scope.get(base, { schema: { hide: true, params: place } }, (request, reply) =>
      show(ports, request, reply, ports.inForce(request.params.organisation)),
    )
    scope.get(`${base}/versions/:version`, { schema: { hide: true, params: versioned } }, (request, reply) =>
      show(ports, request, reply, versionOf(ports, request.params.organisation, request.params.version)),
    )
    const given = { schema: { hide: true, params: place.extend({ channel: z.string().max(60) }) } }
    scope.get('/privacy/:organisation/collection/:channel', given, (request, reply) => {
      const { organisation, channel } = request.params
      const centre = { pack: ports.inForce(organisation), language: languageOf(request) }
      return sendPage(request, reply, collectionView(centre, channel))
    })
    const compared = { schema: { hide: true, params: place, querystring: asked } }
    scope.get(`${base}/compare`, compared, (request, reply) => {
      const { organisation } = request.params
      const versions = publicVersions(ports, organisation)
      const { from = versions.at(-2)?.version, to = versions.at(-1)?.version, all } = request.query
      const centre = { pack: ports.inForce(organisation), language: languageOf(request) }
      const chosen = {
        from: versionOf(ports, organisation, from ?? centre.pack.version),
        to: versionOf(ports, organisation, to ?? centre.pack.version),
        versions,
        all: all === '1',
      }
      return sendPage(request, reply, compareView(centre, chosen))
    })
  })
}

const publicVersions = (ports: NoticePorts, organisation: string): readonly Pack[] => {
  ports.inForce(organisation)
  return ports.history(organisation)
}

function versionOf(ports: NoticePorts, organisation: string, version: string): Pack {
  const found = publicVersions(ports, organisation).find((one) => one.version === version)
  if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
  return found
}

async function show(ports: NoticePorts, request: FastifyRequest, reply: FastifyReply, pack: Pack) {
  const { organisation } = request.params as { organisation: string }
  const inForce = ports.inForce(organisation)
  const centre: Centre = { pack, language: languageOf(request) }
  const page = policyView(centre, {
    versions: ports.history(organisation),
    inForce,
    today: todayOf(ports, inForce).toString(),
    upcoming: await websiteNotices(ports, organisation),
    figures: pack === inForce ? await figuresOf(ports, organisation, pack) : new Map(),
  })
  return sendPage(request, reply, page)
}

/** A refusal as a page of the organisation, as long as that exists. */
function problem(ports: NoticePorts, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = asRefusal(error, request, ports.log)
  const { organisation } = request.params as { organisation: string }
  let centre: Centre
  try {
    centre = { pack: ports.inForce(organisation), language: languageOf(request) }
  } catch {
    return sendRefusal(request, reply, refusal)
  }
  const { language } = centre
  const body = html`!${notice('error', refusal.title[language], html`<p>${remedyOnPage(refusal, language)}</p>`)}
    <p><a href="${centreHome(centre)}/policy">${words.back[language]}</a></p>`
  const view = centreView(centre, { title: words.problem[language], body, hasErrors: true })
  return sendPage(request, reply, view, refusal.status)
}
