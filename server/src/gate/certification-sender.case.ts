// SPDX-License-Identifier: Apache-2.0
// Sends what the certification scenario sends, and looks at whatever must hold of every answer.
import { expect } from 'vitest'

/** The people and things of the scenario, and a question about them. */
export const alice = { type: 'user', id: 'alice' }
export const bob = { type: 'user', id: 'bob' }
export const record = (number: number, status?: string) => ({
  type: 'record',
  id: `record-${number}`,
  ...(status !== undefined && { properties: { status } }),
})
export const of = (subject: object, name: string, resource: object, more: object = {}) => ({
  subject,
  action: { name },
  resource,
  ...more,
})

/** An answer as it came. */
export interface Reply {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  readonly body: {
    decision?: unknown
    context?: unknown
    evaluations?: unknown
    results?: unknown
    page?: unknown
  }
}

/** An enforcement point. */
export interface Sender {
  readonly post: (path: string, sent: unknown, headers?: Record<string, string>) => Promise<Reply>
  /** What an evaluation decides; anything but 200 with a decision in JSON fails. */
  readonly decides: (evaluation: unknown) => Promise<unknown>
  /** What a batch decides, item by item. */
  readonly all: (batch: object) => Promise<unknown[]>
  readonly search: (
    what: string,
    sent: object,
  ) => Promise<{ results: object[]; page: { next_token: string } }>
}

/** An enforcement point that asks at an address, with a token. */
export function sender(address: string, token: string): Sender {
  const post: Sender['post'] = async (path, sent, headers = {}) => {
    const reply = await fetch(`${address}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: typeof sent === 'string' ? sent : JSON.stringify(sent),
    })
    const text = await reply.text()
    const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true
    return { status: reply.status, text, headers: reply.headers, body: isJson ? JSON.parse(text) : {} }
  }
  const answered = async (path: string, sent: unknown): Promise<Reply['body']> => {
    const { status, text, headers, body } = await post(path, sent)
    expect([status, text]).toEqual([200, text])
    expect(headers.get('content-type')).toContain('application/json')
    return body
  }
  return {
    post,
    decides: async (evaluation) => {
      const { decision, context } = await answered('evaluation', evaluation)
      if (context !== undefined) expect(context).toBeTypeOf('object')
      return decision
    },
    all: async (batch) => {
      const { decision, evaluations } = await answered('evaluations', batch)
      expect(decision).toBeUndefined()
      return (evaluations as { decision: unknown }[]).map((one) => one.decision)
    },
    search: async (what, sent) => (await answered(`search/${what}`, sent)) as never,
  }
}
