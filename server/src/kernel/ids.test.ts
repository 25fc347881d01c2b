// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ageOf, isId, newId, newSecret, sameSecret } from './index.ts'

describe('an identifier', () => {
  afterEach(() => vi.useRealTimers())

  it('is greater than the one before, also within one millisecond and when the clock is set back', () => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const ids = Array.from({ length: 5_000 }, newId)
    vi.setSystemTime(1_700_000_000_000)
    ids.push(...Array.from({ length: 100 }, newId))
    vi.setSystemTime(1_800_000_000_005)
    ids.push(newId())
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is a UUID of version 7 that begins with its time', () => {
    vi.useFakeTimers({ now: 1_900_000_000_000 })
    const id = newId()
    expect(isId(id)).toBe(true)
    expect(id[14]).toBe('7')
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(1_900_000_000_000)
    vi.setSystemTime(1_900_000_007_000)
    expect(ageOf(id)).toBe(7_000)
  })

  it('is not any other text', () => {
    for (const text of ['', 'x', '../../etc', `${newId()}0`]) expect(isId(text)).toBe(false)
  })
})

describe('a secret', () => {
  it('has the bytes asked for, and is the same as itself only', () => {
    const secret = newSecret(32)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(sameSecret(secret, secret)).toBe(true)
    expect(sameSecret(secret, newSecret(32))).toBe(false)
    expect(sameSecret(secret, secret.slice(1))).toBe(false)
  })
})
