// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises'
import { goodPassword, lastingCode, tokenOf } from '../support/signing-in.ts'
import { until } from './server.ts'

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly cookies: readonly string[]
}

let addresses = 0

/** Calls the server as an address of its own; undefined when the answer got lost or the server was away. */
export async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer | undefined> {
  addresses += 1
  const address = `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        origin: new URL(url).origin,
        // The server trusts a proxy on its own machine; without it all of us would share one address's limit.
        'x-forwarded-for': address,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const text = await answer.text()
    if (answer.status >= 500 && answer.status !== 503 && answer.status !== 507)
      throw new Bug(`${method} ${url} answered ${answer.status}: ${text}`)
    if (answer.status === 503) return undefined
    const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] as string)
    return {
      status: answer.status,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      cookies,
    }
  } catch (error) {
    if (error instanceof Bug) throw error
    return undefined
  }
}

class Bug extends Error {}

/** Calls again and again until an answer comes. */
export function insist(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return until(
    `${method} ${url}`,
    async () => {
      const answer = await call(method, url, body, headers)
      if (answer === undefined) await sleep(50)
      return answer
    },
    120_000,
  )
}

const ordinary = ['requests:read', 'requests:review', 'requests:approve', 'ledger:read', 'ledger:export']

/** Joins with the link of the first start, sets up a second factor, and makes an API token for everything needed. */
export async function tokenFrom(base: string, said: string, scopes = ordinary): Promise<string> {
  const link = /http:\S+join#token=\S+/.exec(said)?.[0]
  const jar = new Map<string, string>()
  const post = async (path: string, body: unknown) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await insist('POST', `${base}${path}`, body, { cookie })
    for (const pair of answer.cookies)
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  await post('/api/accounts/join', { token: tokenOf(link), password: goodPassword })
  const { secret } = await post('/api/auth/two-factor/enable', { password: goodPassword })
  await post('/api/auth/two-factor/verify-totp', { code: lastingCode(String(secret)) })
  const made = await post('/api/organisations/cleaning/tokens', {
    name: 'faults',
    scopes,
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  return String(made['secret'])
}

/** What a requester keeps. */
export interface Kept {
  readonly id: string
  readonly email: string
  /** Unknown where the answer to the code got lost; it stands in the mail then. */
  readonly key: { readonly number: string; readonly secret: string } | undefined
}

/**
 * Makes one request the way a person does: asks, reads the code in their mailbox, enters it. Where the answer to the
 * form gets lost they ask again, with another address of theirs so that the mails are told apart.
 */
export async function makeRequest(
  base: string,
  nextAddress: () => string,
  codeFor: (email: string) => string | undefined,
): Promise<Kept> {
  const form = { kind: 'disclosure', name: '試験 太郎', note: '', language: 'ja' }
  const { id, email } = await until(
    'a form to be taken',
    async () => {
      if ((await call('GET', `${base}/ready`)) === undefined) return await sleep(50)
      const email = nextAddress()
      const answer = await call('POST', `${base}/api/privacy/cleaning/requests`, { ...form, email })
      if (answer === undefined) return await sleep(50)
      if (answer.status !== 202) throw new Error(`the form was refused: ${JSON.stringify(answer)}`)
      return { id: String(answer.body['id']), email }
    },
    120_000,
  )
  const code = await until(`the code for ${email}`, () => codeFor(email), 600_000)
  const proven = await insist('POST', `${base}/api/privacy/cleaning/requests/${id}/code`, { code })
  if (proven.status === 201)
    return {
      id,
      email,
      key: { number: String(proven.body['number']), secret: String(proven.body['secret']) },
    }
  // The first answer got lost after the code had been taken.
  if (proven.body['code'] !== 'requests.code-used')
    throw new Error(`the code was refused: ${JSON.stringify(proven)}`)
  return { id, email, key: undefined }
}
