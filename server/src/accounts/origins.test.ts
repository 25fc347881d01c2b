// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { isForeign, isOwnOrigin } from './origins.ts'

const publicUrl = 'https://privacy.example.jp'

describe('an origin', () => {
  it.each([
    ['https://privacy.example.jp', 'privacy.example.jp'],
    ['http://localhost:8420', 'localhost:8420'],
    ['http://127.0.0.1:9000', '127.0.0.1:9000'],
    ['http://[::1]:9000', '[::1]:9000'],
    ['http://localhost', 'localhost:80'],
  ])('%s is our own at host %s', (origin, host) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(true)
  })

  it.each([
    ['https://evil.example', 'privacy.example.jp'],
    ['http://privacy.example.jp', 'privacy.example.jp'],
    ['https://privacy.example.jp.evil.example', 'privacy.example.jp'],
    ['http://localhost:3000', 'localhost:8420'],
    ['http://127.0.0.1:8420', 'localhost:8420'],
    ['http://evil.example:8420', 'evil.example:8420'],
    ['null', 'localhost:8420'],
    ['', 'localhost:8420'],
    ['http://localhost:8420', undefined],
  ])('%s is foreign at host %s', (origin, host) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(false)
  })
})

describe('a request', () => {
  const ours = { origin: publicUrl, site: 'same-origin', host: 'privacy.example.jp' }
  it('that only reads is never foreign', () => {
    const request = { ...ours, method: 'GET', origin: 'https://evil.example', withSession: true }
    expect(isForeign(request, publicUrl)).toBe(false)
  })

  it('with a session must tell an origin of ours', () => {
    const request = { ...ours, method: 'DELETE', withSession: true }
    expect(isForeign(request, publicUrl)).toBe(false)
    expect(isForeign({ ...request, origin: 'null' }, publicUrl)).toBe(true)
    expect(isForeign({ ...request, origin: undefined, site: undefined }, publicUrl)).toBe(true)
  })

  it('without a session is foreign only where it says so', () => {
    const request = { method: 'POST', origin: undefined, site: undefined, host: 'x', withSession: false }
    expect(isForeign(request, publicUrl)).toBe(false)
    expect(isForeign({ ...request, site: 'cross-site' }, publicUrl)).toBe(true)
    expect(isForeign({ ...request, origin: 'https://evil.example' }, publicUrl)).toBe(true)
  })
})
