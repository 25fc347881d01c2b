// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

interface Stylesheet {
  /** Address with a mark of its content, so that it can be kept for a year and never be stale. */
  readonly href: string
  readonly content: string
  readonly mark: string
}

let loaded: Stylesheet | undefined

/** The one stylesheet of the public pages: the Digital Agency's tokens, then ours. */
export function stylesheet(): Stylesheet {
  loaded ??= load()
  return loaded
}

function load(): Stylesheet {
  const tokens = createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css')
  const own = ['site.css', 'components.css'].map((name) => new URL(name, import.meta.url))
  const content = [tokens, ...own].map((file) => readFileSync(file, 'utf8')).join('\n')
  const mark = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  return { href: `/assets/site.css?v=${mark}`, content, mark }
}
