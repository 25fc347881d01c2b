// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashPassword, passwordFits, weaknessOf } from './passwords.ts'

describe('a new password', () => {
  it.each([
    ['elevenchars', 'short'],
    ['あいうえおかきくけこさ', 'short'],
    ['x'.repeat(64) + 'correct horse battery staple'.repeat(3), 'long'],
    ['my-hanako.sato-password', 'name'],
    ['HANAKO.SATO2026!', 'name'],
    ['aaaaaaaaaaaaaaaa', 'repetition'],
    ['abc123abc123abc123', 'repetition'],
    ['121221112212', 'repetition'],
  ])('refuses %s as %s', (password, weakness) => {
    expect(weaknessOf(password, 'hanako.sato@example.jp')).toBe(weakness)
  })

  it.each(['correct horse battery', '夏の朝に窓を開けて深呼吸をする', 'Tr0ub4dor&3-longer'])(
    'takes %s',
    (password) => {
      expect(weaknessOf(password, 'hanako.sato@example.jp')).toBeUndefined()
    },
  )

  it('does not mind a name too short to mean anything', () => {
    expect(weaknessOf('correct horse battery', 'ho@example.jp')).toBeUndefined()
  })

  it('refuses every pattern repeated three times or more', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 5, maxLength: 20 }),
        fc.integer({ min: 3, max: 6 }),
        (pattern, times) => {
          expect(weaknessOf(pattern.repeat(times), 'x@example.jp')).toBeDefined()
        },
      ),
    )
  })
})

describe('a password hash', () => {
  it('is a PHC string that fits its password and no other', async () => {
    const phc = await hashPassword('correct horse battery')
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await passwordFits('correct horse battery', phc)).toBe(true)
    expect(await passwordFits('correct horse batterz', phc)).toBe(false)
  })

  it('fits however the same characters were typed', async () => {
    const phc = await hashPassword('パスワードは長い方がよい')
    expect(await passwordFits('ﾊﾟｽﾜｰﾄﾞは長い方がよい', phc)).toBe(true)
  })

  it('checks at the cost that is written in it', async () => {
    const cheap =
      '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$6JgdJjWmBAMhHH0iTSzp2/rCzTDeZvJMT8PcOVOb+zg'
    expect(await passwordFits('anything', cheap)).toBe(false)
  })

  it('fits nothing when it is damaged', async () => {
    expect(await passwordFits('x', 'not a hash')).toBe(false)
    expect(await passwordFits('x', '')).toBe(false)
  })
})
