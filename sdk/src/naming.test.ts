// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personKey } from '@yakusoku/core/gate'
import { Names } from './naming.ts'

const known = { key: new Uint8Array(32).fill(11) }

describe('the name of a person', () => {
  it('is what the server makes of the identifier, or what stands behind key:', () => {
    const names = new Names()
    const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
    const person = fc.oneof(
      hex.map((name) => `key:${name}`),
      fc.stringMatching(/^key:[0-9a-g/:`A-F]{31,33}$/),
      fc.string(),
      fc.emailAddress(),
    )
    fc.assert(
      fc.property(person, (one) => {
        const meant = /^key:([0-9a-f]{32})$/.exec(one)?.[1] ?? personKey(known.key, one)
        expect(names.of(known, one)).toBe(meant)
        expect(names.of(known, one)).toBe(meant)
      }),
      { numRuns: 500 },
    )
  })

  it('is forgotten when the key is another, and when there are too many', () => {
    const names = new Names()
    const first = names.of(known, 'hana')
    for (let at = 0; at < 41_000; at += 1) names.of(known, `K-${at}`)
    expect(names.of(known, 'hana')).toBe(first)
    expect(names.of({ key: new Uint8Array(32) }, 'hana')).not.toBe(first)
  })
})
