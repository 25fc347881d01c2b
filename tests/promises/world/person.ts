// SPDX-License-Identifier: Apache-2.0
import { goodPassword, lastingCode, tokenOf } from '../../support/signing-in.ts'
import { daysAhead } from './later.ts'

/** What came back over HTTP. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number
  readonly body: Body
  readonly text: string
}

/** Half minutes, in which codes change. */
const stepsPerDay = 2_880

let addresses = 0

/** Somebody at a browser of their own: keeps cookies, sends the origin, and knows nothing but the address. */
export class Person {
  readonly #base: string
  readonly #cookies = new Map<string, string>()

  constructor(base: string) {
    this.#base = base
  }

  /** Calls the server; a body goes as JSON. */
  async call<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Answer<Body>> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await this.#fetch(path, { method, ...sent, headers: type })
    const text = await response.text()
    const json = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, body: (json ? JSON.parse(text) : {}) as Body, text }
  }

  /** Reads; throws what was answered unless it is 200. */
  async read<Body>(path: string): Promise<Body> {
    const answer = await this.call<Body>('GET', path)
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  /** Does; throws what was answered unless it succeeded. */
  async does<Body = Record<string, unknown>>(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Body> {
    const answer = await this.call<Body>(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  /** A page as a browser shows it: its words without marks and runs of space, and the HTML. */
  async page(path: string): Promise<{ status: number; html: string; words: string }> {
    const response = await this.#fetch(path, { headers: { accept: 'text/html' } })
    const html = await response.text()
    return { status: response.status, html, words: wordsOf(html) }
  }

  /** Sends a form as a browser does without script; gives the page it leads to. */
  async submit(path: string, fields: Readonly<Record<string, string>>) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(fields).toString()
    const response = await this.#fetch(path, { method: 'POST', headers, body })
    const html = await response.text()
    return { status: response.status, html, words: wordsOf(html), location: response.headers.get('location') }
  }

  /** Joins by a one-time link and sets up the second factor. */
  async join(link: string): Promise<void> {
    await this.does('POST', '/api/accounts/join', { token: tokenOf(link), password: goodPassword })
    const enabled = await this.does<{ secret: string }>('POST', '/api/auth/two-factor/enable', {
      password: goodPassword,
    })
    await this.does('POST', '/api/auth/two-factor/verify-totp', {
      code: lastingCode(enabled.secret, daysAhead * stepsPerDay),
    })
  }

  async #fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> },
  ): Promise<Response> {
    addresses += 1
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.#base), {
      redirect: 'manual',
      ...init,
      headers: {
        origin: this.#base,
        // The server trusts a proxy on its own machine; without it all of us would share one address's limit.
        'x-forwarded-for': `10.${process.pid & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
        ...(cookie === '' ? {} : { cookie }),
        ...init.headers,
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return response
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The words of a page. */
const wordsOf = (html: string) =>
  html
    .replaceAll(/<(style|script)\b.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] as string)
    .replaceAll(/\s+/g, ' ')
