// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, call, pathOf, worthRetrying } from './api.ts'

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body === '' ? null : body, { status, headers })),
  )

const failureOf = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ApiError) return error
  throw new Error('it did not fail as it should')
}

afterEach(() => vi.unstubAllGlobals())

describe('a call of the API', () => {
  it('gives the JSON of the answer', async () => {
    answer(200, '{"size":3}')
    expect(await call('/api/x')).toEqual({ size: 3 })
  })

  it('gives undefined for an empty answer', async () => {
    answer(204, '')
    expect(await call('/api/x', { method: 'DELETE' })).toBeUndefined()
  })

  it('sends a body as JSON and says so', async () => {
    answer(200, '{}')
    await call('/api/x', { method: 'POST', body: { a: 1 } })
    const [, init] = vi.mocked(fetch).mock.calls[0] ?? []
    expect(init).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(init?.headers).toMatchObject({ 'content-type': 'application/json' })
  })

  it('turns problem+json into an error with what happened, what to do, code and number', async () => {
    const problem = {
      title: 'It stands in another state.',
      detail: 'Load it again.',
      code: 'requests.not-in-review',
      instance: 'req-7',
      errors: [{ at: 'body.reason', message: 'too long' }],
    }
    answer(409, JSON.stringify(problem))
    const error = await failureOf(call('/api/x'))
    expect(error).toMatchObject({
      status: 409,
      code: 'requests.not-in-review',
      message: 'It stands in another state.',
      remedy: 'Load it again.',
      requestId: 'req-7',
      places: [{ at: 'body.reason', message: 'too long' }],
    })
  })

  it('says that no answer came when the network is away', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')))
    const error = await failureOf(call('/api/x'))
    expect([error.status, error.code, error.requestId]).toEqual([0, 'console.no-answer', null])
  })

  it('says that an answer is unreadable, with the number of its header', async () => {
    answer(502, '<h1>Bad gateway</h1>', { 'x-request-id': 'req-9' })
    const error = await failureOf(call('/api/x'))
    expect([error.status, error.code, error.requestId]).toEqual([502, 'console.unreadable', 'req-9'])
  })
})

describe('a repeated call', () => {
  it('is worth it when the server is away or failing, never after a refusal', () => {
    const worth = [0, 429, 500, 503].map((status) => worthRetrying(new ApiError(status, 'x')))
    const not = [400, 401, 403, 404, 409].map((status) => worthRetrying(new ApiError(status, 'x')))
    expect([worth, not, worthRetrying(new Error('a bug'))]).toEqual([
      [true, true, true, true],
      [false, false, false, false, false],
      false,
    ])
  })
})

describe('the path of something of an organisation', () => {
  it('encodes each part and leaves out what is empty', () => {
    expect(pathOf('a/b', ['requests', 'x y'], { state: 'review', number: '', before: null })).toBe(
      '/api/organisations/a%2Fb/requests/x%20y?state=review',
    )
  })
})
