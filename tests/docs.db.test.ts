// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApplication, type Application } from '../server/src/application.ts'
import { registeredRoutes } from '../server/src/http/index.ts'
import { createLog, systemClock } from '../server/src/kernel/index.ts'
import { codeOf, userPages } from './docs/pages.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-docs-'))
let database: TestDatabase
let application: Application

beforeAll(async () => {
  database = await testDatabase()
  application = await createApplication({
    config: {
      dataFolder: folder,
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://localhost',
      databaseUrl: database.url,
      smtpUrl: undefined,
      demonstration: true,
      logLevel: 'error',
    },
    databaseUrl: database.url,
    clock: systemClock,
    log: createLog('error'),
  })
  await application.http.ready()
})
afterAll(async () => {
  await application.stop()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Paths of this server as a page writes them, without their address: `/api/organisations/cleaning/ledger`. */
function pathsIn(page: string): string[] {
  const found = codeOf(page).matchAll(
    /(?:http:\/\/localhost:\d+|(?<=[`\s]|^))(\/(?:api|ledger|health|ready|metrics|privacy|console|demonstration)\b[^\s'"`?>]*)/gm,
  )
  return [...found].map(([, path]) => (path as string).replace(/#.*$/, '').replace(/\.+$/, ''))
}

function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replaceAll(/[.+]/g, String.raw`\$&`).replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${escaped.replaceAll('*', '.*')}/?$`).test(path)
}

describe('the documents', () => {
  it('name only addresses that the server answers', () => {
    const patterns = registeredRoutes(application.http).map(({ url }) => url)
    const wrong = userPages.flatMap((page) =>
      pathsIn(page)
        .filter((path) => !patterns.some((pattern) => matches(pattern, path)))
        .map((path) => `${page}: ${path}`),
    )
    expect(wrong).toEqual([])
    expect(userPages.flatMap(pathsIn).length).toBeGreaterThan(20)
  })

  it('name only paths of the API that its OpenAPI document describes', async () => {
    const answer = await application.http.inject('/api/openapi.json')
    const described = Object.keys((answer.json() as { paths: object }).paths)
    const patterns = described.map((path) =>
      path.replaceAll(/\{(\w+|\*)\}/g, (_, name) => (name === '*' ? '*' : `:${name}`)),
    )
    const pages = new Set(['/api/docs', '/api/openapi.json', '/api/docs/errors'])
    const wrong = userPages.flatMap((page) =>
      pathsIn(page)
        .filter((path) => path.startsWith('/api/') && !pages.has(path))
        .filter((path) => !patterns.some((pattern) => matches(pattern, path)))
        .map((path) => `${page}: ${path}`),
    )
    expect(wrong).toEqual([])
  })
})
