// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOBODY, type Person } from './facts.ts'
import { Persons } from './persons.ts'

const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const few = fc.constantFrom(
  ...Array.from({ length: 20 }, (_, at) => at.toString(16).padStart(32, at % 2 === 0 ? '0' : 'f')),
)
const names = fc.oneof(few, hex, fc.constantFrom('customer-7', '__proto__', 'A'.repeat(32), '０'.repeat(32)))
const state = fc.record({
  consents: fc.subarray(['news', 'offers', 'survey']),
  objections: fc.subarray(['analysis', 'offers']),
  born: fc.option(fc.constantFrom('1985-02-28', '2012-02-29', '2026-11-22'), { nil: undefined }),
  jurisdictions: fc.constantFrom([], ['JP'], ['DE', 'EU']),
  beyond: fc.constantFrom([], [{ purpose: 'a', category: 'b' }]),
})

const sorted = (person: Person | undefined): unknown =>
  person && { ...person, consents: person.consents.toSorted(), objections: person.objections.toSorted() }

describe('the table of persons', () => {
  test('gives back what was set, whatever was set, changed and forgotten before', () => {
    const steps = fc.array(fc.tuple(names, fc.option(state, { nil: undefined, freq: 4 })), { maxLength: 300 })
    fc.assert(
      fc.property(steps, (given) => {
        const table = new Persons()
        const model = new Map<string, Person>()
        for (const [name, part] of given) {
          const { born, ...rest } = part ?? {}
          const person = part && { ...NOBODY, ...rest, ...(born !== undefined && { born }) }
          table.set(name, person)
          if (person) model.set(name, person)
          else model.delete(name)
        }
        expect(table.count).toBe(model.size)
        for (const [name] of given) expect(sorted(table.get(name))).toEqual(sorted(model.get(name)))
      }),
    )
  })

  test('finds each of many thousands, and nobody else', () => {
    const table = new Persons()
    const keyOf = (at: number): string =>
      ((BigInt(at) * 0x9e3779b97f4a7c15f39cc0605cedc835n) & ((1n << 128n) - 1n))
        .toString(16)
        .padStart(32, '0')
    for (let at = 0; at < 50_000; at += 1)
      table.set(keyOf(at), { ...NOBODY, consents: at % 2 === 0 ? ['news'] : [] })
    for (let at = 0; at < 50_000; at += 3) table.set(keyOf(at), undefined)
    expect(table.count).toBe(50_000 - Math.ceil(50_000 / 3))
    for (let at = 0; at < 60_000; at += 7) {
      const there = at < 50_000 && at % 3 !== 0
      expect([at, table.get(keyOf(at))?.consents]).toEqual([
        at,
        there ? (at % 2 === 0 ? ['news'] : []) : undefined,
      ])
    }
  })
})
