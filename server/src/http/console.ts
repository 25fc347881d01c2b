// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Http } from './server.ts'

/** Serves the built console of `folder` below `/console/`; any address below it that is no file is its first page. */
export async function registerConsole(http: Http, folder: string): Promise<void> {
  const index = join(folder, 'index.html')
  http.get('/console', { schema: { hide: true } }, (_request, reply) => reply.redirect('/console/'))
  if (!existsSync(index)) {
    http.get('/console/*', { schema: { hide: true } }, (_request, reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send('The console is not built: npm run build'),
    )
    return
  }
  await http.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/console/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    preCompressed: true,
  })
  http.get('/console/icon.svg', { schema: { hide: true } }, (_request, reply) =>
    reply.type('image/svg+xml').send(readFileSync(join(folder, 'icon.svg'))),
  )
  // Read each time: a console that was built anew names other files.
  http.get('/console/*', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(readFileSync(index)),
  )
}
