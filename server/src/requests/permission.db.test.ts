// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { Browser } from '../../../tests/support/accounts.ts'
import { permissionsOf, roles, type Permission, type Role } from '../accounts/index.ts'
import { registeredRoutes } from '../http/index.ts'
import { newId } from '../kernel/index.ts'

const base = '/api/organisations/:organisation'

/** What each route of an organisation asks for. A route that is not here fails the first test. */
const needed: Readonly<Record<string, Permission>> = {
  [`GET ${base}/requests`]: 'requests:read',
  [`GET ${base}/requests/:id`]: 'requests:read',
  [`GET ${base}/requests/:id/found`]: 'requests:review',
  [`PUT ${base}/requests/:id/exclusions`]: 'requests:review',
  [`GET ${base}/requests/:id/preview`]: 'requests:review',
  [`GET ${base}/requests/:id/documents/:document`]: 'requests:review',
  [`POST ${base}/requests/:id/approve`]: 'requests:approve',
  [`POST ${base}/requests/:id/collect-again`]: 'requests:review',
  [`POST ${base}/requests/:id/refuse`]: 'requests:approve',
  [`GET ${base}/today`]: 'today:read',
  [`GET ${base}/promises`]: 'promises:read',
  [`GET ${base}/promises/register`]: 'promises:read',
  [`GET ${base}/policy/versions`]: 'policies:read',
  [`GET ${base}/policy/versions/:version`]: 'policies:read',
  [`GET ${base}/policy/versions/:version/files`]: 'policies:read',
  [`POST ${base}/policy/versions/:version/withdraw`]: 'policies:approve',
  [`GET ${base}/policy/diff`]: 'policies:read',
  [`GET ${base}/policy/drafts`]: 'policies:read',
  [`POST ${base}/policy/drafts`]: 'policies:write',
  [`GET ${base}/policy/drafts/:id`]: 'policies:read',
  [`PUT ${base}/policy/drafts/:id`]: 'policies:write',
  [`DELETE ${base}/policy/drafts/:id`]: 'policies:write',
  [`POST ${base}/policy/drafts/:id/check`]: 'policies:read',
  [`POST ${base}/policy/drafts/:id/restore`]: 'policies:write',
  [`GET ${base}/policy/drafts/:id/simulation`]: 'policies:read',
  [`POST ${base}/policy/drafts/:id/submit`]: 'policies:write',
  [`POST ${base}/policy/drafts/:id/recall`]: 'policies:write',
  [`POST ${base}/policy/drafts/:id/approve`]: 'policies:approve',
  [`POST ${base}/policy/drafts/:id/send-back`]: 'policies:approve',
  [`POST ${base}/policy/drafts/:id/publish`]: 'policies:write',
  [`GET ${base}/notices`]: 'notices:read',
  [`GET ${base}/notices/:id/failed`]: 'notices:send',
  [`POST ${base}/notices/:id/send-again`]: 'notices:send',
  [`POST ${base}/notices/bounces`]: 'notices:send',
  [`POST ${base}/notices/yearly`]: 'notices:send',
  [`GET ${base}/notices/:id/talks`]: 'notices:tell',
  [`POST ${base}/notices/:id/talks/:talk`]: 'notices:tell',
  [`POST ${base}/acceptances/acknowledgements`]: 'acceptances:record',
  [`POST ${base}/acceptances/uses`]: 'acceptances:record',
  [`POST ${base}/acceptances/applicable`]: 'acceptances:read',
  [`GET ${base}/duties`]: 'duties:read',
  [`GET ${base}/programme/cycles`]: 'duties:read',
  [`GET ${base}/programme/cycles/:id`]: 'duties:read',
  [`GET ${base}/programme/cycles/:id/evidence/:evidence`]: 'duties:read',
  [`PUT ${base}/programme/cycles/:id/evidence/:evidence/record`]: 'duties:complete',
  [`PUT ${base}/programme/cycles/:id/evidence/:evidence/reference`]: 'duties:complete',
  [`PUT ${base}/programme/cycles/:id/evidence/:evidence/file`]: 'duties:complete',
  [`POST ${base}/programme/cycles/:id/complete`]: 'duties:complete',
  [`GET ${base}/sources`]: 'sources:read',
  [`PUT ${base}/sources/:key`]: 'sources:manage',
  [`DELETE ${base}/sources/:key`]: 'sources:manage',
  [`GET ${base}/inventory`]: 'inventory:read',
  [`GET ${base}/inventory/entries/:id`]: 'inventory:read',
  [`POST ${base}/inventory/entries`]: 'inventory:write',
  [`PATCH ${base}/inventory/entries/:id`]: 'inventory:write',
  [`POST ${base}/inventory/entries/:id/close`]: 'inventory:write',
  [`POST ${base}/inventory/entries/:id/reopen`]: 'inventory:write',
  [`POST ${base}/inventory/fill`]: 'inventory:write',
  [`POST ${base}/inventory/reviews`]: 'inventory:write',
  [`PUT ${base}/inventory/review-plan`]: 'inventory:write',
  [`GET ${base}/inventory/export`]: 'inventory:read',
  [`GET ${base}/inventory/flows`]: 'inventory:read',
  [`GET ${base}/inventory/flows.svg`]: 'inventory:read',
  [`POST ${base}/inventory/imports`]: 'inventory:write',
  [`GET ${base}/recipients/records`]: 'recipients:read',
  [`POST ${base}/recipients/records`]: 'recipients:write',
  [`GET ${base}/recipients/records/:id`]: 'recipients:read',
  [`POST ${base}/recipients/searches`]: 'recipients:read',
  [`POST ${base}/recipients/exports`]: 'recipients:read',
  [`GET ${base}/recipients/choices`]: 'recipients:read',
  [`GET ${base}/recipients/asked`]: 'recipients:read',
  [`POST ${base}/gate/explain`]: 'gate:ask',
  [`GET ${base}/gate/choices`]: 'standing:read',
  [`GET ${base}/gate/uses`]: 'gate:read',
  [`GET ${base}/gate/node`]: 'gate:read',
  [`POST ${base}/gate/reviews/:use`]: 'gate:review',
  [`GET ${base}/gate/snapshot`]: 'gate:follow',
  [`GET ${base}/gate/changes`]: 'gate:follow',
  [`POST ${base}/gate/uses`]: 'gate:ask',
  [`GET ${base}/takeouts`]: 'takeouts:read',
  [`GET ${base}/takeouts/:id/details`]: 'takeouts:read',
  [`POST ${base}/takeouts/exports`]: 'takeouts:read',
  [`POST ${base}/takeouts/:id/return`]: 'takeouts:write',
  [`GET ${base}/gate/reviews`]: 'gate:read',
  [`GET ${base}/gate/reviews/:use/note`]: 'gate:review',
  [`GET ${base}/standing`]: 'standing:read',
  [`GET ${base}/standing/choices`]: 'standing:read',
  [`POST ${base}/standing/entries`]: 'standing:write',
  [`PUT ${base}/standing/entries/:id`]: 'standing:write',
  [`POST ${base}/standing/entries/:id/end`]: 'standing:write',
  [`POST ${base}/persons/consents`]: 'consent:write',
  [`POST ${base}/persons/objections`]: 'consent:write',
  [`POST ${base}/persons/restrictions`]: 'consent:write',
  [`POST ${base}/persons/suspensions`]: 'consent:write',
  [`POST ${base}/persons/descriptions`]: 'consent:write',
  [`POST ${base}/persons/events`]: 'consent:write',
  [`POST ${base}/persons/retention`]: 'consent:write',
  [`POST ${base}/persons/beyond`]: 'consent:write',
  [`POST ${base}/persons/lookups`]: 'consent:read',
  [`GET ${base}/persons/choices`]: 'consent:read',
  [`GET ${base}/catalog/systems`]: 'sources:read',
  [`POST ${base}/catalog/scans`]: 'sources:manage',
  [`GET ${base}/catalog/fields`]: 'sources:read',
  [`GET ${base}/catalog/categories`]: 'sources:read',
  [`GET ${base}/catalog/categories/:id`]: 'sources:read',
  [`GET ${base}/catalog/counts`]: 'sources:read',
  [`GET ${base}/catalog/drift`]: 'sources:read',
  [`POST ${base}/catalog/drift/decisions`]: 'sources:manage',
  [`DELETE ${base}/catalog/drift/decisions/:act`]: 'sources:manage',
  [`GET ${base}/catalog/laws`]: 'policies:read',
  [`POST ${base}/catalog/laws`]: 'requests:review',
  [`GET ${base}/catalog/collectors`]: 'sources:read',
  [`PUT ${base}/catalog/collectors/:key`]: 'sources:manage',
  [`POST ${base}/catalog/collectors/:key/readings`]: 'sources:manage',
  [`POST ${base}/sources/:key/draft`]: 'sources:manage',
  [`GET ${base}/ledger`]: 'ledger:read',
  [`GET ${base}/ledger/facts`]: 'ledger:read',
  [`GET ${base}/ledger/facts/:id`]: 'ledger:read',
  [`GET ${base}/ledger/export`]: 'ledger:export',
  [`POST ${base}/ledger/inspect`]: 'ledger:export',
  [`GET ${base}/operators`]: 'operators:read',
  [`POST ${base}/operators`]: 'operators:manage',
  [`PATCH ${base}/operators/:id`]: 'operators:manage',
  [`DELETE ${base}/operators/:id`]: 'operators:manage',
  [`GET ${base}/tokens`]: 'tokens:manage',
  [`POST ${base}/tokens`]: 'tokens:manage',
  [`DELETE ${base}/tokens/:id`]: 'tokens:manage',
}

let world: TestApplication
const browsers = new Map<Role, Browser>()
beforeAll(async () => {
  world = await testApplication()
  for (const role of roles) browsers.set(role, (await world.operator(role, role)).browser)
})
afterAll(() => world.close())

let calls = 0
async function send(browser: Browser, route: string): Promise<{ status: number; code: unknown }> {
  const [method, pattern = ''] = route.split(' ')
  const url = pattern
    .replace(':organisation', home)
    .replace(':id', newId())
    .replace(':talk', newId())
    .replace(':use', newId())
    .replace(':act', newId())
    .replace(':key', 'none')
    .replace(':document', 'letter')
  const { cookie } = browser
  const reply = await world.app.http.inject({
    method: method as 'GET',
    url,
    // There are more routes than one address may ask for in a minute.
    remoteAddress: `10.8.${(calls += 1) >> 8}.${calls & 255}`,
    headers: { cookie, host: 'localhost', origin: 'http://localhost' },
    ...(method === 'GET' ? {} : { payload: {} }),
  })
  const isJson = String(reply.headers['content-type']).includes('json')
  return { status: reply.statusCode, code: isJson && reply.body !== '' ? reply.json().code : undefined }
}

describe('routes of an organisation', () => {
  it('each have a permission that this test knows', () => {
    const there = registeredRoutes(world.app.http)
      .filter(({ method, url }) => method !== 'HEAD' && url.startsWith(`${base}/`))
      .map(({ method, url }) => `${method} ${url}`)
    expect(there.sort()).toEqual(Object.keys(needed).sort())
  })

  it('let nobody in who is not signed in', async () => {
    const nobody = world.browser()
    for (const route of Object.keys(needed))
      expect([route, await send(nobody, route)]).toEqual([
        route,
        { status: 401, code: 'accounts.sign-in-needed' },
      ])
  })

  it('answer nonsense in an address with a refusal, never with a failure', async () => {
    const manager = browsers.get('privacy-manager') as Browser
    const query = ['before', 'type', 'subject', 'number', 'state', 'lang', 'search', 'v']
    const routes = registeredRoutes(world.app.http).filter(({ method }) => method === 'GET')
    for (const { url } of routes)
      for (const nonsense of ['%00', 'a%00b', '%F0%9F%98%80', "'--", '%5C', '%ED%A0%80', '..%2f..%2f']) {
        const address = url.replaceAll(':organisation', home).replaceAll(/:\w+|\*/g, nonsense)
        const asked = `${address}?${query.map((name) => `${name}=${nonsense}`).join('&')}`
        const headers = { cookie: manager.cookie, host: 'localhost' }
        const reply = await world.app.http.inject({ method: 'GET', url: asked, headers })
        expect([asked, reply.statusCode < 500 || reply.statusCode === 503]).toEqual([asked, true])
      }
  })

  it.each(roles)('let the role %s do what it may and nothing else', async (role) => {
    const browser = browsers.get(role) as Browser
    for (const [route, permission] of Object.entries(needed)) {
      const { status, code } = await send(browser, route)
      const may = permissionsOf[role].includes(permission)
      expect([route, status === 403, code === 'accounts.forbidden']).toEqual([route, !may, !may])
      // 415: what is sent is no workbook for the inventory.
      if (may) expect([200, 201, 202, 400, 404, 415]).toContain(status)
    }
  })
})
