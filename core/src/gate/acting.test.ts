// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { underId } from './acting.ts'
import { ask, told } from './sample.case.ts'

const actor = (type: string, ...roles: string[]) => ({ actor: { type, id: 'alice', roles } })
const registered = (...roles: string[]) => ({ standing: { actors: { 'user:alice': roles } } })

describe('a registered actor', () => {
  test('has its roles without naming them', () => {
    expect(told({ ...actor('user'), ...registered('clerk') })).toBe('permit')
  })

  test('is not believed to have others', () => {
    expect(ask({ ...actor('user', 'clerk'), ...registered('printer') }).answer).not.toBe('permit')
    expect(told({ ...actor('user', 'clerk'), ...registered() })).toBe('gap: actor-without-role')
  })

  test('is another than one of a different type', () => {
    expect(told({ ...actor('robot', 'clerk'), ...registered() })).toBe('permit')
    expect(told({ ...actor('robot'), ...registered('clerk') })).toBe('gap: actor-without-role')
    const passing = {
      actor: { type: 'user:x', id: 'y', roles: [] },
      standing: { actors: { 'user:x:y': ['clerk'] } },
    }
    expect(told(passing)).toBe('gap: actor-without-role')
  })

  test('is asked about under another name by its id, and no other actor is', () => {
    const standing = { actors: { 'user:alice': [] }, also: { 'user:#a@x': 'alice', 'user:#alice': 'carol' } }
    const idOf = (id: string | undefined, type?: string) => {
      const question = { act: 'use', category: 'contact', purpose: 'news', actor: { type, id, roles: [] } }
      return underId(standing, question, (name) => `#${name}`).actor.id
    }
    expect([idOf('a@x', 'user'), idOf('a@x', 'robot'), idOf('a@x')]).toEqual(['alice', 'a@x', 'a@x'])
    expect([idOf('alice', 'user'), idOf(undefined, 'user')]).toEqual(['alice', undefined])
    expect([idOf('b@x', 'user'), idOf('constructor', '__proto__')]).toEqual(['b@x', 'constructor'])
  })

  test.each(['__proto__', 'constructor', 'toString'])('is none by a name that objects have: %s', (id) => {
    expect(told({ actor: { type: 'user', id, roles: ['clerk'] } })).toBe('permit')
  })
})
