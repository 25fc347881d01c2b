// SPDX-License-Identifier: Apache-2.0
import type { Http } from './server.ts'
import { stylesheet } from './stylesheet.ts'

/** Serves what every public page needs: `/assets/site.css`. */
export function registerAssets(http: Http): void {
  http.get('/assets/site.css', { schema: { hide: true } }, async (request, reply) => {
    const { content, mark } = stylesheet()
    const etag = `"${mark}"`
    const current = (request.query as { v?: unknown }).v === mark
    reply
      .header('etag', etag)
      .header('cache-control', current ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type('text/css; charset=utf-8')
    return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content)
  })
}
